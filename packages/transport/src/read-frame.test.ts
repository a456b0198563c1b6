import { type IncomingFrame, parseFrame, readMessageEvent } from '@holdfast/core/protocol';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { readFrame } from './read-frame.js';

const read = (text: string): IncomingFrame | 'too deep' => readFrame(Buffer.from(text), 64);

const MESSAGE = '.ams.ms.OnlineEventDistribution';
const message = {
  sequence: 3,
  originatorId: 'c0ffee00-0000-4000-8000-000000000000',
  originatorPId: 'c0ffee00-0000-4000-8000-000000000000',
  originatorClientProperties: { type: '.ClientProperties', features: ['QUICK_REPLIES'] },
  originatorMetadata: { id: 'c0ffee00-0000-4000-8000-000000000000', role: 'CONSUMER' },
  serverTimestamp: 1_700_000_000_000,
  event: { type: 'ContentEvent', message: 'Grüezi Welt 🙂', contentType: 'text/plain' },
  conversationId: 'd1a10900-0000-4000-8000-000000000000',
  dialogId: 'd1a10900-0000-4000-8000-000000000000',
};
const notification = (body: unknown, more: object = {}): string =>
  JSON.stringify({ kind: 'notification', type: MESSAGE, body, ...more });

/** What others see of a frame, with the event that would be read from it. */
function seen(frame: IncomingFrame | 'too deep'): unknown {
  if (frame === 'too deep' || frame.kind !== 'notification') return frame;
  const { kind, type, body, metadata } = frame;
  const event = frame.event ?? readMessageEvent(body, metadata);
  if (event === undefined) return { kind, type, body, metadata };
  const { dialogId, conversationId, sequence, originatorId, originatorPid, role, serverTimestamp, audience } = event;
  const ids = { dialogId, conversationId, sequence, originatorId, originatorPid, role, serverTimestamp, audience };
  return { kind, type, body, metadata, event: { ...ids, event: event.event, metadata: event.metadata } };
}

const agrees = (text: string): Chai.Assertion => expect(seen(read(text)), text).to.deep.equal(seen(parseFrame(text)));

