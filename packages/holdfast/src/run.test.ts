import { EventEmitter } from 'node:events';
import { Bot, type BotEvents } from '@holdfast/core';
import { BotUserTakenError, type Grant, LoginRefusedError, type Platform, silentLogger } from '@holdfast/core/internal';
import { Domains } from '@holdfast/core/protocol';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import sinon from 'sinon';
import { type HostProcess, run } from './run.js';

class IdleBot extends Bot {}

class Host extends EventEmitter implements HostProcess {
  readonly env = {};
  readonly exit = sinon.spy();
  exitCode: number | undefined;
  text = '';
  readonly stderr = {
    write: (text: string): void => {
      this.text += text;
    },
  };
}

const hosts = new Map(['agentVep', 'asyncMessagingEnt'].map((service) => [service, 'host.test'] as const));
const domains = new Domains({ accountId: '1', hosts, insecure: false, trusts: () => true });

/** A platform whose login goes as told, and which has no sockets. */
const platformWith = (login: () => Promise<Grant>): Platform => ({
  accountId: '1',
  appId: 'test',
  secrets: ['canary-secret'],
  logger: silentLogger,
  authenticator: { discover: () => Promise.resolve(domains), login },
  transport: {
    open: () => {
      throw new Error('no socket in this test');
    },
  },
});

/** Is live at once, and closed as soon as it is told to stop. */
class LiveBot extends Bot {
  readonly told = new EventEmitter();

  override once<K extends keyof BotEvents>(event: K, listener: (event: BotEvents[K]) => void): this {
    this.told.once(event, listener);
    return this;
  }

  override start(): Promise<void> {
    return Promise.resolve();
  }

  override stop(): Promise<void> {
    this.told.emit('closed', {});
    return Promise.resolve();
  }
}

const pending = (): Promise<Grant> => new Promise(() => undefined);
const live = { platform: () => platformWith(pending) };

