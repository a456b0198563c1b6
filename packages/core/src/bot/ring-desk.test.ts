import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { ConfigurationError } from '../errors/configuration.js';
import { ConnectionLostError } from '../errors/connection.js';
import { RequestRefusedError } from '../errors/platform.js';
import { silentLogger } from '../ports/logger.js';
import type { AcceptPolicy } from './accept-policy.js';
import { botOptions } from './bot-options.js';
import { RingDesk, type RingDeskParts } from './ring-desk.js';

let answers: string[];
let responsible: Set<string>;
let now: number;
let answering: () => Promise<unknown>;

beforeEach(() => {
  answers = [];
  responsible = new Set();
  now = 0;
  answering = () => Promise.resolve('OK');
});

const deskWith = (accept: AcceptPolicy, more: Partial<RingDeskParts> = {}): RingDesk =>
  new RingDesk({
    accept,
    ask: (_, body) => {
      const { ringId, ringState } = body as { readonly ringId: string; readonly ringState: string };
      answers.push(`${ringId} ${ringState}`);
      return answering();
    },
    offer: () => Promise.resolve(),
    get responsible() {
      return responsible;
    },
    now: () => now,
    log: silentLogger,
    ...more,
  });

const offer = (...rings: readonly (readonly [id: string, skillId?: string, state?: string])[]) => ({
  changes: rings.map(([ringId, skillId = '300', ringState = 'WAITING']) => ({
    type: 'UPSERT',
    result: { conversationId: `conversation of ${ringId}`, skillId, ringsDetails: [{ ringId, ringState }] },
  })),
});

/** Everything that was promised has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function answersTo(desk: RingDesk, ...offers: readonly object[]): Promise<readonly string[]> {
  for (const body of offers) {
    desk.notified(body);
    await settled();
  }
  return answers;
}

describe('The ring desk', () => {
  it('takes all, none, or what a function wants', async () => {
    expect(await answersTo(deskWith('all'), offer(['a']))).to.deep.equal(['a ACCEPTED']);
    expect(await answersTo(deskWith('none'), offer(['b']))).to.have.length(1);
    const picky = deskWith(async ({ skillId }) => skillId === '301');
    expect(await answersTo(picky, offer(['c'], ['d', '301']))).to.deep.equal(['a ACCEPTED', 'd ACCEPTED']);
  });

  it('takes the skills that are named, and declines others at once', async () => {
    expect(await answersTo(deskWith({ skills: ['301'] }), offer(['a'], ['b', '301'], ['c', '-1']))).to.deep.equal([
      'a REJECTED',
      'b ACCEPTED',
      'c REJECTED',
    ]);
  });

  it('takes no more than its capacity, although rings come together', async () => {
    expect(await answersTo(deskWith({ capacity: 2 }), offer(['a'], ['b'], ['c']))).to.deep.equal([
      'a ACCEPTED',
      'b ACCEPTED',
      'c REJECTED',
    ]);
  });

  it('counts what it is responsible for, and counts nothing twice', async () => {
    const desk = deskWith({ capacity: 2 });
    await answersTo(desk, offer(['a']));
    responsible = new Set(['conversation of a']);
    expect(await answersTo(desk, offer(['b'], ['c']))).to.deep.equal(['a ACCEPTED', 'b ACCEPTED', 'c REJECTED']);
    responsible = new Set();
    now = 10_001;
    expect(await answersTo(desk, offer(['d']))).to.include('d ACCEPTED');
  });

  it('does not count a ring that the platform had given to somebody else', async () => {
    answering = () => Promise.reject(new RequestRefusedError('.ams.routing.UpdateRingState', 400, 'gone'));
    const desk = deskWith({ capacity: 1 });
    expect(await answersTo(desk, offer(['a']), offer(['b']))).to.deep.equal(['a ACCEPTED', 'b ACCEPTED']);
  });

  it('asks the function about the right skills, and leaves alone what it does not want', async () => {
    const asked: string[] = [];
    const when = ({ id }: { readonly id: string }): boolean => asked.push(id) > 1;
    const desk = deskWith({ skills: ['300'], capacity: 5, when });
    expect(await answersTo(desk, offer(['a', '301'], ['b'], ['c']))).to.deep.equal(['a REJECTED', 'c ACCEPTED']);
    expect(asked).to.deep.equal(['b', 'c']);
  });

  it('counts what a handler has accepted', async () => {
    const desk = deskWith({ capacity: 1 }, { offer: async (ring) => (ring.id === 'a' ? ring.accept() : undefined) });
    expect(await answersTo(desk, offer(['a'], ['b']))).to.deep.equal(['a ACCEPTED', 'b REJECTED']);
  });

  it('answers a ring once, and the next ring of the same conversation again', async () => {
    const desk = deskWith('all');
    await answersTo(desk, offer(['a']), offer(['a']), offer(['a', '300', 'EXPIRED']));
    expect(await answersTo(desk, offer(['b']))).to.deep.equal(['a ACCEPTED', 'b ACCEPTED']);
  });

  it('answers again what no answer has reached', async () => {
    answering = () => Promise.reject(new ConnectionLostError('lost', 'no'));
    const desk = deskWith('all');
    expect(await answersTo(desk, offer(['a']), offer(['a']))).to.have.length(2);
  });

  it('leaves every ring to others once it is closed', async () => {
    const desk = deskWith('all');
    desk.close();
    expect(await answersTo(desk, offer(['a']))).to.deep.equal([]);
  });
});

describe('The option accept', () => {
  const wrong: readonly (readonly [unknown, string])[] = [
    ['some', 'accept'],
    [null, 'accept'],
    [['300'], 'accept'],
    [{ skill: '300' }, 'accept'],
    [{ skills: '300' }, 'accept.skills'],
    [{ skills: [300] }, 'accept.skills'],
    [{ capacity: -1 }, 'accept.capacity'],
    [{ capacity: 1.5 }, 'accept.capacity'],
    [{ when: true }, 'accept.when'],
  ];
  for (const [accept, option] of wrong) {
    it(`cannot be ${JSON.stringify(accept)}`, () => {
      expect(() => botOptions({ accept: accept as never }))
        .to.throw(ConfigurationError)
        .with.property('option', option);
    });
  }

  it('may be terms', () => {
    const accept = { skills: ['300'], capacity: 50 };
    expect(botOptions({ accept }).accept).to.equal(accept);
  });
});
