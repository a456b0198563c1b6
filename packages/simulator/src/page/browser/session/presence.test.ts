import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { assigned, conversation, heard, text } from '../chat/chat-state.test.support.js';
import { Store } from '../chat/store.js';
import { Presence } from './presence.js';

describe('The presence of a consumer', () => {
  let clock: sinon.SinonFakeTimers;
  let store: Store;
  let request: sinon.SinonStub;
  let presence: Presence;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    store = new Store();
    request = sinon.stub().resolves({});
    presence = new Presence({ store, connection: { request } });
    store.apply({ type: 'linkChanged', link: 'live' });
    store.apply(conversation(assigned));
  });

  afterEach(() => clock.restore());

  const told = (): readonly unknown[] => request.args.map(([, body]: unknown[]) => (body as { event: unknown }).event);
  const states = (): readonly unknown[] => told().map((event) => (event as { chatState: unknown }).chatState);

  it('tells once that somebody is writing, and once that it is over', async () => {
    presence.writes();
    await clock.tickAsync(3_999);
    presence.writes();
    await clock.tickAsync(3_999);
    expect(states()).to.deep.equal(['COMPOSING']);
    await clock.tickAsync(1);
    expect(states()).to.deep.equal(['COMPOSING', 'ACTIVE']);
    presence.rests();
    expect(states()).to.deep.equal(['COMPOSING', 'ACTIVE']);
  });

  it('is over at once when the text is said', async () => {
    presence.writes();
    presence.rests();
    await clock.tickAsync(10_000);
    expect(states()).to.deep.equal(['COMPOSING', 'ACTIVE']);
  });

  it('tells nobody while there is no conversation', () => {
    const alone = new Presence({ store: new Store(), connection: { request } });
    alone.writes();
    alone.rests();
    expect(request.called).to.equal(false);
  });

  it('tells once what has been seen of what the brand said', async () => {
    store.apply(heard(text('Hello'), { sequence: 0 }));
    store.apply(heard(text('hi'), { sequence: 1, by: 'CONSUMER' }));
    store.apply(heard(text('How are you?'), { sequence: 2 }));
    await presence.looks();
    await presence.looks();
    expect(told()).to.deep.equal([{ type: 'AcceptStatusEvent', status: 'READ', sequenceList: [0, 2] }]);
  });

  it('tells again what did not arrive, when the consumer looks again', async () => {
    store.apply(heard(text('Hello'), { sequence: 0 }));
    request.onFirstCall().rejects(new Error('lost'));
    await presence.looks();
    await presence.looks();
    expect(told()).to.have.lengthOf(2);
  });

  it('waits until the connection is back', async () => {
    store.apply(heard(text('Hello'), { sequence: 0 }));
    store.apply({ type: 'linkChanged', link: 'lost' });
    await presence.looks();
    expect(request.called).to.equal(false);
  });
});