describe('run', () => {
  it('tells a mistake in the environment in one line, with exit code 2', async () => {
    const host = new Host();
    await run(IdleBot, {}, host);
    expect(host.text).to.match(/^IdleBot: The environment is incomplete: .* \[ConfigurationError\]\n$/);
    expect(host).to.have.property('exitCode', 2);
    expect(host.exit.callCount).to.equal(0);
  });

  it('tells a refusal at the start in one line, with exit code 2', async () => {
    const host = new Host();
    const refused = new LoginRefusedError('Account 1 refused the login of canary-secret.', 401);
    await run(IdleBot, { platform: () => platformWith(() => Promise.reject(refused)) }, host);
    expect(host.text).to.equal('IdleBot: Account 1 refused the login of [redacted]. [LoginRefusedError]\n');
    expect(host).to.have.property('exitCode', 2);
  });

  it('tells what it did not expect with its stack, with exit code 1', async () => {
    const host = new Host();
    class BrokenBot extends Bot {
      constructor(platform: Platform) {
        super(platform);
        throw new TypeError('no canary-secret');
      }
    }
    await run(BrokenBot, { platform: () => platformWith(pending) }, host);
    expect(host.text).to.match(/^BrokenBot: TypeError: no \[redacted\]\n\s+at .*/);
    expect(host).to.have.property('exitCode', 1);
  });

  it('hands the options to the bot, and checks them', async () => {
    const host = new Host();
    await run(IdleBot, { platform: () => platformWith(pending), drainTimeout: -1 }, host);
    expect(host.text).to.match(/^IdleBot: .*drainTimeout.* \[ConfigurationError\]\n$/);
    expect(host).to.have.property('exitCode', 2);
  });

  for (const signal of ['SIGINT', 'SIGTERM']) {
    it(`ends clean when ${signal} comes during the login, and takes its listeners away`, async () => {
      const host = new Host();
      const running = run(IdleBot, { platform: () => platformWith(pending) }, host);
      host.emit(signal);
      await running;
      expect(host.text).to.equal('');
      expect(host.exitCode).to.equal(undefined);
      expect(host.eventNames()).to.deep.equal([]);
    });
  }

  it('shows the bot before it starts, to whoever asks', async () => {
    const host = new Host();
    const created = sinon.spy();
    const running = run(LiveBot, { ...live, created }, host);
    expect(created.callCount).to.equal(1);
    expect(created.firstCall.args[0]).to.be.instanceOf(LiveBot);
    host.emit('SIGTERM');
    await running;
  });

  for (const [way, options, env] of [
    ['an option', { sessionPort: 0 }, {}],
    ['the environment', {}, { HOLDFAST_SESSION_PORT: '0' }],
  ] as const) {
    it(`shows the session on a port while the bot lives, by ${way}`, async () => {
      const host = Object.assign(new Host(), { env });
      const urls: string[] = [];
      const logger = { ...silentLogger, info: (facts: object) => void urls.push(String(Reflect.get(facts, 'url'))) };
      let ready = (): void => undefined;
      const started = new Promise<void>((resolve) => (ready = resolve));
      class ShownBot extends LiveBot {
        override async start(): Promise<void> {
          ready();
        }
      }
      const running = run(ShownBot, { ...live, ...options, logger }, host);
      await started;
      const response = await fetch(`${urls[0]}/session`, { headers: { Connection: 'close' } });
      expect(await response.json()).to.deep.include({ bot: { name: 'ShownBot' }, phase: 'idle' });
      host.emit('SIGTERM');
      await running;
      expect(host.text).to.equal('');
      expect(await fetch(`${urls[0]}/session`).catch(() => 'gone')).to.equal('gone');
    });
  }

  it('tells a session port that cannot be, before the bot has begun', async () => {
    const host = new Host();
    await run(LiveBot, { ...live, sessionPort: 70_000 }, host);
    expect(host.text).to.match(/^LiveBot: The session port must be .* \[ConfigurationError\]\n$/);
    expect(host).to.have.property('exitCode', 2);
  });

  it('waits while the bot is live, and ends clean when a signal stops it', async () => {
    const host = new Host();
    let ended = false;
    const running = run(LiveBot, live, host).then(() => (ended = true));
    await new Promise(setImmediate);
    expect(ended).to.equal(false);
    host.emit('SIGTERM');
    await running;
    expect(host).to.include({ exitCode: undefined, text: '' });
    expect(host.exit.callCount).to.equal(0);
    expect(host.eventNames()).to.deep.equal([]);
  });

  it('ends clean when the bot stops by itself', async () => {
    const host = new Host();
    class ShyBot extends LiveBot {
      override async start(): Promise<void> {
        await this.stop();
      }
    }
    await run(ShyBot, live, host);
    expect(host).to.include({ exitCode: undefined, text: '' });
  });

  it('ends the process with 1 when a handler did not finish, since it may hold the process open', async () => {
    const host = new Host();
    class BusyBot extends LiveBot {
      override get unfinished(): number {
        return 2;
      }
    }
    const running = run(BusyBot, live, host);
    host.emit('SIGTERM');
    await running;
    expect(host.exit.args).to.deep.equal([[1]]);
    expect(host.text).to.match(/^BusyBot: 2 messages were not finished within the drain time-out\. .*\n$/);
  });

  it('tells a refusal later on in one line, with exit code 2', async () => {
    const host = new Host();
    class EvictedBot extends LiveBot {
      override start(): Promise<void> {
        setImmediate(() => this.told.emit('failed', { error: new BotUserTakenError('Somebody else logs in.') }));
        return Promise.resolve();
      }
    }
    await run(EvictedBot, live, host);
    expect(host.text).to.equal('EvictedBot: Somebody else logs in. [BotUserTakenError]\n');
    expect(host).to.have.property('exitCode', 2);
    expect(host.eventNames()).to.deep.equal([]);
  });
});
