import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readBotSession } from './read-bot-session.js';
import { reduceSession } from './reduce-session.js';
import type { SessionEvent } from './session-event.js';
import { initialSession, type SessionState } from './session-state.js';

const after = (...events: readonly SessionEvent[]): SessionState => events.reduce(reduceSession, initialSession);

const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString();

const happened = (seconds: number, name: string, id = `${seconds}-${name}`): SessionEvent => ({
  type: 'happened',
  happening: { id, at: seconds * 1_000, name, detail: {} },
});

function told(phase: string, { since, at = since }: { readonly since: number; readonly at?: number }): SessionEvent {
  const session = readBotSession({ at: iso(at), phase, since: iso(since) });
  if (session === undefined) throw new Error('not a session');
  return { type: 'told', session, receivedAt: at * 1_000 - 250 };
}

const stays = ({ phases }: SessionState) => phases.map(({ phase, since }) => [phase, since / 1_000]);

describe('The view of a session', () => {
  it('learns the history from events and from snapshots, and hears of each phase once', () => {
    const state = after(
      happened(1, 'connected'),
      happened(2, 'live'),
      told('live', { since: 2 }),
      happened(9, 'interrupted'),
      told('waiting', { since: 9, at: 10 }),
      told('connecting', { since: 11 }),
    );
    expect(stays(state)).to.deep.equal([
      ['resuming', 1],
      ['live', 2],
      ['waiting', 9],
      ['connecting', 11],
    ]);
  });

  it('puts phases in order that are told late', () => {
    expect(stays(after(told('live', { since: 5 }), happened(3, 'connected'), happened(5, 'live')))).to.deep.equal([
      ['resuming', 3],
      ['live', 5],
    ]);
  });

  it('lists each event once, the newest first, also when the bot tells all of them again', () => {
    const events = [happened(1, 'live'), happened(2, 'interrupted')];
    const state = after(...events, ...events);
    expect(state.happenings.map(({ name }) => name)).to.deep.equal(['interrupted', 'live']);
  });

  it('stays small however much happens', () => {
    const state = after(
      ...Array.from({ length: 1_000 }, (_, index) => happened(index, index % 2 === 0 ? 'live' : 'interrupted')),
    );
    expect(state.happenings).to.have.lengthOf(200);
    expect(state.phases).to.have.lengthOf(400);
  });

  it('knows by how much the clock of the bot differs', () => {
    expect(after(told('live', { since: 5 })).skew).to.equal(250);
  });

  it('keeps what it knew while the bot does not answer', () => {
    const state = after(told('live', { since: 5 }), { type: 'linkChanged', link: 'lost' });
    expect(state.session?.phase).to.equal('live');
    expect(after(told('live', { since: 5 })).link).to.equal('live');
  });
});
