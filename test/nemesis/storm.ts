import type { BotUser, FaultRule, Platform as Simulator } from '@holdfast/simulator';
import { setTimeout as after } from 'node:timers/promises';
import type { Random } from './random.js';

const SERVER_TROUBLE = { answer: { code: 500, body: 'trouble' } } as const;
const THROTTLED = { answer: { code: 429, body: 'Too many requests' } } as const;
const MESSAGE = { frame: 'toClient', type: 'OnlineEventDistribution', of: 'agent' } as const;
const PUBLISHED = { frame: 'toClient', answerTo: 'PublishEvent', of: 'agent' } as const;

/** What goes wrong all the time, now and then. */
export const drizzle: readonly (FaultRule & { readonly name: string })[] = [
  { name: 'notification lost', match: MESSAGE, action: 'drop', chance: 0.01 },
  { name: 'notification doubled', match: MESSAGE, action: 'duplicate', chance: 0.02 },
  { name: 'notifications swapped', match: MESSAGE, action: 'reorder', chance: 0.02 },
  { name: 'notification late', match: MESSAGE, action: { delay: { from: 5, to: 150 } }, chance: 0.02 },
  { name: 'answer lost', match: PUBLISHED, action: 'drop', chance: 0.003 },
  { name: 'answer lost with the socket', match: PUBLISHED, action: 'reset', chance: 0.003 },
  {
    name: 'publish refused 500',
    match: { frame: 'toServer', type: 'PublishEvent', of: 'agent' },
    action: SERVER_TROUBLE,
    chance: 0.002,
  },
  {
    name: 'publish throttled',
    match: { frame: 'toServer', type: 'PublishEvent', of: 'agent' },
    action: THROTTLED,
    chance: 0.001,
  },
  {
    name: 'history refused',
    match: { frame: 'toServer', type: 'QueryMessages', of: 'agent' },
    action: SERVER_TROUBLE,
    chance: 0.01,
  },
  { name: 'refresh fails', match: { request: 'refresh' }, action: { answer: { status: 503 } }, chance: 0.2 },
  { name: 'refresh refused', match: { request: 'refresh' }, action: { answer: { status: 401 } }, chance: 0.05 },
  { name: 'login fails', match: { request: 'login' }, action: { answer: { status: 503 } }, chance: 0.05 },
  { name: 'login answer lost', match: { request: 'login' }, action: 'loseAnswer', chance: 0.03 },
  { name: 'upgrade refused', match: { connect: 'agent' }, action: 'refuse', chance: 0.05 },
];

/** What strikes one bot user at a time, and for how long its link is frozen. */
const blows: Readonly<Record<string, (simulator: Simulator, user: BotUser, random: Random) => number | void>> = {
  'socket cut': ({ faults }, { username }) => faults.cut({ username }),
  'socket closed': ({ faults }, { username }, random) =>
    faults.cut({ username, code: random.pick([1000, 1001, 1011, 4401, 4999]) }),
  // Shorter than a process takes to come back: what a link has held must not arrive after the bot has looked for it.
  freeze: ({ faults }, { username }, random) => {
    const duration = random.between(20, 120);
    faults.freeze({ username, for: duration });
    return duration;
  },
  'half-open': ({ faults }, { username }, random) => {
    const duration = random.between(1_200, 2_500);
    faults.freeze({ username });
    // Ended, not thawed, for the same reason.
    setTimeout(() => faults.cut({ username }), duration).unref();
    return duration;
  },
  'bearer dies': ({ faults }, { username }) => faults.expireBearers(username),
};

/** Counts of what fired, by kind. */
export type Weather = ReadonlyMap<string, number>;

export interface StormOptions {
  readonly users: readonly BotUser[];
  readonly random: Random;
  /** How much likelier everything is than on an ordinary bad night. @default 1 */
  readonly intensity?: number;
  /** Ends it. */
  readonly signal: AbortSignal;
}

const CALM = { shortest: 300, longest: 2_000 };

/** Everything but kills, until the signal. Resolves with what really happened. */
export async function storm(
  simulator: Simulator,
  { users, random, intensity = 1, signal }: StormOptions,
): Promise<Weather> {
  const rules = drizzle.map((rule) =>
    simulator.faults.add({ ...rule, chance: Math.min(1, (rule.chance ?? 1) * intensity), times: Infinity }),
  );
  const struck = new Map<string, number>();
  await Promise.all(users.map((user) => strike({ simulator, user, random: random.branch(), signal, struck })));
  const fired = new Map([...rules.map(({ name, fired: times }) => [name, times] as const), ...struck]);
  simulator.faults.clear();
  for (const { username } of users) simulator.faults.cut({ username }); // whatever is still frozen among them
  return fired;
}

/** Every kind of fault there is. */
export const faultKinds: readonly string[] = [...drizzle.map(({ name }) => name), ...Object.keys(blows)];

interface Strike {
  readonly simulator: Simulator;
  readonly user: BotUser;
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly struck: Map<string, number>;
}

async function strike({ simulator, user, random, signal, struck }: Strike): Promise<void> {
  const kinds = Object.keys(blows);
  for (;;) {
    const calm = random.between(CALM.shortest, CALM.longest);
    const kind = kinds[random.whole(0, kinds.length - 1)] ?? '';
    const rested = await after(calm, true, { signal }).catch(() => false);
    if (!rested) return;
    const frozen = blows[kind]?.(simulator, user, random) ?? 0;
    struck.set(kind, (struck.get(kind) ?? 0) + 1);
    // A short freeze that met a half-open link would thaw it, and let go of what it has held for too long.
    await after(frozen, undefined, { signal }).catch(() => undefined);
  }
}
