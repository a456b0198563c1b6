import type { Happening } from '@holdfast/console/browser';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { after, assigned, conversation, heard, receipt, text } from '../chat/chat-state.test.support.js';
import type { ChatEvent } from '../chat/chat-event.js';
import type { FaultNotice } from '../faults/fault-notice.js';
import { episodes } from './episode.js';
import { exchanges } from './exchange.js';
import { story, type Witnesses } from './story.js';
import { verdict } from './verdict.js';

const fault = (seconds: number, id = 'cut-socket'): FaultNotice => ({
  at: seconds * 1_000,
  id,
  what: 'reset socket 1',
});

const happening = (seconds: number, name: string, detail: Happening['detail'] = {}): Happening => ({
  id: `${name}-${seconds}`,
  at: seconds * 1_000,
  name,
  detail,
});

const lost = (seconds: number): Happening =>
  happening(seconds, 'interrupted', { reason: 'closed', code: 1_006, attempt: 1, retryIn: 1_500 });
const back = (seconds: number, missed = 0): Happening => happening(seconds, 'recovered', { downtime: 2_000, missed });

const said = (seconds: number, { sequence, what }: { readonly sequence: number; readonly what: string }): ChatEvent =>
  heard(text(what), { sequence, by: 'CONSUMER', at: seconds * 1_000 });

const answer = (seconds: number, { sequence, to }: { readonly sequence: number; readonly to: number }): ChatEvent =>
  heard(text('Yes'), { sequence, at: seconds * 1_000, externalId: `hf:c1:${to}:1` });

/** Everybody saw this; happenings in the order of time. */
const witnesses = (happenings: readonly Happening[], ...chat: readonly ChatEvent[]): Witnesses => ({
  labels: new Map([['cut-socket', 'Cut the socket']]),
  happenings: happenings.toReversed(),
  exchanges: exchanges('Ann', after(conversation(), ...chat)),
});

const told = (faults: readonly FaultNotice[], seen: Witnesses) =>
  episodes(faults, seen.happenings).map((episode) => ({
    steps: story(episode, seen).map(({ text: line }) => line),
    verdict: verdict(episode, seen).text,
  }));

describe('The story of a fault', () => {
  it('tells what broke, how the bot came back, and that the answer that was due arrived once', () => {
    const seen = witnesses(
      [lost(1), happening(3, 'connected'), happening(3, 'live'), back(3, 1)],
      said(2, { sequence: 0, what: 'hi' }),
      answer(4, { sequence: 1, to: 0 }),
    );
    expect(told([fault(1)], seen)).to.deep.equal([
      {
        steps: [
          'Cut the socket: reset socket 1',
          'Connection lost (closed 1006); next try after 1.5 s',
          'Ann wrote “hi” while the bot was away',
          'The socket is open again; catching up',
          'Live again after 2.0 s; 1 missed message fetched',
          'Ann got the answer to “hi”, once',
        ],
        verdict: 'Back after 2.0 s. Nothing was lost, and nothing was said twice.',
      },
    ]);
  });

  it('says that the bot is away, and that a message waits', () => {
    const hi = said(2, { sequence: 0, what: 'hi' });
    expect(told([fault(1)], witnesses([lost(1)], hi))[0]?.verdict).to.equal('The bot is away, and on its way back.');
    expect(told([fault(1)], witnesses([lost(1), back(3)], hi))[0]?.verdict).to.equal(
      'One message waits for its answer.',
    );
    const earlier = said(0.5, { sequence: 0, what: 'hi' });
    expect(told([fault(1)], witnesses([lost(1), back(3)], earlier))[0]?.verdict).to.equal(
      'One message waits for its answer.',
    );
  });

  it('takes a message as done that the bot has read, without an answer', () => {
    const read = heard(receipt('READ', 0), { sequence: 1, at: 4_000 });
    const seen = witnesses([lost(1), back(3)], said(2, { sequence: 0, what: 'thanks' }), read);
    expect(told([fault(1)], seen)[0]?.verdict).to.contain('Nothing was lost');
  });

  it('takes a message as done that was handed over to somebody else', () => {
    const chat = [
      conversation({ ...assigned, metaDataLastUpdateTs: 1_500 }),
      said(2, { sequence: 0, what: 'human' }),
      conversation({ participants: [], metaDataLastUpdateTs: 3_000 }),
    ];
    expect(told([fault(1)], witnesses([], ...chat))[0]?.verdict).to.contain('Nothing was lost');
  });

  it('finds an answer that arrived twice', () => {
    const seen = witnesses(
      [lost(1), back(3)],
      said(2, { sequence: 0, what: 'hi' }),
      answer(4, { sequence: 1, to: 0 }),
      answer(5, { sequence: 2, to: 0 }),
    );
    const [one] = told([fault(1)], seen);
    expect(one?.steps.at(-1)).to.equal('Ann got the answer to “hi”, 2 times');
    expect(one?.verdict).to.equal('An answer arrived more than once.');
  });

  it('holds together what happens before the bot is back, and begins anew after that', () => {
    const seen = witnesses([lost(1), lost(5), back(9), lost(20), back(22)]);
    const faults = [fault(1), fault(6, 'refuse-connects'), fault(7, 'refuse-connects'), fault(20)];
    const all = told(faults, seen);
    expect(all.map(({ steps }) => steps.length)).to.deep.equal([5, 3]);
    expect(all[0]?.steps).to.include.members([
      'The try has failed (closed 1006); next try after 1.5 s',
      'reset socket 1 (and 1 more)',
    ]);
  });

  it('says when nobody has noticed, and when the session has given up', () => {
    expect(told([fault(1, 'duplicate-next')], witnesses([]))[0]?.verdict).to.equal(
      'The conversation did not notice. Nothing was lost, and nothing was said twice.',
    );
    expect(told([fault(1)], witnesses([lost(1), happening(2, 'failed')]))[0]?.verdict).to.equal(
      'The session has given up.',
    );
  });

  it('shows what a stranger wrote as it is, and cut short', () => {
    const seen = witnesses([], said(2, { sequence: 0, what: `<b>${'x'.repeat(99)}` }));
    expect(told([fault(1)], seen)[0]?.steps.at(-1)).to.equal(`Ann wrote “<b>${'x'.repeat(37)}…”`);
  });
});