describe('readFrame', () => {
  it('knows whose a message is without making the whole of its frame', () => {
    const frame = read(notification(message));
    if (frame === 'too deep' || frame.kind !== 'notification') throw new Error('That is no notification.');
    expect(frame.event).to.include({ dialogId: message.dialogId, role: 'CONSUMER', sequence: 3 });
    agrees(notification(message));
  });

  it('makes what a message says once, and shows the same to all who ask', () => {
    const frame = read(notification({ ...message, metadata: [{ type: 'ExternalId', id: 'a' }] }));
    const event = frame !== 'too deep' && frame.kind === 'notification' ? frame.event : undefined;
    expect(event?.event).to.equal(event?.event);
    expect(event?.metadata).to.equal(event?.metadata);
    expect(event?.metadata).to.deep.equal([{ type: 'ExternalId', id: 'a' }]);
  });

  for (const [name, text] of Object.entries({
    'an answer': '{"kind":"resp","reqId":"7","code":200,"type":".ams.ms.PublishEvent$Response","body":{"sequence":4}}',
    'an answer with more than a sequence':
      '{"kind":"resp","reqId":"7","code":200,"type":"x","body":{"sequence":4,"more":[1]}}',
    'an answer with a sequence twice':
      '{"kind":"resp","reqId":"7","code":200,"type":"x","body":{"sequence":4,"sequence":"5"}}',
    'an answer whose first body told a sequence':
      '{"kind":"resp","reqId":"7","code":200,"type":"x","body":{"sequence":4},"body":{"other":5}}',
    'an answer with a bare string': '{"kind":"resp","reqId":"7","code":200,"type":"x","body":"ok"}',
    'an answer without a body': '{"kind":"resp","reqId":"7","code":400,"type":"x"}',
    'an answer without a code': '{"kind":"resp","reqId":"7","type":"x","body":null}',
    'an answer with a number for its id': '{"kind":"resp","reqId":7,"code":"200","type":"x","body":1}',
    'an answer without an id': '{"kind":"resp","code":200,"type":"x","body":1}',
    'a frame of another kind': '{"kind":"req","id":"1"}',
    'a kind with an escape': '{"kind":"re\\u0073p","reqId":"7","code":200,"type":"x","body":1}',
    'a name with an escape': '{"\\u006bind":"resp","reqId":"7","code":200,"type":"x","body":1}',
    'a list': '[1,2]',
    'no JSON': '{"kind":',
    'another notification': '{"kind":"notification","type":".ams.routing.RingUpdated","body":{"a":[1]}}',
    'a notification without a body': notification(undefined),
    'a notification whose body is a list': notification([message]),
    'one field twice': notification(message).replace('"sequence":3', '"sequence":3,"sequence":4'),
    'a field of the prototype': notification(message).replace(
      '"sequence":3',
      '"__proto__":{"dialogId":"x"},"sequence":3',
    ),
    'metadata of the frame': notification(message, { metadata: [{ type: 'ExternalId', id: 'frame' }] }),
    'metadata of both': notification({ ...message, metadata: [{ type: 'A' }] }, { metadata: [{ type: 'B' }] }),
    'no metadata of its own': notification({ ...message, metadata: null }, { metadata: [{ type: 'B' }] }),
    typing: notification({ ...message, event: { type: 'ChatStateEvent', chatState: 'COMPOSING' } }),
    'a receipt': notification({
      ...message,
      event: { type: 'AcceptStatusEvent', status: 'READ', sequenceList: [1, '2', -3] },
    }),
    'rich content without content': notification({ ...message, event: { type: 'RichContentEvent' } }),
    'content without a message': notification({ ...message, event: { type: 'ContentEvent' } }),
    'content of a kind that nobody knows': notification({ ...message, event: { type: 'Dance' } }),
    'a text with escapes': notification({ ...message, event: { ...message.event, message: '"Grüezi"\n' } }),
    'an empty text': notification({ ...message, event: { ...message.event, message: '' } }),
    'quick replies': notification({ ...message, event: { ...message.event, quickReplies: { replies: [] } } }),
  })) {
    it(`reads ${name} as parseFrame does`, () => agrees(text));
  }

  it('reads a large frame as parseFrame does', () => {
    agrees(notification({ ...message, list: Array.from({ length: 1_000 }, (_, index) => ({ index })) }));
  });

  it('says what is nested too deeply, wherever it is read', () => {
    const nested = `${'['.repeat(64)}${']'.repeat(64)}`;
    expect(read(`{"kind":"resp","reqId":"7","code":200,"type":"x","body":${nested}}`)).to.equal('too deep');
    const many = `[${'0,'.repeat(100)}0]`;
    expect(read(`{"kind":"resp","reqId":"7","code":200,"type":"x","many":${many},"body":${nested}}`)).to.equal(
      'too deep',
    );
  });

  it('reads whatever the platform may make of a message as parseFrame does', () => {
    const anything = fc.oneof(
      fc.constant(undefined),
      fc.constant(null),
      fc.string({ maxLength: 5 }),
      fc.string({ minLength: 255, maxLength: 258 }),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
      fc.integer(),
      fc.maxSafeNat(),
      fc.double(),
      fc.constantFrom('7', '', 'CONSUMER', true),
      fc.jsonValue({ maxDepth: 1 }),
    );
    const fields = Object.keys(message);
    const odd = fc
      .record({
        field: fc.constantFrom(
          ...fields,
          'metadata',
          'messageAudience',
          'originatorMetadata.role',
          'originatorMetadata.id',
          'event.type',
          'event.message',
        ),
        value: anything,
      })
      .map(({ field, value }): object => {
        const [outer = '', inner] = field.split('.');
        if (inner === undefined) return { ...message, [outer]: value };
        return { ...message, [outer]: { ...(Reflect.get(message, outer) as object), [inner]: value } };
      });
    const frames = fc
      .record({ body: odd, metadata: anything, reversed: fc.boolean() })
      .map(({ body, metadata, reversed }) => {
        const frame = Object.entries({ kind: 'notification', type: MESSAGE, body, metadata });
        return JSON.stringify(Object.fromEntries(reversed ? frame.reverse() : frame));
      });
    const answers = fc
      .record({ kind: fc.constant('resp'), reqId: anything, code: anything, type: anything, body: anything })
      .map((frame) => JSON.stringify(frame));
    fc.assert(
      fc.property(fc.oneof(frames, answers), (text) => void agrees(text)),
      { numRuns: 3_000 },
    );
  });
});
