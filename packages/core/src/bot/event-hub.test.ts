import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { silentLogger } from '../ports/logger.js';
import { EventHub } from './event-hub.js';

describe('EventHub', () => {
  let heard: string[];
  let complaints: object[];
  let hub: EventHub;

  const failing = (): void => {
    heard.push('failing');
    throw new Error('no');
  };
  const second = (): void => void heard.push('second');

  beforeEach(() => {
    heard = [];
    complaints = [];
    hub = new EventHub({ ...silentLogger, error: (facts) => void complaints.push(facts) });
  });

  it('tells the other listeners although one of them throws', () => {
    hub.on('draining', failing);
    hub.on('draining', second);
    hub.tell({ type: 'draining' });
    expect(heard).to.deep.equal(['failing', 'second']);
    expect(complaints).to.have.length(1);
  });

  it('forgets a listener that is taken back, each time it was given', () => {
    hub.on('draining', second);
    hub.off('draining', second);
    hub.tell({ type: 'draining' });
    hub.once('draining', second);
    hub.off('draining', second);
    hub.tell({ type: 'draining' });
    expect(heard).to.deep.equal([]);
  });

  it('calls a listener given with once only once, also when it throws', () => {
    hub.once('draining', failing);
    hub.tell({ type: 'draining' });
    hub.tell({ type: 'draining' });
    expect(heard).to.deep.equal(['failing']);
  });

  it('gives notifications to their listeners alone', () => {
    const seen: string[] = [];
    hub.events$.subscribe(({ type }) => seen.push(type));
    hub.on('notification', ({ type }) => seen.push(type));
    hub.notify({ kind: 'notification', type: 'x', body: {}, metadata: [] });
    expect(seen).to.deep.equal(['x']);
  });
});
