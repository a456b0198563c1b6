import type { Failure } from '@holdfast/recording';
import type { Difference, DifferenceKind } from './replay-report.js';
import { byKey } from './by-key.js';
import { type Deed, type Deeds, type Handled, methodOf } from './deeds.js';

/** A difference, before its moment is told by a clock. */
export type Finding = Pick<Difference, 'kind' | 'conversationId' | 'recorded' | 'today'> & { readonly t: number };

export interface Terms {
  /** Milliseconds. */
  readonly tolerance: number;
  /** What today's bot does after this moment may stand in the part that the recording does not have. */
  readonly until: number;
}

/** Everything that two lives of a bot do not have in common. */
export function differences(recorded: Deeds, today: Deeds, terms: Terms): readonly Finding[] {
  return [
    ...spoken(recorded.says, today.says, terms),
    ...oneSided(byKey(recorded.actions, today.actions), { missing: 'action-missing', extra: 'action-extra' }, terms),
    ...oneSided(
      byKey(first(recorded.receipts), first(today.receipts)),
      { missing: 'receipt-missing', extra: 'receipt-extra' },
      terms,
    ),
    ...handled(recorded.handled, today.handled, terms),
    ...session(recorded, today, terms),
  ].sort((one, other) => one.t - other.t);
}

interface Kinds {
  readonly missing: DifferenceKind;
  readonly extra: DifferenceKind;
}

interface OneSided {
  readonly missing: readonly Deed[];
  readonly extra: readonly Deed[];
}

const oneSided = ({ missing, extra }: OneSided, kinds: Kinds, { until }: Terms): readonly Finding[] => [
  ...missing.map((deed) => ({ kind: kinds.missing, ...placeOf(deed), recorded: deed.text })),
  ...extra.filter(({ t }) => t <= until).map((deed) => ({ kind: kinds.extra, ...placeOf(deed), today: deed.text })),
];

const placeOf = ({ t, conversationId }: { readonly t: number; readonly conversationId?: string }) =>
  conversationId === undefined ? { t } : { t, conversationId };

/** A receipt twice is one. */
function first(deeds: readonly Deed[]): readonly Deed[] {
  const known = new Map<string, Deed>();
  for (const deed of deeds) if (!known.has(deed.key)) known.set(deed.key, deed);
  return [...known.values()];
}

function spoken(recorded: readonly Deed[], today: readonly Deed[], terms: Terms): readonly Finding[] {
  const paired = byKey(recorded, today);
  const other = paired.both.filter(([one, another]) => one.text !== another.text);
  const alike = paired.both.filter(([one, another]) => one.text === another.text);
  return [
    ...oneSided(paired, { missing: 'reply-missing', extra: 'reply-extra' }, terms),
    ...other.map(([one, { text }]) => ({
      kind: 'reply-text' as const,
      ...placeOf(one),
      recorded: one.text,
      today: text,
    })),
    ...moved(paired.both),
    ...alike.flatMap(([one, another]) => shifted(one, another, terms)),
  ];
}

function shifted(one: Deed, another: Deed, { tolerance }: Terms): readonly Finding[] {
  const shift = another.t - one.t;
  if (Math.abs(shift) <= tolerance) return [];
  const seconds = (Math.abs(shift) / 1_000).toFixed(1);
  return [
    {
      kind: 'reply-time',
      ...placeOf(one),
      recorded: one.text,
      today: `the same ${seconds} s ${shift > 0 ? 'later' : 'earlier'}`,
    },
  ];
}

/** The first of each conversation that comes before what it followed. */
function moved(pairs: readonly (readonly [Deed, Deed])[]): readonly Finding[] {
  const latest = new Map<string, Deed>();
  const told = new Set<string>();
  return pairs.flatMap(([one, another]) => {
    const place = one.conversationId ?? '';
    const before = latest.get(place);
    if (before === undefined || another.t >= before.t) latest.set(place, another);
    if (before === undefined || another.t >= before.t || told.has(place)) return [];
    told.add(place);
    const finding = { kind: 'reply-order' as const, ...placeOf(one) };
    return [
      { ...finding, recorded: `${before.text}, then ${another.text}`, today: `${another.text}, then ${before.text}` },
    ];
  });
}

function handled(recorded: readonly Handled[], today: readonly Handled[], { until }: Terms): readonly Finding[] {
  const { both, missing, extra } = byKey(recorded, today);
  return [
    ...missing.map((one) => ({ kind: 'handler-missing' as const, ...placeOf(one), recorded: told(one) })),
    ...extra
      .filter(({ t }) => t <= until)
      .map((one) => ({ kind: 'handler-extra' as const, ...placeOf(one), today: told(one) })),
    ...both.flatMap(([one, another]) => fared(one, another, until)),
  ];
}

function fared(one: Handled, another: Handled, until: number): readonly Finding[] {
  // Nobody knows what would have become of what the end of the recording cut off.
  const unknown = one.outcome === undefined || (another.outcome === undefined && another.t > until);
  const alike = methodOf(one.name) === methodOf(another.name) && fate(one) === fate(another);
  if (unknown || alike) return [];
  return [{ kind: kindOf(one, another), ...placeOf(one), recorded: told(one), today: told(another) }];
}

function kindOf(one: Handled, another: Handled): DifferenceKind {
  if (one.outcome === 'succeeded' && another.outcome !== 'succeeded') return 'handler-failed';
  if (one.outcome !== 'succeeded' && another.outcome === 'succeeded') return 'handler-succeeded';
  return 'handler-other';
}

const told = (handled: Handled): string => `${handled.name} ${fate(handled)}`;

const fate = ({ outcome }: Handled): string =>
  outcome === 'succeeded' ? outcome : outcome === undefined ? 'did not end' : failed(outcome);

const failed = ({ code, name }: Failure): string => `failed (${name === undefined ? code : `${code}, ${name}`})`;

function session(recorded: Deeds, today: Deeds, { until }: Terms): readonly Finding[] {
  const findings: Finding[] = [];
  const dialled = today.dials.filter((t) => t <= until || recorded.dials.length >= today.dials.length);
  if (dialled.length !== recorded.dials.length) {
    const t = recorded.dials[dialled.length] ?? dialled[recorded.dials.length] ?? 0;
    findings.push({ kind: 'connection', t, recorded: times(recorded.dials.length), today: times(dialled.length) });
  }
  if (recorded.failed?.code !== today.failed?.code) {
    const t = recorded.failed?.t ?? today.failed?.t ?? 0;
    findings.push({ kind: 'session', t, recorded: endOf(recorded), today: endOf(today) });
  }
  return findings;
}

const times = (count: number): string => `${count} ${count === 1 ? 'connection' : 'connections'}`;

const endOf = ({ failed: end }: Deeds): string =>
  end === undefined ? 'the session did not fail' : `the session failed (${end.code})`;
