import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { card } from '../content/card.js';
import { actionReason } from '../content/metadata.js';
import { quickReplies, reply } from '../content/quick-replies.js';
import { richContent } from '../content/rich-content.js';
import { text } from '../content/text.js';
import { ContentError } from '../errors/configuration.js';
import { agentIdentity } from '../protocol/agent-id.js';
import type { ConversationSnapshot } from '../protocol/conversation-change.js';
import { Conversation } from './conversation.js';
import { ConversationRecord } from './record.js';
import type { Utterance, Voice } from './voice.js';

const id = '0c0ffee0-0000-4000-8000-000000000001';
const snapshot: ConversationSnapshot = { id, state: 'OPEN', stage: 'OPEN', participants: [], dialogs: [], unread: {} };
const replies = quickReplies([reply('Yes', { id: 'yes' })]);

let said: Utterance[];
let requests: unknown[];
let conversation: Conversation;

beforeEach(() => {
  said = [];
  requests = [];
  const voice: Partial<Voice> = {
    say: (utterance) => Promise.resolve(said.push(utterance)),
    request: (...request) => Promise.resolve(requests.push(request)),
    settleReceipts: () => Promise.resolve(),
  };
  const record = new ConversationRecord(snapshot, agentIdentity('12345678', '1'));
  conversation = new Conversation(record, voice as Voice);
});

async function refused(sending: Promise<unknown>): Promise<ContentError> {
  try {
    await sending;
  } catch (error) {
    if (error instanceof ContentError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('conversation.send', () => {
  it('sends a text, an element, and what is built already', async () => {
    const page = card({ text: 'a' });
    await conversation.send('Hello');
    await conversation.send(page);
    await conversation.send(richContent(page));
    expect(said.map(({ event }) => event)).to.deep.equal([
      { type: 'ContentEvent', contentType: 'text/plain', message: 'Hello' },
      { type: 'RichContentEvent', content: page },
      { type: 'RichContentEvent', content: page },
    ]);
  });

  it('sends quick replies with a text and with an element', async () => {
    await conversation.send('Well?', { quickReplies: replies });
    await conversation.send(text('Well?'), { quickReplies: replies });
    expect(said.map(({ event }) => event['quickReplies'])).to.deep.equal([replies, replies]);
  });

  it('sends nothing of what is refused', async () => {
    const error = await refused(conversation.send({ type: 'image', url: 'http://example.com/a.png' }));
    expect(error.path).to.equal('url');
    expect(said).to.deep.equal([]);
  });

  it('counts the ids around a text to its size', async () => {
    const around = JSON.stringify({
      conversationId: id,
      dialogId: id,
      event: { type: 'ContentEvent', contentType: 'text/plain', message: '' },
    }).length;
    await conversation.send('x'.repeat(5_000 - around));
    const error = await refused(conversation.send('x'.repeat(5_001 - around)));
    expect(error.message).to.include('5001 characters as JSON');
    expect(said).to.have.length(1);
  });

  it('counts the word that makes a message private, too', async () => {
    const long = 'x'.repeat(4_820);
    await conversation.send(long);
    await refused(conversation.send(long, { private: true }));
    expect(said).to.have.length(1);
  });

  it('holds content to the limits that its author has set', async () => {
    const limits = { characters: 20_000 };
    await conversation.send(richContent(card({ title: 'x'.repeat(4_990), text: 'y'.repeat(4_990) }), { limits }));
    expect(said).to.have.length(1);
  });

  it('refuses metadata that the platform would refuse', async () => {
    const error = await refused(conversation.send('a', { metadata: [{ type: 'ExternalId', id: 'x'.repeat(65) }] }));
    expect(error.path).to.equal('metadata[0].id');
    expect(said).to.deep.equal([]);
  });
});

describe('conversation.transfer', () => {
  it('tells the reason, and refuses one that the platform would refuse', async () => {
    await conversation.transfer({ skill: '300' }, [actionReason('escalated_by_user')]);
    expect(requests).to.have.length(1);
    const error = await refused(conversation.transfer({ skill: '300' }, [{ type: 'ActionReason' }]));
    expect(error.path).to.equal('metadata[0].reason');
    expect(requests).to.have.length(1);
  });
});
