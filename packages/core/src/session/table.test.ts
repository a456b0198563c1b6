import { expect } from 'chai';
import { describe, it } from 'mocha';
import { edges, happenings, ways } from './happenings.test.support.js';
import { type Activity, isEnd, phases, session } from './table.js';

/** The compiler keeps this list whole, and `Effects` asks for an effect of each. */
const activities: Readonly<Record<Activity, true>> = {
  discover: true,
  login: true,
  socket: true,
  resume: true,
  refresh: true,
  reconcile: true,
  settle: true,
  backoff: true,
  drain: true,
  logout: true,
};

const goodDay = ['idle', 'discovering', 'authenticating', 'connecting', 'resuming', 'live'] as const;
const rank = (phase: string): number => goodDay.findIndex((name) => name === phase);

describe('the table of the session', () => {
  it('has a way out of every phase but the ends, which are closed and failed', () => {
    expect(phases.filter(isEnd)).to.deep.equal(['closed', 'failed']);
    for (const phase of phases.filter((name) => !isEnd(name))) {
      expect(
        edges.some(({ from, to }) => from === phase && to !== phase),
        phase,
      ).to.equal(true);
    }
  });

  it('has no phase that only waits for the outside, except the very first', () => {
    const idle = phases.filter((phase) => !isEnd(phase) && session[phase].runs.length === 0);
    expect(idle).to.deep.equal(['idle']);
  });

  it('can reach every phase', () => {
    expect([...ways().keys()]).to.have.members([...phases]);
  });

  it('can reach an end from every phase', () => {
    const ending = new Set(phases.filter(isEnd));
    for (let size = -1; size !== ending.size;) {
      size = ending.size;
      for (const { from, to } of edges) if (ending.has(to)) ending.add(from);
    }
    expect([...ending]).to.have.members([...phases]);
  });

  it('leaves every phase on stop, and draining is what stop leads to', () => {
    for (const phase of phases.filter((name) => !isEnd(name) && name !== 'draining')) {
      expect(session[phase].on.stop, phase).to.be.oneOf(['draining', 'closed']);
    }
    expect(session.draining.on.stop).to.equal(undefined);
  });

  it('drains exactly where a socket has opened', () => {
    const draining = phases.filter((phase) => session[phase].on.stop === 'draining');
    expect(draining).to.deep.equal(['resuming', 'live']);
  });

  it('never returns to an earlier phase without waiting', () => {
    for (const { from, event, to } of edges.filter((edge) => edge.from !== 'waiting' && rank(edge.to) >= 0)) {
      expect(rank(to), `${from} → ${to} on ${event}`).to.be.at.least(rank(from));
    }
  });

  it('skips no phase on the way up', () => {
    const up = edges.filter(({ from, to }) => rank(from) >= 0 && rank(to) > rank(from));
    for (const { from, to } of up) expect(rank(to), `${from} → ${to}`).to.equal(rank(from) + 1);
  });

  it('knows what follows when the activity of a phase fails, in every phase that can fail', () => {
    for (const phase of phases.filter((name) => rank(name) > 0)) {
      expect(session[phase].on.interrupted, phase).to.equal('waiting');
      expect(session[phase].on.refused, phase).to.equal('failed');
    }
  });

  it('hears that the bearer has expired wherever there is a socket', () => {
    const withSocket = phases.filter((phase) => session[phase].runs.includes('socket'));
    expect(withSocket).to.deep.equal(['connecting', 'resuming', 'live', 'draining']);
    for (const phase of withSocket) expect(session[phase].on.expired, phase).to.be.oneOf(['waiting', 'closed']);
  });

  it('uses every event', () => {
    expect([...new Set(edges.map(({ event }) => event))]).to.have.members(Object.keys(happenings));
  });

  it('runs every activity somewhere', () => {
    expect([...new Set(phases.flatMap((phase) => session[phase].runs))]).to.have.members(Object.keys(activities));
  });
});
