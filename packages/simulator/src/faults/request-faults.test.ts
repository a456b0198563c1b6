import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { get } from 'node:http';
import { loginUrl } from '../agent.test.support.js';
import { ManualClock } from '../manual-clock.js';
import { post } from '../plain-client.test.support.js';
import type { Platform } from '../platform.js';
import { startSimulator } from '../start-simulator.js';
import { BareClient, CSDS, statusOf } from './bare-client.test.support.js';

describe('A fault of a request', () => {
  const clock = new ManualClock();
  let platform: Platform;

  beforeEach(async () => {
    platform = await startSimulator({ clock });
  });
  afterEach(() => platform.stop());

  it('refuses with an RST', async () => {
    platform.faults.add({ match: { request: 'csds' }, action: 'refuse' });
    expect([await statusOf(platform, CSDS), await statusOf(platform, CSDS)]).to.deep.equal(['ECONNRESET', 200]);
  });

  it('hangs until the platform stops', async () => {
    const rule = platform.faults.add({ match: { request: 'csds' }, action: 'hang' });
    const client = BareClient.get(platform, CSDS);
    await rule.firedOnce();
    await platform.stop();
    await client.ended;
    expect(client.text).to.equal('');
  });

  it('answers with a status, headers and a body, for a path, a pattern or a name', async () => {
    const { faults, bots } = platform;
    faults.add({ match: { request: '/login', method: 'post' }, action: { answer: { status: 429 } } });
    faults.add({ match: { request: /LOGIN/i }, action: { answer: { status: 500, body: { oh: 'no' } } } });
    faults.add({ match: { request: 'login' }, action: { answer: { status: 200, body: [] } } });
    faults.add({ match: { request: 'login', method: 'GET' }, action: 'refuse' });
    const answers = [];
    for (let n = 0; n < 4; n += 1) answers.push(await post(loginUrl(platform), bots[0].credentials));
    expect(answers.map(({ status }) => status)).to.deep.equal([429, 500, 200, 200]);
    expect(answers.slice(0, 3).map(({ body }) => body)).to.deep.equal([undefined, { oh: 'no' }, []]);
  });

  it('delays the answer', async () => {
    const rule = platform.faults.add({ match: { request: 'csds' }, action: { delay: 1_000 } });
    const status = statusOf(platform, CSDS);
    await rule.firedOnce();
    clock.advance(1_000);
    expect(await status).to.equal(200);
  });

  it('trickles a body without end', async () => {
    platform.faults.add({ match: { request: 'csds' }, action: { trickle: { every: 100 } } });
    const client = BareClient.get(platform, CSDS);
    await client.hears('\r\n\r\n');
    clock.advance(300);
    await client.hears('1\r\n \r\n1\r\n \r\n1\r\n \r\n');
    expect(client.text).to.match(/^HTTP\/1.1 200 OK/);
  });

  it('loses an answer after the platform acted', async () => {
    platform.faults.add({ match: { request: 'login' }, action: 'loseAnswer' });
    const error: unknown = await post(loginUrl(platform), platform.bots[0].credentials).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(TypeError);
    expect(platform.log.filter(({ kind }) => kind === 'login')).to.have.lengthOf(1);
  });

  it('drops a connection right after an answer that keeps it alive', async () => {
    platform.faults.add({ match: { request: 'csds' }, action: 'dropAfterAnswer' });
    const client = BareClient.get(platform, CSDS);
    expect(await client.ended).to.equal('end');
    expect(client.text)
      .to.match(/^HTTP\/1.1 200 OK/)
      .and.match(/Connection: keep-alive/i);
    expect(client.text.endsWith(']}')).to.equal(true);
  });

  it('drops a connection as it is used again', async () => {
    platform.faults.add({ match: { request: 'csds' }, action: 'dropOnReuse' });
    const client = BareClient.get(platform, CSDS);
    await client.hears(']}');
    client.ask(CSDS);
    await client.ended;
    expect(client.text.match(/HTTP\/1.1/g)).to.have.lengthOf(1);
    expect(await statusOf(platform, CSDS)).to.equal(200);
  });

  it('truncates a body', async () => {
    platform.faults.add({ match: { request: 'csds' }, action: 'truncate' });
    const client = BareClient.get(platform, CSDS);
    await client.ended;
    expect(client.text)
      .to.match(/Content-Length: 1024/)
      .and.match(/\r\n\r\n\{"$/);
  });

  it('sends a bomb that is small on the wire', async () => {
    platform.faults.add({ match: { request: 'csds' }, action: { gzipBomb: 5_000_000 } });
    const packed = await new Promise<Buffer>((resolve) => {
      get({ port: platform.port, host: '127.0.0.1', path: CSDS, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)));
        expect(response.headers['content-encoding']).to.equal('gzip');
      });
    });
    expect(packed.length).to.be.below(50_000);
    expect(gunzipSync(packed)).to.have.lengthOf(5_000_000);
  });

  it('answers with a page', async () => {
    platform.faults.add({ match: { request: 'csds' }, action: 'html' });
    const response = await fetch(platform.url + CSDS);
    expect(response.headers.get('content-type')).to.include('text/html');
    expect(await response.text()).to.match(/^<!doctype html>/);
  });

  it('leaves out of the log what could be a token', async () => {
    platform.faults.add({ match: { request: '/x/' }, action: 'refuse' });
    await statusOf(platform, `/x/${'a'.repeat(40)}?key=secret`);
    expect(platform.faults.log).to.have.lengthOf(1);
    expect(platform.faults.log[0]).to.include({ kind: 'request', method: 'GET', path: '/x/…' });
  });
});
