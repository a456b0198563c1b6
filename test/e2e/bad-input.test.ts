import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PortInUseError, type Platform as Simulator, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { Bot, liveperson, silentLogger, StoppedError, UnexpectedAnswerError } from 'holdfast';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type Environment, environmentOf, ProgramProcess } from './program-process.js';
import { rejection } from './rejection.js';
import { told } from './told.js';

class EchoBot extends Bot {}

interface Mistake {
  readonly what: string;
  /** The program. @default 'run-echo' */
  readonly program?: string;
  /** Beside an environment in which all is well. */
  readonly environment?: Environment;
  readonly names: string;
  /** Who, the fact and the remedy. */
  readonly says: readonly string[];
}

const mistakes: readonly Mistake[] = [
  {
    what: 'a missing variable',
    environment: { LP_ACCOUNT_ID: '' },
    names: 'ConfigurationError',
    says: ['LP_ACCOUNT_ID is not set', 'Set it'],
  },
  {
    what: 'two kinds of credentials',
    environment: { LP_PASSWORD: 'canary-password' },
    names: 'ConfigurationError',
    says: ['LP_APP_KEY', 'LP_PASSWORD', 'Unset all but one kind'],
  },
  {
    what: 'an environment that there is not',
    environment: { LP_CSDS_URL: 'canary environment' },
    names: 'ConfigurationError',
    says: ['LP_CSDS_URL', 'not a host', 'Give the origin'],
  },
  {
    what: 'a wrong option of the bot',
    program: 'run-wrong-option',
    names: 'ConfigurationError',
    says: ['maxConcurrentHandlers'],
  },
  {
    what: 'an account that does not exist',
    environment: { LP_ACCOUNT_ID: '99999999' },
    names: 'AccountUnknownError',
    says: ['Account 99999999', 'not known', 'Check the account id'],
  },
  {
    what: 'wrong credentials',
    environment: { LP_APP_SECRET: 'canary-secret' },
    names: 'LoginRefusedError',
    says: ['Account 12345678', 'bot-1', 'HTTP 401', 'Check the user name and its key'],
  },
  {
    what: 'plain http to a host that is not this machine',
    environment: { LP_CSDS_URL: 'http://example.com' },
    names: 'ConfigurationError',
    says: ['LP_CSDS_URL', 'example.com', 'in the clear', 'Use https'],
  },
  {
    what: 'a handler on a private name',
    program: 'run-private-handler',
    names: 'HandlerDeclarationError',
    says: ['EchoBot.#echo', 'private name', 'Use TypeScript `private`'],
  },
  {
    what: 'a decorator on a static method',
    program: 'run-static-handler',
    names: 'HandlerDeclarationError',
    says: ['EchoBot.echo', 'static', 'Remove `static`'],
  },
];

describe('A bot process with bad input', function () {
  this.timeout(30_000);

  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator();
  });
  afterEach(() => simulator.stop());

  const endOf = async ({
    program = 'run-echo',
    environment = {},
    names,
    says,
  }: Omit<Mistake, 'what'>): Promise<void> => {
    const good = environmentOf(simulator);
    await using bot = new ProgramProcess(program, { ...good, ...environment });
    const { code, stdout, stderr } = await bot.ended;
    expect(stderr).to.match(/^EchoBot: [^\n]+\n$/);
    expect(stderr)
      .to.include(`[${names}]`)
      .and.not.match(/\bat .*:\d+/);
    for (const text of says) expect(stderr).to.include(text);
    expect(code).to.equal(2);
    const { LP_APP_KEY = '', LP_APP_SECRET = '', LP_ACCESS_TOKEN = '', LP_ACCESS_TOKEN_SECRET = '' } = good;
    for (const secret of ['canary', LP_APP_KEY, LP_APP_SECRET, LP_ACCESS_TOKEN, LP_ACCESS_TOKEN_SECRET]) {
      expect(stdout + stderr).not.to.include(secret);
    }
  };

  for (const { what, ...mistake } of mistakes) {
    it(`ends with 2 and one line for ${what}`, () => endOf(mistake));
  }

  it('ends with 2 and one line for a host that is not trusted, which gets no request', async () => {
    simulator.advertise('login.evil.test');
    await endOf({ names: 'DestinationRefusedError', says: ['Account 12345678', 'login.evil.test'] });
  });
});

describe('A platform that answers HTML', () => {
  it('is waited for, with a typed error that says who, what came and what to check', async () => {
    const server = createServer((_, response) => response.end('<!doctype html><title>canary</title>'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const csds = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const credentials = { username: 'bot', password: 'canary-password' };
    const bot = new EchoBot(liveperson({ accountId: '12345678', csds, credentials }), {
      logger: silentLogger,
      session: { rest: { retryDelays: [] } },
    });
    const interrupted = told(bot, 'interrupted');
    const start = rejection(bot.start());
    const { error } = await interrupted;
    expect(error).to.be.instanceOf(UnexpectedAnswerError);
    expect(error.message)
      .to.match(/^Account 12345678: .* not JSON .*Check /)
      .and.not.include('canary');
    await bot.stop();
    expect(await start).to.be.instanceOf(StoppedError);
    server.closeAllConnections();
    server.close();
  });
});

describe('A busy port', () => {
  it('gives one typed error that names the port and the remedy', async () => {
    await using first = await startSimulator();
    const error = await rejection(startSimulator({ port: first.port }));
    expect(error).to.be.instanceOf(PortInUseError).with.property('port', first.port);
    expect(String(error)).to.include(`port ${first.port}`).and.include('{ port: 0 }');
  });
});
