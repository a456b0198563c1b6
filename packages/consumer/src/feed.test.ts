import { ConnectionLostError, RequestRefusedError } from '@holdfast/core/internal';
import { field, type JsonObject, type MessageEvent } from '@holdfast/core/protocol';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { Feed } from './feed.js';
import type { Request } from './request.js';

const said = (sequence: number): MessageEvent => ({
  dialogId: 'd',
  sequence,
  event: { type: 'ContentEvent', contentType: 'text/plain', message: String(sequence) },
  metadata: [],
});

describe('A feed', () => {
  let told: (number | undefined)[];
  let asked: JsonObject[];
  let oddities: string[];
  /** What the platform's record holds for this consumer, and what it does when it is asked. */
  let record: readonly number[];
  let subscribed: () => void;
  let feed: Feed;

  const platform: Request = (type, body) => {
    if (type === 'ms.SubscribeMessagingEvents') {
      asked.push(body);
      subscribed();
      for (const sequence of record) if (sequence >= Number(field(body, 'fromSeq'))) feed.accept(said(sequence));
    }
    return Promise.resolve({});
  };

  beforeEach(() => {
    [told, asked, oddities, record, subscribed] = [[], [], [], [], () => undefined];
    feed = new Feed({
      conversationId: 'c',
      dialogId: 'd',
      request: platform,
      deliver: ({ sequence }) => told.push(sequence),
      oddity: (kind) => oddities.push(kind),
    });
  });

  it('tells events in order and each once, however they come', async () => {
    for (const sequence of [0, 2, 1, 1, 0, 3, 2]) feed.accept(said(sequence));
    await feed.fill();
    expect(told).to.deep.equal([0, 1, 2, 3]);
  });

  it('fetches what is missing, from the first that it lacks', async () => {
    record = [0, 1, 2, 3, 4];
    feed.accept(said(0));
    feed.accept(said(4));
    await feed.fill();
    expect(told).to.deep.equal([0, 1, 2, 3, 4]);
    expect(asked).to.deep.equal([{ dialogId: 'd', conversationId: 'c', fromSeq: 1 }]);
  });

  it('passes over what is not in the record for it, and counts what it caught up with', async () => {
    record = [0, 1, 4, 7];
    expect(await feed.catchUp(platform)).to.equal(4);
    expect(told).to.deep.equal([0, 1, 4, 7]);
    expect(feed.next).to.equal(8);
  });

  it('asks again for a hole that opens while it is asking', async () => {
    record = [0, 1, 2];
    let barriers = 0;
    await feed.catchUp((type, body) => {
      if (type === 'GetClock' && barriers++ === 0) {
        record = [0, 1, 2, 3, 4];
        feed.accept(said(4));
      }
      return platform(type, body);
    });
    expect(told).to.deep.equal([0, 1, 2, 3, 4]);
  });

  it('tells what has no sequence at once', () => {
    feed.accept({ dialogId: 'd', event: { type: 'ChatStateEvent', chatState: 'COMPOSING' }, metadata: [] });
    expect(told).to.deep.equal([undefined]);
  });

  it('tells an event that it had given up, late and once', async () => {
    record = [0, 2];
    await feed.catchUp(platform);
    feed.accept(said(1));
    feed.accept(said(1));
    expect(told).to.deep.equal([0, 2, 1]);
  });

  it('holds no more than a bound of what is ahead, and survives a mad sequence', () => {
    const never: Request = () => new Promise(() => undefined);
    feed = new Feed({
      conversationId: 'c',
      dialogId: 'd',
      request: never,
      deliver: ({ sequence }) => told.push(sequence),
      oddity: () => undefined,
    });
    for (let n = 1; n <= 1_001; n += 1) feed.accept(said(n * 1_000_000));
    expect(told).to.have.length(1_001);
    feed.accept(said(1_001_000_001));
    feed.accept(said(Number.MAX_SAFE_INTEGER));
    expect(told).to.have.length(1_002);
  });

  for (const [error, kind] of [
    [new ConnectionLostError('lost', 'unknown'), 'dialog-interrupted'],
    [new RequestRefusedError('x', 400, 'no'), 'dialog-refused'],
  ] as const) {
    it(`counts ${kind} and tells on, when it cannot subscribe by itself`, async () => {
      subscribed = () => {
        throw error;
      };
      await feed.fill();
      expect(oddities).to.deep.equal([kind]);
      feed.accept(said(0));
      expect(told).to.deep.equal([0]);
    });
  }
});
