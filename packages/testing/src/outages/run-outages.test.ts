import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Arena } from '../arena.js';
import { ArenaError } from '../arena-error.js';
import { EchoBot } from '../echo-bot.test.support.js';
import { arena } from '../open-arena.js';
import { ExpectationError } from '../report/expectation-error.js';
import type { Outage } from './outage.js';
import { outageKinds } from './outage-kinds.js';
import type { Run } from './outages-options.js';

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

async function scenario({ consumer }: Run): Promise<void> {
  await consumer.says('one');
  await consumer.hears('You said: one');
  await consumer.says('two');
  await consumer.hears('You said: two');
}

describe('Outages', () => {
  let stage: Arena<EchoBot>;
  beforeEach(async () => {
    stage = await arena(EchoBot, { seed: 7 });
  });
  afterEach(() => stage.stop());

  for (const kind of outageKinds) {
    it(`of the kind "${kind.name}" change nothing for a consumer, whenever they come`, async () => {
      const gentle: Outage = { name: 'nothing', happen: () => {} };
      const { outages, kinds } = await stage.outages({
        count: 8,
        scenario,
        kinds: kind.evicts ? [kind, gentle] : [kind],
      });
      expect(outages).to.equal(8);
      expect(kinds.get(kind.name)).to.be.greaterThan(0);
    }).timeout(10_000);
  }

  it('come again in the same order with the same seed, and in another with another', async () => {
    const order = async (seed: number): Promise<readonly string[]> => {
      const happened: string[] = [];
      const kinds = ['a', 'b', 'c'].map((name): Outage => ({ name, happen: () => void happened.push(name) }));
      await stage.outages({ count: 10, scenario, kinds, seed });
      return happened;
    };
    const first = await order(0);
    expect(await order(0)).to.deep.equal(first);
    expect(await order(1)).not.to.deep.equal(first);
  });

  it('may have a consumer and a bot speak at once', async () => {
    await stage.outages({ count: 10, scenario, kinds: [{ name: 'nothing', happen: () => {} }] });
  });

  it('tell what a consumer saw, with and without, when that is not the same', async () => {
    const { bot } = stage;
    const mischief: Outage = {
      name: 'mischief',
      happen: () => void [...bot.conversations.values()].at(-1)?.send('Boo!'),
    };
    const failure = await failureOf(stage.outages({ count: 3, scenario, kinds: [mischief] }));
    expect(failure).to.be.instanceOf(ExpectationError);
    const { message } = failure as ExpectationError;
    expect(message).to.match(/^Outage \d \(mischief, .* into the scenario\) changed what the consumer saw\.$/m);
    const [, calm = '', shaken = ''] = message.split(/^(?:Without an outage|With it):$/m);
    expect(calm).not.to.include('Boo!');
    expect(shaken).to.include('Boo!');
    expect(message).to.include('HOLDFAST_SEED=7');
    await stage.outages({ count: 3, scenario, kinds: [mischief], transcripts: 'any' });
  });

  it('tell what went wrong in the scenario itself, and keep its error', async () => {
    const slip = new Error('expected 3 to equal 4');
    const failure = await failureOf(
      stage.outages({
        count: 5,
        scenario: ({ number }) => (number === 2 ? Promise.reject(slip) : Promise.resolve()),
        kinds: [{ name: 'nothing', happen: () => {} }],
      }),
    );
    expect(failure).to.have.property('message').that.includes('Outage 2').and.includes(slip.message);
    expect(failure).to.have.property('cause', slip);
  });

  it('end with a bot that gave up', async () => {
    const { platform } = stage;
    const block: Outage = {
      name: 'the account is blocked',
      happen({ faults }) {
        faults.loginAnswers(451);
        platform.kick({ username: platform.bots[0].username });
      },
    };
    const failure = await failureOf(stage.outages({ count: 2, scenario: () => stage.elapse('10 s'), kinds: [block] }));
    expect(failure).to.have.property('message').that.includes('did not come back').and.includes('gave up');
  });

  it('must be at least one, and of a kind that leaves the bearer', async () => {
    expect(await failureOf(stage.outages({ count: 0, scenario }))).to.be.instanceOf(ArenaError);
    expect(await failureOf(stage.outages({ count: 1, scenario, kinds: [] }))).to.be.instanceOf(ArenaError);
  });
});
