import type { JsonObject } from '../protocol/read.js';
import type { Role } from '../protocol/message-event.js';
import type { TimeToRespond } from './conversation-facts.js';
import type { Delay } from './delay.js';
import type { Dialog } from './dialog.js';
import type { Participant } from './participant.js';
import type { ConversationRecord } from './record.js';

/** What may change in a conversation, and what there is before and after. */
export interface ChangeValues {
  /** The skill whose queue it belongs to. */
  readonly skill: string;
  /** Who asks: an anonymous consumer has signed in, and goes by another id from now on. */
  readonly consumer: Participant;
  /** Who is responsible for the answer. Without `to` it waits in a queue again; see `queued`. */
  readonly assigned: Participant;
  /** It went back to a queue. `from` is who was responsible. */
  readonly queued: Participant;
  /** The agent that it is offered to by name. */
  readonly suggested: Participant;
  /** This bot's own role. */
  readonly role: Role;
  /** The time to respond. */
  readonly ttr: TimeToRespond;
  /** When the brand's answer is due. Moves with every message of the consumer and every answer. */
  readonly effectiveTtr: Date;
  readonly manualEttr: Date;
  /** The contact centre has closed or opened. */
  readonly delay: Delay;
  readonly note: string;
  readonly topic: string;
  readonly csat: JsonObject;
  /** `to` is the new dialog, for example a survey. */
  readonly dialogOpened: Dialog;
  /** `to` tells who closed it and why. */
  readonly dialogClosed: Dialog;
  /** The whole conversation is over. `to` is the reason: `AGENT`, `CONSUMER`, `TIMEOUT`, `SYSTEM`, or `''` if none was given. */
  readonly closed: string;
}

export type ChangeName = keyof ChangeValues;

/** One change. What was not there before, or is not there any more, is absent. */
export type Change = {
  [K in ChangeName]: { readonly change: K; readonly from?: ChangeValues[K]; readonly to?: ChangeValues[K] };
}[ChangeName];

type Reader<K extends ChangeName> = (record: ConversationRecord) => ChangeValues[K] | undefined;

/** What has one value at a time. */
const values: { readonly [K in ChangeName]?: Reader<K> } = {
  skill: ({ snapshot }) => snapshot.skillId,
  consumer: ({ participants }) => participants.find(({ role }) => role === 'CONSUMER'),
  assigned: ({ assigned }) => assigned,
  suggested: ({ suggested }) => suggested,
  role: ({ myRole }) => myRole,
  ttr: ({ snapshot }) => snapshot.ttr,
  effectiveTtr: ({ snapshot }) => dateOf(snapshot.effectiveTtr),
  manualEttr: ({ snapshot }) => dateOf(snapshot.manualEttr),
  delay: ({ delay }) => delay,
  note: ({ snapshot }) => snapshot.note,
  topic: ({ snapshot }) => snapshot.topic,
  csat: ({ snapshot }) => snapshot.csat,
};

const names: Readonly<Record<ChangeName, true>> = {
  skill: true,
  consumer: true,
  assigned: true,
  queued: true,
  suggested: true,
  role: true,
  ttr: true,
  effectiveTtr: true,
  manualEttr: true,
  delay: true,
  note: true,
  topic: true,
  csat: true,
  dialogOpened: true,
  dialogClosed: true,
  closed: true,
};

export const changeNames: readonly string[] = Object.freeze(Object.keys(names));

export const isChangeName = (value: unknown): value is ChangeName =>
  typeof value === 'string' && Object.hasOwn(names, value);

/**
 * What differs between two descriptions of one conversation. A description that names nobody at all tells of an end and of
 * nothing else (messaging.md §6.1), so of that only the end is compared.
 */
export function changesBetween(before: ConversationRecord, after: ConversationRecord): readonly Change[] {
  const closed: readonly Change[] =
    before.snapshot.stage === 'OPEN' && after.snapshot.stage === 'CLOSE'
      ? [{ change: 'closed', to: after.snapshot.closeReason ?? '' }]
      : [];
  if (after.snapshot.participants.length === 0) return closed;
  return [...valueChanges(before, after), ...queueChanges(before, after), ...dialogChanges(before, after), ...closed];
}

const valueChanges = (before: ConversationRecord, after: ConversationRecord): readonly Change[] =>
  Object.entries(values).flatMap(([change, read]) => {
    const [from, to] = [read(before), read(after)];
    return same(from, to) ? [] : [changeOf(change as ChangeName, from, to)];
  });

/** Back to a queue: somebody was responsible, nobody is any more, and it goes on. */
function queueChanges(before: ConversationRecord, after: ConversationRecord): readonly Change[] {
  const waits = after.snapshot.state === 'OPEN' && after.assigned === undefined;
  return waits && before.assigned !== undefined ? [{ change: 'queued', from: before.assigned }] : [];
}

function dialogChanges(before: ConversationRecord, after: ConversationRecord): readonly Change[] {
  return after.dialogs.flatMap((dialog): readonly Change[] => {
    const known = before.dialogs.find(({ id }) => id === dialog.id);
    const closes = dialog.state === 'CLOSE' && known?.state === 'OPEN';
    if (closes) return [{ change: 'dialogClosed', from: known, to: dialog }];
    const opens = known === undefined && dialog.state === 'OPEN' && before.dialogs.length > 0;
    return opens ? [{ change: 'dialogOpened', to: dialog }] : [];
  });
}

/** The readers above pair each name with values of its type. */
const changeOf = (change: ChangeName, from: unknown, to: unknown): Change =>
  ({ change, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }) as Change;

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const dateOf = (moment: number | undefined): Date | undefined => (moment === undefined ? undefined : new Date(moment));
