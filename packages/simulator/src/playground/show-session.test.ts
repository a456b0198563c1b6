import { expect } from 'chai';
import { describe, it } from 'mocha';
import { startSimulator } from '../start-simulator.js';
import { showSession } from './show-session.js';

const nothing = { subscribe: () => ({ unsubscribe: () => undefined }) };

describe('The session of a played bot', () => {
  it('is shown by the page of its platform', async () => {
    await using platform = await startSimulator();
    const bot = { health: () => ({}), events$: nothing, state$: nothing, stop: async () => undefined };
    const port = await showSession(platform, 'echo', bot);
    expect(platform.console.sessions).to.deep.equal([{ name: 'echo', url: port?.url }]);
    await port?.close();
  });

  it('is left out for a client of another kind', async () => {
    await using platform = await startSimulator();
    expect(await showSession(platform, 'other', { stop: async () => undefined })).to.equal(undefined);
    expect(platform.console.sessions).to.deep.equal([]);
  });
});
