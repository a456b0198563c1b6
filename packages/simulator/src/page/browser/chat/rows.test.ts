import { expect } from 'chai';
import { describe, it } from 'mocha';
import { AGENT, after, assigned, closed, conversation, heard, text } from './chat-state.test.support.js';
import type { ChatEvent } from './chat-event.js';
import { rows } from './rows.js';

const shown = (...events: readonly ChatEvent[]) =>
  rows(after(...events)).map((row) => (row.kind === 'note' ? `(${row.text})` : row.entry.who));

const at = (seconds: number) => ({ metaDataLastUpdateTs: seconds * 1_000 });
const nobody = { participants: [] };

describe('The lines of a chat', () => {
  it('tell when somebody joins, and when the conversation is handed over', () => {
    const lines = shown(
      conversation(),
      conversation({ ...assigned, ...at(2) }),
      { type: 'named', id: AGENT, name: 'Ada' },
      conversation({ ...nobody, ...at(3), skillId: '42' }),
      conversation({ ...assigned, ...at(4) }),
    );
    expect(lines).to.deep.equal(['(Ada has joined)', '(Transferred to skill 42)', '(Ada has joined)']);
  });

  it('stand where they belong by time', () => {
    const hi = heard(text('hi'), { sequence: 0, by: 'CONSUMER', at: 1_500 });
    const answer = heard(text('Hello'), { sequence: 1, at: 2_500 });
    const lines = shown(conversation(), conversation({ ...assigned, ...at(2) }), answer, hi);
    expect(lines).to.deep.equal(['You', '(Agent has joined)', 'Agent']);
  });

  it('tell that a survey follows, and nothing more once all is closed', () => {
    const survey = conversation({ state: 'CLOSE', stage: 'OPEN', ...at(2) });
    expect(shown(conversation(assigned), survey)).to.deep.equal(['(The conversation is over, a survey follows)']);
    expect(shown(conversation(assigned), conversation({ ...nobody, ...closed }))).to.deep.equal([]);
  });

  it('begin anew with another conversation', () => {
    const next = conversation({ convId: 'c2', startTs: 9_000 });
    const before = [conversation(), conversation({ ...assigned, ...at(2) }), conversation({ ...closed, ...at(3) })];
    expect(shown(...before, next)).to.deep.equal([]);
  });

  it('hold what is on its way after a note', () => {
    const saying: ChatEvent = { type: 'saying', key: 'k', text: 'hi' };
    expect(shown(conversation(), conversation({ ...assigned, ...at(2) }), saying)).to.deep.equal([
      '(Agent has joined)',
      'You',
    ]);
  });
});
