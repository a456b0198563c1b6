import { type Platform as Simulator, startSimulator } from '@holdfast/simulator';
import { setTimeout as after } from 'node:timers/promises';
import { check, type Evidence } from './check/check.js';
import { dialogRecords } from './check/dialog-record.js';
import { isSettled } from './check/is-settled.js';
import type { Violation } from './check/violation.js';
import { Crew } from './crew.js';
import { crowd } from './crowd.js';
import { execute } from './executioner.js';
import { Pace } from './pace.js';
import { Random } from './random.js';
import { storm, type Weather } from './storm.js';

export interface NemesisOptions {
  readonly seed: number;
  readonly bots: number;
  readonly conversations: number;
  readonly messages: number;
  readonly kills: number;
  /** How long the bots may take after the last fault, in ms. */
  readonly patience: number;
  /** How much worse than an ordinary bad night. @default 1 */
  readonly intensity?: number;
  /** Arguments of Node.js for the bots, to break them on purpose. */
  readonly execArgv?: readonly string[];
  /** Ends the run at the first violation that shows by itself. @default false */
  readonly hasty?: boolean;
}

export interface Outcome {
  readonly violations: readonly Violation[];
  readonly evidence: Evidence;
  readonly weather: Weather;
  readonly kills: number;
  /** The last words of processes that ended by themselves. */
  readonly selfEnded: readonly string[];
  /** Milliseconds. */
  readonly took: { readonly storm: number; readonly recovery: number };
}

const LOOK_AGAIN = 250;

/** Bots that are killed and cut off all the time, talking to consumers who do not notice. */
export async function nemesis(options: NemesisOptions): Promise<Outcome> {
  const random = new Random(options.seed);
  await using simulator = await startSimulator({
    seed: options.seed,
    bots: Array.from({ length: options.bots }, (_, index) => ({ username: `bot-${index}`, skills: [skill(index)] })),
    timings: { ring: 2_000, ringAgain: 200 },
    limits: { historyPage: 100 },
  });
  await using crew = new Crew(simulator, { random, execArgv: options.execArgv ?? [] });
  const evidence = (): Evidence => ({ records: dialogRecords(simulator.conversations), journals: crew.journals });

  const begun = performance.now();
  const { weather, kills } = await badNight({ simulator, crew, random, options, evidence });
  const calm = performance.now();
  await allSettled(simulator, options.patience);
  const settled = performance.now();
  await crew.retire();

  const found = evidence();
  const took = { storm: calm - begun, recovery: settled - calm };
  return { violations: check(found), evidence: found, weather, kills, selfEnded: crew.selfEnded, took };
}

interface Night {
  readonly simulator: Simulator;
  readonly crew: Crew;
  readonly random: Random;
  readonly options: NemesisOptions;
  readonly evidence: () => Evidence;
}

/** From the first fault to the last. */
async function badNight({
  simulator,
  crew: { bots },
  random,
  options,
  evidence,
}: Night): Promise<Pick<Outcome, 'weather' | 'kills'>> {
  const dawn = new AbortController();
  const { signal } = dawn;
  const pace = new Pace(options.kills);
  const { intensity = 1, conversations, messages } = options;
  const skills = bots.map((_, index) => skill(index));
  const raging = storm(simulator, { users: simulator.bots, random: random.branch(), intensity, signal });
  const talking = crowd(simulator, { conversations, messages, skills, pace, random: random.branch() });
  const killing = Promise.all(
    bots.map((bot, index) =>
      execute(bot, { kills: shareOf(options.kills, bots.length, index), pace, random: random.branch(), signal }),
    ),
  ).finally(() => pace.end());
  const over = Promise.all([killing, talking]);
  await (options.hasty === true ? Promise.race([over, firstViolation(evidence, signal)]) : over);
  dawn.abort();
  const weather = await raging;
  await over;
  return { weather, kills: pace.done };
}

const skill = (index: number): string => String(400_000_000 + index);

const shareOf = (total: number, parts: number, index: number): number =>
  Math.floor(total / parts) + (index < total % parts ? 1 : 0);

/** What shows before the end: a loss does not, since the message may still be handled. */
async function firstViolation(evidence: () => Evidence, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await after(LOOK_AGAIN);
    if (check(evidence()).some(({ promise }) => promise !== 'lost')) return;
  }
}

/** Resolves when every message is answered and marked READ, or the time is over. */
async function allSettled(simulator: Simulator, within: number): Promise<void> {
  const deadline = performance.now() + within;
  while (performance.now() < deadline && !dialogRecords(simulator.conversations).every(isSettled)) {
    await after(LOOK_AGAIN);
  }
}
