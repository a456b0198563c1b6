import { Agent } from 'node:http';
import { type Duplex, duplexPair } from 'node:stream';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ScriptedConsumer } from './consumer/scripted-consumer.js';
import type { Platform } from './platform.js';
import { startSimulator } from './start-simulator.js';

describe('A platform without a port', () => {
  let platform: Platform;

  beforeEach(async () => {
    platform = await startSimulator({ listen: false });
  });
  afterEach(() => platform.stop());

  it('serves connections that are handed to it, requests and sockets alike', async () => {
    const { url, accountId } = platform;
    const agent = new Agent();
    agent.createConnection = (): Duplex => {
      const [client, server] = duplexPair();
      platform.accept(server);
      return client;
    };
    const consumer = new ScriptedConsumer({ url, accountId, agent });
    await consumer.says('hi');
    expect(platform.conversations.map(({ consumerId }) => consumerId)).to.deep.equal([consumer.id]);
    await consumer.leave();
  });

  it('stops, and ends what it serves', async () => {
    const [client, server] = duplexPair();
    platform.accept(server);
    await platform.stop();
    expect(server.destroyed).to.equal(true);
    client.destroy();
  });
});
