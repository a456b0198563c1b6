import { once } from 'node:events';
import { connect } from 'node:net';
import { request } from 'node:http';
import { ConfigurationError, ConnectionLostError, SessionPortError } from '@holdfast/core';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { SessionDiagram } from '../wire/session-diagram.js';
import { EventClient } from './event-client.test.support.js';
import { serveSession, type SessionPort } from './serve-session.js';
import { FakeBot } from './shown-bot.test.support.js';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

describe('A session port', () => {
  let bot: FakeBot;
  let port: SessionPort;
  const clients: EventClient[] = [];

  beforeEach(async () => {
    bot = new FakeBot();
    port = await serveSession(bot, { name: 'EchoBot' });
  });

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await port.close();
  });

  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const asked = request(port.url + path, { method, headers, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      });
      asked.on('error', reject).end();
    });

  const listen = async (headers: Record<string, string> = {}): Promise<EventClient> => {
    const { client } = await EventClient.open(`${port.url}/session/events`, headers);
    clients.push(client);
    return client;
  };

  it('is on loopback, and says where', () => {
    expect(port.url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('tells how the session stands, and how sessions go', async () => {
    const { status, headers, text } = await ask('/session');
    expect([status, headers['content-type']]).to.deep.equal([200, 'application/json']);
    expect(JSON.parse(text)).to.deep.include({ bot: { name: 'EchoBot' }, phase: 'live' });
    const diagram = JSON.parse((await ask('/session/diagram')).text) as SessionDiagram;
    expect(diagram.phases).to.include.members(['idle', 'live', 'waiting', 'failed']);
    expect(diagram.transitions).to.deep.include({ from: 'waiting', on: 'elapsed', to: 'discovering' });
  });

  it('serves a page of its own files alone', async () => {
    const { headers, text } = await ask('/');
    expect(headers).to.include({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    expect(headers['content-security-policy']).to.contain("default-src 'none'").and.not.to.contain('unsafe');
    expect(text).not.to.match(/\b(?:https?|wss?):|["']\/\//);
    expect((await ask('/nothing')).status).to.equal(404);
  });

  it('refuses a name that is not of this machine, as a rebound one', async () => {
    for (const host of ['attacker.example', '10.0.0.1', 'localhost.attacker.example']) {
      const { status, text } = await ask('/session', { Host: host });
      expect(status, host).to.equal(403);
      expect(text).not.to.contain('phase');
    }
    expect((await ask('/session', { Host: 'localhost' })).status).to.equal(200);
  });

  it('is read by pages of this machine, and by no others', async () => {
    const near = await ask('/session', { Origin: 'http://localhost:8080' });
    expect([near.status, near.headers['access-control-allow-origin']]).to.deep.equal([200, 'http://localhost:8080']);
    for (const origin of ['https://attacker.example', 'null']) {
      const far = await ask('/session', { Origin: origin });
      expect(far.status, origin).to.equal(403);
      expect(far.headers).not.to.have.property('access-control-allow-origin');
    }
  });

  it('changes nothing for anybody: only reading is allowed', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const { status, headers } = await ask('/session', {}, method);
      expect([status, headers['allow']], method).to.deep.equal([405, 'GET, HEAD']);
    }
    for (const path of ['/', '/session', '/session/events']) {
      const { status, text } = await ask(path, {}, 'HEAD');
      expect([status, text], path).to.deep.equal([200, '']);
    }
  });

  it('tells a snapshot first, then what happens as it happens', async () => {
    const client = await listen();
    expect((await client.hears('snapshot'))[0]?.data).to.include({ phase: 'live' });
    bot.events$.tell({ type: 'refreshed', replaced: false });
    const [heard] = await client.hears('lifecycle');
    expect(heard?.data).to.deep.include({ name: 'refreshed', detail: { replaced: false } });
    expect(heard?.id).to.equal(String(heard?.data['id']));
    bot.facts = { phase: 'waiting' };
    bot.state$.tell({});
    const snapshots = await client.hears('snapshot', 3);
    expect(snapshots.at(-1)?.data).to.include({ phase: 'waiting' });
  });

  it('tells late comers the last events, and those who come back what they missed', async () => {
    for (let missed = 0; missed < 205; missed += 1) bot.events$.tell({ type: 'live', missed });
    const first = await listen();
    const heard = await first.hears('lifecycle', 200);
    expect(heard[0]?.data['detail']).to.deep.equal({ missed: 5 });
    await first.close();
    bot.events$.tell({ type: 'live', missed: 205 });
    const back = await listen({ 'Last-Event-ID': heard.at(-1)?.id ?? '' });
    const [missed, ...more] = await back.hears('lifecycle');
    expect(missed?.data['detail']).to.deep.equal({ missed: 205 });
    expect(more).to.deep.equal([]);
  });

  it('takes an event id that is none for no id', async () => {
    bot.events$.tell({ type: 'live', missed: 0 });
    for (const id of ['-1', 'x', '1e999', '__proto__']) {
      const client = await listen({ 'Last-Event-ID': id });
      expect(await client.hears('lifecycle'), id).to.have.length(1);
    }
  });

  it('says nothing of an error but its code', async () => {
    const client = await listen();
    bot.events$.tell({ type: 'failed', error: new ConnectionLostError('canary', 'no') });
    await client.hears('lifecycle');
    expect(JSON.stringify(client.heard)).to.contain('CONNECTION_LOST').and.not.to.contain('canary');
  });

  it('has no room for more than sixteen who listen', async () => {
    const sixteen = await Promise.all(Array.from({ length: 16 }, () => listen()));
    const refused = await ask('/session/events');
    expect([refused.status, refused.headers['retry-after']]).to.deep.equal([503, '5']);
    await sixteen[0]?.close();
    // The server learns of it a moment later.
    for (let tries = 0; tries < 100; tries += 1) {
      const { client, status } = await EventClient.open(`${port.url}/session/events`);
      clients.push(client);
      if (status === 200) return;
    }
    throw new Error('no room was made');
  });

  it('survives what is no HTTP', async () => {
    const { hostname, port: number } = new URL(port.url);
    for (const rubbish of [
      '\0\0\0',
      'GET / HTTP/1.1\r\n\r\n',
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(9_000)}`,
    ]) {
      const raw = connect(Number(number), hostname).on('error', () => undefined);
      raw.resume().end(rubbish);
      await once(raw, 'close');
    }
    expect((await ask('/session')).status).to.equal(200);
  });

  it('closes by itself when the bot has stopped, and says so first', async () => {
    const client = await listen();
    await client.hears('snapshot');
    bot.facts = { phase: 'closed' };
    bot.events$.tell({ type: 'closed' });
    await client.ended;
    expect((await client.hears('lifecycle')).at(-1)?.data).to.include({ name: 'closed' });
    expect((await client.hears('snapshot')).at(-1)?.data).to.include({ phase: 'closed' });
    await port.close();
    expect(await ask('/session').catch((error: NodeJS.ErrnoException) => error.code)).to.equal('ECONNREFUSED');
    expect([bot.events$.listeners.size, bot.state$.listeners.size]).to.deep.equal([0, 0]);
  });

  it('harms no bot that cannot say how it is', async () => {
    const client = await listen();
    await client.hears('snapshot');
    bot.health = () => {
      throw new Error('canary');
    };
    bot.state$.tell({});
    await client.ended;
    expect(await ask('/session').catch(() => 'no answer')).to.equal('no answer');
    expect((await ask('/session/diagram')).status).to.equal(200);
  });

  it('stays when the bot has failed: somebody will want to know why', async () => {
    bot.events$.tell({ type: 'failed', error: new ConnectionLostError('x', 'no') });
    expect((await ask('/session')).status).to.equal(200);
  });

  it('is refused where others could reach it', async () => {
    for (const host of ['0.0.0.0', '::', '192.168.0.1', 'example.com']) {
      const error = await serveSession(bot, { host }).catch((thrown: unknown) => thrown);
      expect(error, host).to.be.instanceOf(ConfigurationError).and.to.have.property('option', 'host');
    }
    for (const number of [-1, 1.5, 65_536, NaN]) {
      const error = await serveSession(bot, { port: number }).catch((thrown: unknown) => thrown);
      expect(error, String(number)).to.be.instanceOf(ConfigurationError).and.to.have.property('option', 'port');
    }
  });

  it('says so when another program has it, and leaves nothing behind', async () => {
    const other = new FakeBot();
    const taken = Number(new URL(port.url).port);
    const error = await serveSession(other, { port: taken }).catch((thrown: unknown) => thrown);
    expect(error)
      .to.be.instanceOf(SessionPortError)
      .and.to.include({ address: `127.0.0.1:${taken}` });
    expect(String(error)).to.contain('EADDRINUSE');
    expect(other.events$.listeners.size).to.equal(0);
  });
});
