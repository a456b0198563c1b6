import type { FaultRule } from '@holdfast/simulator';
import { expect } from 'chai';
import type { BotOptions } from 'holdfast';
import { describe, it } from 'mocha';
import { brisk } from '../e2e/brisk.js';
import { saidByBrand } from '../e2e/record.js';
import { told } from '../e2e/told.js';
import { until } from '../e2e/until.js';
import { type Frame, impatient, notice, published, stage, withBody } from './stage.js';

const texts = ['one', 'two', 'three', 'four'];
const answered = ['Hello!', ...texts.map((text) => `You said: ${text}`)];

const says = (frame: object, text: RegExp): boolean => text.test(JSON.stringify(frame));
const publish = { frame: 'toServer', type: 'PublishEvent', of: 'agent' } as const;
const content = { ...publish, where: (frame: object) => says(frame, /You said/) };

interface Row {
  readonly what: string;
  readonly rules: readonly FaultRule[];
  readonly options?: BotOptions;
  /** What the bot has counted of it. */
  readonly counted?: string;
}

const rows: readonly Row[] = [
  {
    what: 'S01 drops an answer to a request that nobody made',
    rules: [
      {
        match: published,
        action: { inject: { kind: 'resp', reqId: 'nobody', code: 200, type: 'x', body: {} } },
        times: 3,
      },
    ],
    counted: 'unknown-answer',
  },
  {
    what: 'S02 takes the first of two equal answers',
    rules: [{ match: published, action: 'duplicate', times: Infinity }],
    counted: 'duplicate-answer',
  },
  {
    what: 'S03 survives an answer that comes after its time-out',
    rules: [{ match: published, action: { delay: 300 }, after: 1, times: 2 }],
    options: impatient,
    counted: 'late-answer',
  },
  {
    what: 'S04 survives answers that never come',
    rules: [{ match: published, action: 'drop', after: 1, times: 2 }],
    options: impatient,
  },
  {
    what: 'S06 survives a publish that is refused with 500',
    rules: [{ match: content, action: { answer: { code: 500 } } }],
  },
  {
    what: 'S06 survives a publish that is refused with 400',
    rules: [{ match: content, action: { answer: { code: 400, body: 'no' } } }],
  },
  {
    what: 'S06 survives an answer without a body',
    rules: [{ match: published, action: { replaceWith: ({ body: _, ...frame }) => frame }, after: 1, times: 2 }],
  },
  {
    what: 'S06 survives an answer with a body of another type',
    rules: [
      { match: published, action: { replaceWith: (frame) => ({ ...frame, body: ['sequence'] }) }, after: 1, times: 2 },
    ],
  },
  {
    what: 'S07 reads back what is missing in between',
    rules: [{ match: { ...notice, where: (frame: Frame) => says(frame, /"(two|three)"/) }, action: 'drop', times: 2 }],
  },
  {
    what: 'S08 drops notifications that come twice',
    rules: [{ match: notice, action: 'duplicate', times: Infinity }],
    counted: 'duplicate',
  },
  { what: 'S09 puts swapped notifications in order', rules: [{ match: notice, action: 'reorder', times: 3 }] },
  {
    what: 'S10 is not moved by events without a sequence',
    rules: [undefined, null, 0].map((sequence) => ({
      match: notice,
      action: {
        inject: (frame: Frame) =>
          withBody(frame, { sequence, event: { type: 'ChatStateEvent', chatState: 'COMPOSING' } }),
      },
      times: 2,
    })),
  },
  {
    what: 'S12 needs no last content event in a conversation',
    rules: [
      {
        match: { frame: 'toClient', type: 'ExConversationChangeNotification', of: 'agent' },
        action: {
          replaceWith: (frame) =>
            JSON.parse(
              JSON.stringify(frame, (key, value: unknown) =>
                key === 'lastContentEventNotification' ? undefined : value,
              ),
            ) as Frame,
        },
        times: Infinity,
      },
    ],
  },
  {
    what: 'S15 merges what arrives while the record is being read',
    rules: [{ match: { frame: 'toClient', answerTo: 'QueryMessages', of: 'agent' }, action: { delay: 150 }, times: 2 }],
  },
  {
    what: 'S23 keeps the order of replies that are throttled',
    rules: [{ match: content, action: { answer: { code: 429, body: 'Too many requests' } }, times: 1 }],
  },
  {
    what: 'S26 tolerates unknown notifications, fields and values',
    rules: [
      { match: notice, action: { inject: { kind: 'notification', type: '.ams.ms.New', body: { changes: 1 } } } },
      {
        match: notice,
        action: {
          inject: (frame) => withBody(frame, { event: { type: 'HologramEvent' } }),
        },
      },
      {
        match: notice,
        action: {
          replaceWith: (frame) => ({ ...withBody(frame, { novelty: [{}] }), novelty: true }),
        },
      },
    ],
    counted: 'unknown-notification',
  },
  {
    what: 'S27 finds in the record what comes with a sequence that is no number',
    rules: [
      {
        match: notice,
        action: { replaceWith: (frame) => withBody(frame, { sequence: '1' }) },
      },
    ],
  },
  {
    what: 'S30 does not mind that the consumer has another id',
    rules: [
      {
        match: { ...notice, where: (frame: Frame) => says(frame, /"CONSUMER"/) },
        action: {
          replaceWith: (frame) => withBody(frame, { originatorId: 'stepped-up', originatorPId: 'stepped-up' }),
        },
        times: Infinity,
      },
    ],
  },
  {
    what: 'M04 keeps its prototypes when a body names them',
    rules: [
      {
        match: notice,
        action: {
          replaceWith: (frame) => ({
            ...frame,
            body: JSON.parse(
              `{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}},${JSON.stringify(frame['body']).slice(1)}`,
            ) as Frame,
          }),
        },
        times: Infinity,
      },
    ],
  },
  {
    what: 'M14 asks the record when a sequence jumps by a billion',
    rules: [
      {
        match: notice,
        action: { inject: (frame) => withBody(frame, { sequence: 1_000_000_000 }) },
      },
    ],
  },
  {
    what: 'M15 leaves ids alone that are too long or would be paths',
    rules: ['x'.repeat(100_000), '../../etc/passwd', 'a\0b'].map((dialogId) => ({
      match: notice,
      action: { inject: (frame: Frame) => withBody(frame, { dialogId, sequence: 0 }) },
    })),
    counted: 'unreadable-message',
  },
];

