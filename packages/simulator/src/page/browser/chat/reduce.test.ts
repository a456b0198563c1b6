import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  AGENT,
  after,
  assigned,
  chatState,
  closed,
  conversation,
  heard,
  receipt,
  text,
} from './chat-state.test.support.js';
import type { ChatState } from './chat-state.js';
import { status } from './status.js';
import { timeline } from './timeline.js';

const shown = (state: ChatState) =>
  timeline(state).map(({ who, tick, body }) => [who, body.kind === 'text' && body.text, tick]);

const saying = { type: 'saying', key: 'k', text: 'hi' } as const;
const said = { type: 'said', key: 'k', dialogId: 'c1', sequence: 0 } as const;
const echo = heard(text('hi'), { sequence: 0, by: 'CONSUMER' });
const live = { type: 'linkChanged', link: 'live' } as const;

describe('The chat', () => {
  it('shows a message once, from the moment it is said until it is read', () => {
    expect(shown(after(saying))).to.deep.equal([['You', 'hi', 'sending']]);
    expect(shown(after(saying, conversation(), said))).to.deep.equal([['You', 'hi', 'sent']]);
    expect(shown(after(saying, conversation(), said, echo))).to.deep.equal([['You', 'hi', 'sent']]);
    expect(shown(after(saying, conversation(), echo, said))).to.deep.equal([['You', 'hi', 'sent']]);
    const read = heard(receipt('READ', 0), { sequence: 1 });
    expect(shown(after(saying, conversation(), said, echo, read))).to.deep.equal([['You', 'hi', 'read']]);
  });

  it('says that a message may not have arrived, until it is said again', () => {
    const lost = after(saying, { type: 'unsaid', key: 'k' });
    expect(shown(lost)).to.deep.equal([['You', 'hi', 'unsent']]);
    expect(shown(after(saying, { type: 'unsaid', key: 'k' }, { type: 'withdrawn', key: 'k' }))).to.deep.equal([]);
  });

  it('calls an agent by its role until the name is known', () => {
    const events = [conversation(assigned), heard(text('Hello'), { sequence: 0 })];
    expect(shown(after(...events))).to.deep.equal([['Agent', 'Hello', undefined]]);
    expect(status(after(...events))).to.equal('Talking to Agent');
    const named = after(...events, { type: 'named', id: AGENT, name: 'Ada' });
    expect(shown(named)).to.deep.equal([['Ada', 'Hello', undefined]]);
    expect(status(named)).to.equal('Talking to Ada');
  });

  it('keeps what was heard before the platform described the conversation', () => {
    expect(shown(after(echo))).to.deep.equal([]);
    expect(shown(after(echo, conversation()))).to.deep.equal([['You', 'hi', 'sent']]);
  });

  it('shows a survey after the dialog that it follows', () => {
    const dialogs = [
      { dialogId: 's1', dialogType: 'POST_SURVEY', state: 'OPEN', creationTs: 2_000 },
      { dialogId: 'c1', dialogType: 'MAIN', state: 'CLOSE', creationTs: 1_000 },
    ];
    const state = after(
      heard(text('How was it?'), { sequence: 0, dialogId: 's1' }),
      echo,
      conversation({ dialogs, state: 'CLOSE' }),
    );
    expect(shown(state).map(([, said]) => said)).to.deep.equal(['hi', 'How was it?']);
    expect(status(state)).to.equal('Closed, a survey follows');
  });

  it('tells a first wait from a transfer', () => {
    expect(status(after())).to.equal('No conversation yet');
    expect(status(after(conversation()))).to.equal('Waiting for an agent');
    const transfer = conversation({ skillId: '300000001' });
    expect(status(after(conversation(assigned), transfer))).to.equal('Transferred to skill 300000001, waiting');
    const afterReload = after(transfer, heard(text('Hello'), { sequence: 1 }));
    expect(status(afterReload)).to.match(/^Transferred/);
  });

  it('says who closed a conversation', () => {
    const reasons = {
      AGENT: 'by the agent',
      CONSUMER: 'by you',
      TIMEOUT: 'after a long silence',
      SYSTEM: 'by the platform',
    };
    for (const [closeReason, words] of Object.entries(reasons)) {
      expect(status(after(conversation({ ...closed, closeReason })))).to.equal(`Closed ${words}`);
    }
    expect(status(after(conversation({ ...closed, closeReason: 'METEOR' })))).to.equal('Closed');
  });

  it('drops a description that is older than the one it has', () => {
    const late = conversation({ metaDataLastUpdateTs: 1_500 });
    expect(status(after(conversation(closed), late))).to.equal('Closed');
  });

  it('prefers the open conversation, and else the newest', () => {
    const idOf = (state: ChatState) => state.conversation?.id;
    const older = conversation({ ...closed, convId: 'older', startTs: 1 });
    const newer = conversation({ ...closed, convId: 'newer', startTs: 9 });
    const open = conversation({ convId: 'open', startTs: 5 });
    expect(idOf(after(older, newer))).to.equal('newer');
    expect(idOf(after(newer, older))).to.equal('newer');
    expect(idOf(after(newer, open, older))).to.equal('open');
  });

  it('puts a closed conversation away until the next one is open', () => {
    const cleared = after(conversation(closed), echo, { type: 'cleared' });
    expect(shown(cleared)).to.deep.equal([]);
    expect(status(cleared)).to.equal('No conversation yet');
    const next = [conversation(closed), { type: 'cleared' } as const, conversation({ convId: 'c2', startTs: 3_000 })];
    expect(status(after(...next))).to.equal('Waiting for an agent');
    expect(after(conversation(), { type: 'cleared' }).cleared).to.equal(false);
  });

  it('forgets everything but the connection when the consumer is a new one', () => {
    const state = after(live, saying, conversation(), echo, { type: 'identityLost' });
    expect(shown(state)).to.deep.equal([]);
    expect(state.conversation).to.equal(undefined);
    expect(state.link).to.equal('live');
  });

  it('shows nobody writing while the connection is lost', () => {
    const lost = after(live, conversation(), heard(chatState('COMPOSING')), { type: 'linkChanged', link: 'lost' });
    expect(lost.transcripts.get('c1')?.typing).to.equal(undefined);
  });

  it('explains a refusal until something else is said', () => {
    const refused = { type: 'refused', notice: 'No.' } as const;
    expect(after(refused).notice).to.equal('No.');
    expect(after(refused, saying).notice).to.equal(undefined);
  });
});
