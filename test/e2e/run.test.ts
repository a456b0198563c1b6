import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Platform as Simulator, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { environmentOf, ProgramProcess } from './program-process.js';

const LIVE = '"msg":"live"';

describe('A bot process that run() runs', function () {
  this.timeout(30_000);

  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator();
  });
  afterEach(() => simulator.stop());

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`ends with 0 within a second when ${signal} finds it idle`, async () => {
      await using bot = new ProgramProcess('run-echo', environmentOf(simulator));
      await bot.wrote(LIVE);
      bot.signal(signal);
      const end = await bot.ended;
      expect(end).to.include({ code: 0, signal: null, stderr: '' });
      expect(end.took).to.be.below(1_000);
    });
  }

  it('ends with 0 within a second after it has served a consumer', async () => {
    await using bot = new ProgramProcess('run-echo', environmentOf(simulator));
    await bot.wrote(LIVE);
    const consumer = simulator.consumer();
    await consumer.says('good morning');
    await consumer.hears('You said: good morning');
    bot.signal('SIGTERM');
    const end = await bot.ended;
    expect(end).to.include({ code: 0, stderr: '' });
    expect(end.took).to.be.below(1_000);
  });

  it('ends with 0 within a second when SIGTERM finds it waiting for the platform to come back', async () => {
    await using bot = new ProgramProcess('run-echo', environmentOf(simulator));
    await bot.wrote(LIVE);
    await simulator.stop();
    await bot.wrote('"event":"interrupted"');
    bot.signal('SIGTERM');
    const end = await bot.ended;
    expect(end).to.include({ code: 0, stderr: '' });
    expect(end.took).to.be.below(1_000);
  });

  const handling = async (bot: ProgramProcess): Promise<void> => {
    await bot.wrote(LIVE);
    await simulator.consumer().says('good morning');
    await bot.wrote('handling');
  };

  it('ends with 1 at the drain time-out when a handler hangs, and says so in one line', async () => {
    await using bot = new ProgramProcess('run-hanging', { ...environmentOf(simulator), DRAIN_TIMEOUT: '500' });
    await handling(bot);
    bot.signal('SIGTERM');
    const end = await bot.ended;
    expect(end.code).to.equal(1);
    expect(end.stderr).to.match(/^HangingBot: 1 message was not finished within the drain time-out\. .*\n$/);
    expect(end.took).to.be.within(490, 2_000);
  });

  it('ends at once with 143 when a second SIGTERM comes while it drains', async () => {
    await using bot = new ProgramProcess('run-hanging', { ...environmentOf(simulator), DRAIN_TIMEOUT: '60000' });
    await handling(bot);
    bot.signal('SIGTERM');
    await bot.wrote('"msg":"draining"');
    bot.signal('SIGTERM');
    const end = await bot.ended;
    expect(end).to.include({ code: 143, signal: null });
    expect(end.took).to.be.below(1_000);
  });
});

describe('A bot process that is told to stop before it is live', function () {
  this.timeout(30_000);

  const canaries = {
    LP_ACCOUNT_ID: '12345678',
    LP_USERNAME: 'bot',
    LP_APP_KEY: 'canary-app-key',
    LP_APP_SECRET: 'canary-secret',
    LP_ACCESS_TOKEN: 'canary-access-token',
    LP_ACCESS_TOKEN_SECRET: 'canary-access-token-secret',
  };
  let server: Server;
  let host = '';
  const tunnels: Socket[] = [];
  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    for (const tunnel of tunnels.splice(0)) tunnel.destroy();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const stopped = async (bot: ProgramProcess): Promise<void> => {
    bot.signal('SIGTERM');
    const end = await bot.ended;
    expect(end).to.include({ code: 0, stderr: '' });
    expect(end.took).to.be.below(1_000);
    expect(end.stdout).not.to.include('canary');
  };

  it('ends with 0 within a second in the middle of the login', async () => {
    const login = new Promise<void>((resolve) => {
      const answer: RequestListener = ({ method }, response) => {
        if (method === 'POST') return resolve();
        const services = ['agentVep', 'asyncMessagingEnt'].map((service) => ({ service, baseURI: host }));
        return response.end(JSON.stringify({ baseURIs: services }));
      };
      server.on('request', answer);
    });
    await using bot = new ProgramProcess('run-echo', { ...canaries, LP_CSDS_URL: `http://${host}` });
    await login;
    await stopped(bot);
  });

  it('ends with 0 within a second between two tries of a request', async () => {
    const failed = new Promise<void>((resolve) => {
      server.on('request', (_, response) => response.writeHead(503).end(resolve));
    });
    await using bot = new ProgramProcess('run-echo', { ...canaries, LP_CSDS_URL: `http://${host}` });
    await failed;
    await stopped(bot);
  });

  it('ends with 0 within a second while a proxy does not answer', async () => {
    const asked = new Promise<string>((resolve) => {
      server.on('connect', ({ url = '' }, socket: Socket) => {
        tunnels.push(socket.on('error', () => undefined));
        resolve(url);
      });
    });
    await using bot = new ProgramProcess('run-echo', { ...canaries, HTTPS_PROXY: `http://me:canary@${host}` });
    expect(await asked).to.equal('api.liveperson.net:443');
    await stopped(bot);
  });
});