describe('A bot in a conversation', function () {
  this.timeout(10_000);

  for (const { what, rules, options, counted } of rows) {
    it(what, async () => {
      await using scene = await stage(options === undefined ? {} : { options }, ...rules);
      const consumer = scene.simulator.consumer();
      for (const text of texts) await consumer.says(text);
      await consumer.hears('You said: four');
      expect(saidByBrand(scene.simulator, consumer.conversationId)).to.deep.equal(answered);
      expect(scene.bot.handled.filter((text, index, all) => all.indexOf(text) === index)).to.deep.equal(texts);
      expect(scene.simulator.faults.log.map(({ action }) => action)).to.not.be.empty.and.not.include('failed');
      if (counted !== undefined) expect(scene.bot.health().oddities).to.have.property(counted).that.is.above(0);
      expect(({} as { readonly x?: unknown }).x).to.equal(undefined);
    });
  }

  it('S05 tells answers apart that come in another order than their requests', async () => {
    await using scene = await stage({}, { match: published, action: 'reorder', times: 4 });
    const consumers = [scene.simulator.consumer(), scene.simulator.consumer()];
    await Promise.all(consumers.flatMap((consumer) => [consumer.says('one')]));
    for (const consumer of consumers) {
      await consumer.says('two');
      await consumer.hears('You said: two');
      expect(saidByBrand(scene.simulator, consumer.conversationId)).to.deep.equal(answered.slice(0, 3));
    }
  });

  it('S10 asks the record for nothing because of events without a sequence', async () => {
    await using scene = await stage({});
    const { faults, frames } = scene.simulator;
    const consumer = scene.simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    const queries = frames.get('in .ams.ms.QueryMessages');
    const chat = { type: 'ChatStateEvent', chatState: 'COMPOSING' };
    const accept = { type: 'AcceptStatusEvent', status: 'ACCEPT', sequenceList: [0] };
    const added = [undefined, null, 0].flatMap((sequence) =>
      [chat, accept].map((event) =>
        faults.add({ match: notice, action: { inject: (frame) => withBody(frame, { sequence, event }) } }),
      ),
    );
    for (const text of texts) {
      await consumer.says(text);
      await consumer.hears(`You said: ${text}`);
    }
    expect(added.map(({ fired }) => fired)).to.deep.equal(added.map(() => 1));
    expect(frames.get('in .ams.ms.QueryMessages')).to.equal(queries);
    expect(scene.bot.handled).to.deep.equal(['one', ...texts]);
  });

  it('S23 waits a second before it repeats a reply that was throttled', async () => {
    const times: number[] = [];
    const note = (frame: object): boolean => content.where(frame) && times.push(performance.now()) > 0;
    const throttled = { match: { ...publish, where: note }, action: { answer: { code: 429 } } } as const;
    await using scene = await stage({}, throttled);
    scene.simulator.faults.add({ match: { ...publish, where: note }, action: { delay: 0 }, times: Infinity });
    const consumer = scene.simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    const [first = 0, second = 0] = times;
    // A timer may be a little early by another clock.
    expect(second - first).to.be.at.least(990);
    expect(saidByBrand(scene.simulator, consumer.conversationId)).to.deep.equal(answered.slice(0, 2));
  });

  it('S08 handles once what is told again after a reconnect', async () => {
    await using scene = await stage({});
    const consumer = scene.simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    const recovered = told(scene.bot, 'recovered');
    scene.simulator.faults.add({ match: notice, action: 'duplicate', times: Infinity });
    scene.simulator.cutSockets();
    await recovered;
    await consumer.says('two');
    await consumer.hears('You said: two');
    expect(scene.bot.handled).to.deep.equal(['one', 'two']);
  });

  it('M08 holds little of many dialogs that it knows nothing of', async () => {
    await using scene = await stage({ options: { ...brisk, loop: { replies: Infinity } } });
    const { simulator, bot } = scene;
    const consumer = simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    let strays = 0;
    const stray = (frame: Frame): Frame => {
      strays += 1;
      return withBody(frame, { dialogId: `stray-${strays}`, sequence: 0 });
    };
    simulator.faults.add({ match: notice, action: { inject: stray }, times: Infinity });
    for (let more = 0; more < 150; more += 1) await consumer.says('more');
    await until('many strays have come', () => strays > 250);
    await consumer.says('two');
    await consumer.hears('You said: two');
    expect(bot.health().delivery.parked).to.equal(100);
  });
});
