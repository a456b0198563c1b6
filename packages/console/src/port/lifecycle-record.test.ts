import { ConnectionLostError, type BotEvent } from '@holdfast/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { lifecycleRecord } from './lifecycle-record.js';

const at = new Date(0);
const detailOf = (event: BotEvent) => lifecycleRecord(event, { id: 7, at }).detail;
const error = new ConnectionLostError('canary', 'no', { cause: new Error('canary') });

describe('The record of an event', () => {
  it('is named and numbered', () => {
    expect(lifecycleRecord({ type: 'live', missed: 3 }, { id: 7, at })).to.deep.equal({
      id: 7,
      at: '1970-01-01T00:00:00.000Z',
      name: 'live',
      detail: { missed: 3 },
    });
  });

  it('tells an error by its code alone', () => {
    expect(detailOf({ type: 'failed', error })).to.deep.equal({ error: 'CONNECTION_LOST' });
    const interrupted = { type: 'interrupted', reason: 'silent', attempt: 1, retryIn: 5, error } as const;
    expect(detailOf(interrupted)).to.deep.equal({
      reason: 'silent',
      attempt: 1,
      retryIn: 5,
      error: 'CONNECTION_LOST',
    });
  });

  it('keeps inside what is not known to be fit for others, and shortens the rest', () => {
    const told = { type: 'agentState', availability: 'x'.repeat(500), description: 'canary', note: 'canary' } as const;
    expect(detailOf(told)).to.deep.equal({ availability: 'x'.repeat(200) });
    expect(detailOf({ type: 'authenticated', userId: 'canary' })).to.deep.equal({});
    expect(detailOf({ type: 'constructor', note: 'canary' } as unknown as BotEvent)).to.deep.equal({});
    expect(detailOf({ type: 'discovered', services: ['canary'] })).to.deep.equal({});
  });
});
