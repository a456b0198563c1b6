import { request } from 'node:http';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { openAgent } from '../agent.test.support.js';
import type { Platform } from '../platform.js';
import { startSimulator } from '../start-simulator.js';

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

describe('The console of a platform', () => {
  let platform: Platform;

  beforeEach(async () => {
    platform = await startSimulator();
  });
  afterEach(() => platform.stop());

  const ask = (path: string, { method = 'GET', headers = {}, body }: Asked = {}) =>
    new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
      const asked = request(platform.url + path, { method, headers, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      asked.on('error', reject).end(body);
    });

  const own = () => ({ Origin: platform.url, 'Content-Type': 'application/json' });
  const press = (id: string, { headers = own(), body = '{}' }: Asked = {}) =>
    ask(`/console/switches/${id}`, { method: 'POST', headers, body });
  const isOn = (id: string) => platform.console.switches.find((one) => one.id === id)?.active;

  it('lists its switches, and turns them for its page', async () => {
    const { status, text } = await ask('/console/switches');
    expect(status).to.equal(200);
    expect(JSON.parse(text)).to.deep.equal(platform.console.switches);
    const pressed = await press('refuse-connects', { body: '{"on":true}' });
    expect(JSON.parse(pressed.text)).to.include({ id: 'refuse-connects', active: true });
    await press('refuse-connects');
    expect(isOn('refuse-connects')).to.equal(false);
  });

  it('turns nothing for a page of another origin, for a form, or for whoever says nothing about himself', async () => {
    const { Origin, ...silent } = own();
    const strangers = [
      silent,
      { ...own(), Origin: 'https://attacker.example' },
      { ...own(), Origin: 'null' },
      { ...own(), Origin: 'http://127.0.0.1:1' },
      { ...own(), Origin: 'http://attacker.example', Host: 'attacker.example' },
    ];
    for (const headers of strangers) expect((await press('login-401', { headers })).status).to.equal(403);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', '']) {
      const headers = { Origin, 'Content-Type': type };
      expect((await press('login-401', { headers })).status, type).to.equal(415);
    }
    expect(isOn('login-401')).to.equal(false);
  });

  it('shows nothing under a name that is not of this machine, nor to a page of elsewhere', async () => {
    for (const path of ['/console/switches', '/console/sessions', '/console/events']) {
      expect((await ask(path, { headers: { Host: 'attacker.example' } })).status, path).to.equal(403);
      expect((await ask(path, { headers: { Origin: 'https://attacker.example' } })).status, path).to.equal(403);
    }
  });

  it('refuses what it does not understand, and goes on', async () => {
    expect((await press('nothing')).status).to.equal(404);
    expect((await press('__proto__')).status).to.equal(404);
    for (const body of ['{', '{"on":"yes"}', '{"on":1}', '{"on":null}']) {
      expect((await press('login-401', { body })).status, body).to.equal(400);
    }
    expect((await press('login-401', { body: 'x'.repeat(100_000) })).status).to.equal(413);
    expect((await press('login-401', { body: '[]' })).status, 'a list says nothing: turned over').to.equal(200);
    expect((await press('login-401', { body: '{"__proto__":{"on":true}}' })).status).to.equal(200);
    expect(isOn('login-401')).to.equal(false);
  });

  it('tells of faults, and of what the platform saw, as it happens', async () => {
    const events: string[] = [];
    const told = new Promise<void>((resolve, reject) => {
      const asked = request(`${platform.url}/console/events`, { agent: false }, (response) => {
        response.setEncoding('utf8').on('data', (chunk: string) => {
          events.push(...[...chunk.matchAll(/event: (\w+)\ndata: (.*)/g)].map(([, name, data]) => `${name} ${data}`));
          if (events.some((event) => event.includes('closed (1006)'))) resolve();
        });
        response.on('close', resolve).on('error', reject);
        void openAgent(platform).then(() => press('cut-socket'), reject);
      });
      asked.on('error', reject).end();
    });
    await told;
    const [switches = '', sessions = '', ...rest] = events;
    expect(JSON.parse(switches.replace('switches ', ''))).to.have.length(10);
    expect(sessions).to.equal('sessions []');
    const facts = rest.join('\n');
    expect(facts).to.match(/^platform .*bot-1 logged in/m);
    expect(facts).to.match(/^platform .*bot-1 opened socket 1/m);
    expect(facts).to.match(/^fault .*"id":"cut-socket","what":"reset socket 1 of bot-1","fired":1/m);
    expect(facts).to.match(/^switches .*"id":"cut-socket"[^}]*"fired":1/m);
  });

  it('shows the sessions of bots that are on this machine', async () => {
    const hide = platform.console.show({ name: 'echo', url: 'http://127.0.0.1:4711/' });
    expect((await ask('/console/sessions')).text).to.equal('[{"name":"echo","url":"http://127.0.0.1:4711"}]');
    hide();
    expect((await ask('/console/sessions')).text).to.equal('[]');
    for (const url of ['https://attacker.example', 'javascript:alert(1)', 'file:///etc/passwd', '', '//localhost']) {
      expect(() => platform.console.show({ name: 'echo', url }), url).to.throw('session ports of this machine');
    }
  });

  it('tells a program what it tells its page, until the program has heard enough', async () => {
    const heard: string[] = [];
    const stop = platform.console.watch(({ event }) => heard.push(event));
    platform.console.flip('login-503', true);
    platform.console.show({ name: 'echo', url: 'http://localhost:1' });
    stop();
    platform.console.flip('login-503', false);
    expect(heard).to.deep.equal(['switches', 'sessions']);
  });
});
