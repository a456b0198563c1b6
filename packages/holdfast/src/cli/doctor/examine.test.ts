import { type Grant, LoginRefusedError, PlatformUnavailableError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { examine, type Examination, type Result } from './examine.js';
import type { Facts, Finding, Step, StepName } from './plan/step.js';
import { asJson, resultLine, verdict } from './report.js';

const { signal } = new AbortController();
const facts: Facts = { env: { LP_APP_SECRET: 'canary-secret' }, terms: { timeout: 1_000, signal } };

const step = (name: StepName, ask: () => Promise<Finding>, needs: readonly StepName[] = []): Step => ({
  name,
  asks: 'Well?',
  needs,
  ask,
});
const fine =
  (says = 'fine'): (() => Promise<Finding>) =>
  () =>
    Promise.resolve({ says });
const failing = (error: Error) => (): Promise<never> => Promise.reject(error);

async function examined(steps: readonly Step[], given: Facts = facts): Promise<Examination> {
  const told: Result[] = [];
  const examination = await examine({ steps, facts: given, tell: (result) => told.push(result) });
  expect(told).to.deep.equal(examination.results);
  return examination;
}

const outcomes = ({ results }: Examination): readonly string[] =>
  results.map(({ outcome, says }) => `${outcome}: ${says}`);

describe('An examination', () => {
  it('hands on what a step has learnt', async () => {
    const asked: (string | undefined)[] = [];
    const teacher: Step = {
      ...step('login', fine()),
      ask: () => Promise.resolve({ says: 'learnt', learnt: { env: { LP_USERNAME: 'tea' } } }),
    };
    const pupil: Step = {
      ...step('socket', fine()),
      ask: ({ env }) => {
        asked.push(env['LP_USERNAME']);
        return fine()();
      },
    };
    await examined([teacher, pupil]);
    expect(asked).to.deep.equal(['tea']);
  });

  it('skips what needs a step that failed, however indirectly, and takes the others', async () => {
    const found = await examined([
      step('login', failing(new LoginRefusedError('Refused.', 401))),
      step('socket', fine(), ['login']),
      step('clock', fine(), ['socket']),
      step('logout', fine()),
    ]);
    expect(outcomes(found)).to.deep.equal([
      'failed: Refused.',
      'skipped: login failed',
      'skipped: login failed',
      'ok: fine',
    ]);
  });

  it('ends with what its first failure amounts to', async () => {
    const passing = step('tls', failing(new PlatformUnavailableError('Later.')));
    const lasting = step('login', failing(new LoginRefusedError('Refused.', 401)));
    expect((await examined([step('tls', fine())])).exitCode).to.equal(0);
    expect((await examined([passing, lasting])).exitCode).to.equal(1);
    expect((await examined([lasting, passing])).exitCode).to.equal(2);
  });

  it('tells what it did not expect in one line, and goes on', async () => {
    const found = await examined([step('tls', failing(new TypeError('x\nis odd'))), step('logout', fine())]);
    expect(outcomes(found)).to.deep.equal(['failed: It failed unexpectedly (TypeError: x\\nis odd).', 'ok: fine']);
  });

  it('lets nothing through that is secret, whether it was set or has been learnt', async () => {
    const grant = { secrets: ['canary-bearer'] } as unknown as Grant;
    const found = await examined([
      { ...step('login', fine()), ask: () => Promise.resolve({ says: 'got canary-bearer', learnt: { grant } }) },
      step('socket', failing(new Error('canary-secret and canary-bearer'))),
    ]);
    const text = asJson(found) + found.results.map(resultLine).join('') + verdict(found);
    expect(text).to.include('[redacted]').and.not.include('canary');
  });

  it('takes nothing but the logout once it is interrupted', async () => {
    const over = new AbortController();
    const interrupting = (): Promise<Finding> => {
      over.abort();
      return fine()();
    };
    const steps = [step('login', interrupting), step('socket', fine()), step('logout', fine())];
    const found = await examined(steps, { ...facts, terms: { timeout: 1_000, signal: over.signal } });
    expect(outcomes(found)).to.deep.equal(['ok: fine', 'skipped: interrupted', 'ok: fine']);
    expect(found.exitCode).to.equal(1);
    expect(verdict(found)).to.equal('\nIt was interrupted.\n');
  });
});

describe('The report of an examination', () => {
  it('has a line for each step, and a last one for all', async () => {
    const found = await examined([
      step('tls', () => Promise.resolve({ outcome: 'unneeded', says: 'plain' })),
      step('clock', () => Promise.resolve({ outcome: 'warned', says: 'late' })),
    ]);
    expect(found.results.map(resultLine).map((line) => line.replace(/\d+ ms/, 'N ms'))).to.deep.equal([
      '-        tls                N ms  plain\n',
      'odd      clock              N ms  late\n',
    ]);
    expect(verdict(found)).to.equal('\nA bot can work here, but look at: clock.\n');
  });

  it('names what failed, with its code', async () => {
    const found = await examined([step('login', failing(new LoginRefusedError('Refused.', 401)))]);
    expect(found.results.map(resultLine)[0]).to.match(/^FAILED {3}login +\d+ ms {2}Refused\. \[LOGIN_REFUSED\]\n$/);
    expect(verdict(found)).to.equal('\nIt fails at: login.\n');
  });
});
