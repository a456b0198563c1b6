import { arena } from '@holdfast/testing';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { HonestBot } from './double-reply-bot.js';
import { ran } from './ran.js';

const failureIn = (output: string): string | undefined => /Outage [^]*?(?=\n *at )/.exec(output)?.[0];

describe('A thousand outages', () => {
  it('catch a bot that says its last reply again after a reconnect, and the line that is printed shows it again', async () => {
    const first = await ran('npx mocha test/dist/testing/programs/double-reply.js');
    expect(first.code).to.equal(1);
    const failure = failureIn(first.output);
    expect(failure).to.match(/changed what the consumer saw\.[^]*Without an outage:[^]*With it:/);

    const line = /^ *(HOLDFAST_SEED=\d+ npx mocha .*)$/m.exec(first.output)?.[1];
    expect(line).to.match(/-g 'A bot with a bug survives 1,000 outages'$/);
    const second = await ran(line ?? 'false');
    expect(second.code).to.equal(1);
    expect(failureIn(second.output)?.replace(/To see it again:[^]*/, '')).to.equal(
      failure?.replace(/To see it again:[^]*/, ''),
    );
  }).timeout(20_000);

  it('do not trouble a bot without that bug', async () => {
    await using stage = await arena(HonestBot, { seed: 7 });
    const { outages } = await stage.outages({
      count: 200,
      async scenario({ consumer }) {
        await consumer.says('one');
        await consumer.hears('You said: one');
        await consumer.says('two');
        await consumer.hears('You said: two');
      },
    });
    expect(outages).to.equal(200);
  }).timeout(60_000);
});
