import { expect } from 'chai';
import { describe, it } from 'mocha';
import { brisk, briskSession } from '../e2e/brisk.js';
import { EchoBot } from '../e2e/echo-bot.js';
import { conversationOf, saidByBrand } from '../e2e/record.js';
import { told } from '../e2e/told.js';
import { until } from '../e2e/until.js';
import { wayTo } from '../e2e/way-to.js';
import { stage } from './stage.js';

const OUTAGE = 250;
const slower = { ...brisk, session: { ...briskSession, reconnect: { windows: [[OUTAGE, OUTAGE]] as const } } };
const query = { frame: 'toServer', type: 'QueryMessages', of: 'agent' } as const;

describe('A bot that reads the record', function () {
  this.timeout(15_000);

  it('S11 begins the survey of a conversation at its own beginning', async () => {
    const platform = { bots: [{}, { username: 'surveyor', skills: [] }], surveyBot: 'surveyor' };
    await using scene = await stage({ platform });
    const { simulator, bot } = scene;
    const options = { ...brisk, agentState: 'AWAY', watch: 'surveys' } as const;
    await using surveyor = new EchoBot(wayTo(simulator, simulator.bots[1]), options);
    await surveyor.start();
    const consumer = simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    await consumer.close();
    await consumer.hears('Hello!');
    await consumer.says('two');
    await consumer.hears('You said: two');
    expect([bot.handled, surveyor.handled]).to.deep.equal([['one'], ['two']]);
    const [main, survey] = conversationOf(simulator, consumer.conversationId).dialogs;
    expect([main?.events[0]?.sequence, survey?.events[0]?.sequence]).to.deep.equal([0, 0]);
  });

  it('S13 handles hundreds of missed messages in order, page by page', async () => {
    await using scene = await stage({
      platform: { limits: { historyPage: 50 } },
      options: { ...slower, loop: { replies: Infinity } },
    });
    const consumer = scene.simulator.consumer();
    await consumer.says('0');
    await consumer.hears('You said: 0');
    const interrupted = told(scene.bot, 'interrupted');
    const refusing = scene.simulator.faults.refuseConnects();
    scene.simulator.cutSockets();
    await interrupted;
    const missed = Array.from({ length: 300 }, (_, index) => String(index + 1));
    for (const text of missed) await consumer.says(text);
    refusing.remove();
    await consumer.hears('You said: 300');
    expect(scene.bot.handled).to.deep.equal(['0', ...missed]);
    expect(saidByBrand(scene.simulator, consumer.conversationId).slice(1)).to.deep.equal(
      ['0', ...missed].map((text) => `You said: ${text}`),
    );
  });

  it('S14 lets only the dialog wait whose record cannot be read', async () => {
    await using scene = await stage({}, { match: query, action: { answer: { code: 500 } } });
    const consumers = [scene.simulator.consumer(), scene.simulator.consumer()];
    for (const consumer of consumers) await consumer.says('one');
    await consumers[1]?.hears('You said: one');
    expect(scene.bot.handled).to.have.length(1);
    await consumers[0]?.hears('You said: one');
  });

  it('S16 hears of an end that it missed, and says nothing more', async () => {
    await using scene = await stage({ options: slower });
    const consumer = scene.simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    const interrupted = told(scene.bot, 'interrupted');
    const recovered = told(scene.bot, 'recovered');
    scene.simulator.cutSockets();
    await interrupted;
    await consumer.says('two');
    await consumer.close({ survey: false });
    await recovered;
    await until('the bot has heard of the end', () => scene.bot.closed.length === 1);
    expect(saidByBrand(scene.simulator, consumer.conversationId)).to.deep.equal(['Hello!', 'You said: one']);
  });

  it('S29 tells of a gap that the record cannot fill, and goes on behind it', async () => {
    await using scene = await stage({ options: slower });
    const consumer = scene.simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    const interrupted = told(scene.bot, 'interrupted');
    const gap = told(scene.bot, 'gap');
    scene.simulator.cutSockets();
    await interrupted;
    const lost = await consumer.says('two');
    scene.simulator.faults.add({
      match: { frame: 'toClient', answerTo: 'QueryMessages', of: 'agent' },
      action: {
        replaceWith: (frame) => ({
          ...frame,
          body: (frame['body'] as readonly { readonly sequence: number }[]).filter(({ sequence }) => sequence > lost),
        }),
      },
      times: Infinity,
    });
    await consumer.says('three');
    await consumer.hears('You said: three');
    expect((await gap).to).to.equal(lost);
    expect(scene.bot.handled).to.deep.equal(['one', 'three']);
  });
});
