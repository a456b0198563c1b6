import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { arena } from '@holdfast/testing';
import { HelloBot } from './bot.js';

describe('HelloBot', () => {
  it('greets, and repeats what it hears', async () => {
    await using stage = await arena(HelloBot);
    const { consumer } = stage;
    await consumer.says('good morning');
    await consumer.hears('Hello!');
    await consumer.hears('You said: good morning');
    await consumer.hearsNothing({ within: '1 min' });
  });

  it('fetches a person when asked', async () => {
    await using stage = await arena(HelloBot);
    const { consumer, platform } = stage;
    await consumer.says('I want to talk to a human!');
    await consumer.hears('One moment');
    await stage.elapse('10 s');
    assert.equal(platform.conversations[0]?.skillId, '300000001');
  });

  it('says everything once, whatever happens to its connection', async (context) => {
    await using stage = await arena(HelloBot, { test: context.name });
    await stage.outages({
      count: 50,
      async scenario({ consumer }) {
        await consumer.says('one');
        await consumer.hears('You said: one');
        await consumer.says('two');
        await consumer.hears('You said: two');
      },
    });
  });
});
