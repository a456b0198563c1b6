import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readMessageEvent } from '../protocol/message-event.js';
import { HistoryMessage } from './history-message.js';

const shown = (event: object, metadata: unknown = []): HistoryMessage => {
  const read = readMessageEvent({ dialogId: 'd', sequence: 1, event, metadata });
  if (read === undefined) throw new Error('The event could not be read.');
  return new HistoryMessage(read);
};

describe('HistoryMessage', () => {
  it('shows nothing that its reader could change for the next one', () => {
    const message = shown(
      {
        type: 'ContentEvent',
        contentType: 'hosted/file',
        message: { relativePath: '/a' },
        quickReplies: { replies: [] },
      },
      [{ type: 'ExternalId', id: 'a' }],
    );
    const reach: readonly (readonly [object | undefined, object])[] = [
      [message.content, { contentType: 'text/plain' }],
      [Object(Reflect.get(message.content, 'message')), { relativePath: '/b' }],
      [message.content.quickReplies, { replies: [1] }],
      [message.metadata, { 0: { type: 'ExternalId', id: 'b' } }],
      [message.metadata[0], { id: 'b' }],
    ];
    for (const [part, change] of reach) expect(() => Object.assign(part ?? {}, change)).to.throw(TypeError);
    expect(message.quickReply).to.equal('a');
  });
});
