import { isHoldfastError, monotonicNow, redact, Secrets } from '@holdfast/core/internal';
import { ExitCode, exitCodeOf } from '../../running/exit-code.js';
import { environmentSecrets } from '../process/environment-secrets.js';
import type { Facts, Step, StepName } from './plan/step.js';

/** What became of one step. Its text holds no secret. */
export interface Result {
  readonly step: StepName;
  readonly asks: string;
  readonly outcome: 'ok' | 'warned' | 'unneeded' | 'failed' | 'skipped';
  readonly says: string;
  /** Of the error. */
  readonly code?: string;
  /** How long it took, in milliseconds; 0 for what was skipped. */
  readonly took: number;
}

export interface Examination {
  readonly results: readonly Result[];
  /** What the first failure amounts to; 1 for one that was interrupted. */
  readonly exitCode: number;
}

export interface ExamineOptions {
  readonly steps: readonly Step[];
  readonly facts: Facts;
  /** Called as soon as a step has ended. */
  readonly tell: (result: Result) => void;
}

/**
 * Takes the steps one after another. One that needs what failed is skipped, and says by whose fault; so is everything but
 * the logout once the signal has come. Never rejects for what the account does.
 */
export async function examine({ steps, facts: given, tell }: ExamineOptions): Promise<Examination> {
  const secrets = new Secrets(environmentSecrets(given.env));
  const results: Result[] = [];
  let facts = given;
  let exitCode: number = ExitCode.clean;
  for (const step of steps) {
    const taken = await take(step, facts, results);
    facts = { ...facts, ...taken.learnt };
    exitCode ||= taken.exitCode ?? ExitCode.clean;
    secrets.add(...(facts.platform?.secrets ?? []), ...(facts.grant?.secrets ?? []));
    const result = { ...taken.result, says: String(redact(taken.result.says, secrets)) };
    results.push(result);
    tell(result);
  }
  return { results, exitCode: given.terms.signal.aborted ? exitCode || ExitCode.failed : exitCode };
}

interface Taken {
  readonly result: Result;
  readonly learnt?: Partial<Facts>;
  readonly exitCode?: number;
}

async function take(step: Step, facts: Facts, before: readonly Result[]): Promise<Taken> {
  const { name, asks } = step;
  const obstacle = obstacleTo(step, facts, before);
  if (obstacle !== undefined) return { result: { step: name, asks, outcome: 'skipped', says: obstacle, took: 0 } };
  const begun = monotonicNow();
  const took = (): number => Math.round(monotonicNow() - begun);
  try {
    const { outcome = 'ok', says, learnt } = await step.ask(facts);
    return { result: { step: name, asks, outcome, says, took: took() }, ...(learnt === undefined ? {} : { learnt }) };
  } catch (error) {
    const failed = { step: name, asks, outcome: 'failed', took: took(), ...wordsOf(error) } as const;
    return { result: failed, exitCode: exitCodeOf(error) };
  }
}

function obstacleTo({ name, needs }: Step, { terms }: Facts, before: readonly Result[]): string | undefined {
  const missing = before.find(({ step, outcome }) => needs.includes(step) && NOT_DONE.has(outcome));
  if (missing?.outcome === 'failed') return `${missing.step} failed`;
  if (missing !== undefined) return missing.says;
  return terms.signal.aborted && name !== 'logout' ? 'interrupted' : undefined;
}

const NOT_DONE: ReadonlySet<Result['outcome']> = new Set(['failed', 'skipped']);

function wordsOf(error: unknown): Pick<Result, 'says' | 'code'> {
  if (isHoldfastError(error)) return { says: error.message, code: error.code };
  return {
    says: `It failed unexpectedly (${error instanceof Error ? `${error.name}: ${error.message}` : typeof error}).`,
  };
}
