import { expect } from 'chai';
import {
  type BotOptions,
  liveperson,
  type LivePersonOptions,
  type PartialSessionOptions,
  sessionDefaults,
} from 'holdfast';
import { describe, it } from 'mocha';
import { ManualClock, type Platform as Simulator, type SimulatorOptions, startSimulator } from '@holdfast/simulator';
import { brisk } from '../e2e/brisk.js';
import { EchoBot } from '../e2e/echo-bot.js';
import { until } from '../e2e/until.js';

interface SceneOptions {
  readonly simulator?: SimulatorOptions;
  readonly session?: PartialSessionOptions;
  readonly way?: Partial<LivePersonOptions>;
}

/** A live bot at a platform of its own. */
class Scene implements AsyncDisposable {
  readonly told: {
    readonly type: string;
    readonly at: number;
    readonly attempt?: number;
    readonly retryIn?: number;
  }[] = [];

  private constructor(
    readonly simulator: Simulator,
    readonly bot: EchoBot,
  ) {
    bot.events$.subscribe((event) => this.told.push({ at: performance.now(), ...event }));
  }

  static async live({ simulator: options, session, way }: SceneOptions = {}): Promise<Scene> {
    const simulator = await startSimulator(options);
    const { accountId, bots, url: csds } = simulator;
    const given: BotOptions = { ...brisk, session: { ...brisk.session, ...session } };
    const bot = new EchoBot(liveperson({ accountId, credentials: bots[0].credentials, csds, ...way }), given);
    const scene = new Scene(simulator, bot);
    await bot.start();
    return scene;
  }

  all(type: string): typeof this.told {
    return this.told.filter((event) => event.type === type);
  }

  count(kind: 'login' | 'refresh' | 'logout'): number {
    return this.simulator.log.filter((record) => record.kind === 'request' && record.route.endsWith(`/${kind}`)).length;
  }

  /** Agent sockets that the platform has seen. */
  get sockets(): number {
    return this.simulator.log.filter((record) => record.kind === 'opened' && record.role === 'agent').length;
  }

  get getClocks(): number {
    return this.simulator.frames.get('in .GetClock') ?? 0;
  }

  async serves(text: string): Promise<void> {
    const consumer = this.simulator.consumer();
    await consumer.says(text);
    await consumer.hears(`You said: ${text}`);
    await consumer.leave();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.bot.stop();
    await this.simulator.stop();
  }
}

describe('The session of a bot', () => {
  it('R10 is refreshed with csrf and cookie, every five minutes by default, and outlives its first lifetime', async () => {
    expect(sessionDefaults.refresh.every).to.equal(300_000);
    const clock = new ManualClock(Date.now());
    await using scene = await Scene.live({
      simulator: { clock, timings: { idle: Infinity } },
      session: { refresh: { every: 20 } },
    });
    clock.advance(20_000_000);
    const before = scene.count('refresh');
    await until('it was refreshed once more', () => scene.count('refresh') > before + 1);
    clock.advance(20_000_000);
    expect(await scene.bot.services.skills.list()).to.have.length(2);
    expect(scene.count('login')).to.equal(1);
    expect(scene.simulator.log.filter((record) => record.kind === 'request' && record.status === 401)).to.deep.equal(
      [],
    );
  });

  it('R10 ends with its lifetime if nobody refreshes it, and one login replaces it', async () => {
    const clock = new ManualClock(Date.now());
    await using scene = await Scene.live({ simulator: { clock, timings: { idle: Infinity } } });
    clock.advance(28_800_001);
    expect(await scene.bot.services.skills.list()).to.have.length(2);
    expect(scene.count('login')).to.equal(2);
  });

  it('R10 logs in again when a refresh is refused, and keeps its socket', async () => {
    await using scene = await Scene.live({ session: { refresh: { every: 20 } } });
    const error = { message: 'CSRF token invalid!', internalCode: 10, responseStatus: 'UNAUTHORIZED' };
    scene.simulator.faults.add({ match: { request: 'refresh' }, action: { answer: { status: 401, body: { error } } } });
    await until('it logged in again', () => scene.count('login') === 2);
    await scene.serves('still there?');
    expect(scene.sockets).to.equal(1);
    expect(scene.all('interrupted')).to.deep.equal([]);
  });

  it('R11 logs out when the bot stops', async () => {
    await using scene = await Scene.live();
    await scene.bot.stop();
    expect(scene.count('logout')).to.equal(1);
  });

  it('R12 shares one login among all calls of its services whose bearer was refused, and keeps its socket', async () => {
    await using scene = await Scene.live();
    const { skills, agentGroups, users } = scene.bot.services;
    await skills.list();
    scene.simulator.expireBearer();
    const answers = await Promise.all([skills.list(), users.list(), agentGroups.list(), skills.list()]);
    expect(answers).to.have.length(4);
    expect(scene.count('login')).to.equal(2);
    expect(scene.sockets).to.equal(1);
    await scene.serves('still there?');
  });

  it('R12 goes on refreshing the bearer that a refused call has brought', async () => {
    await using scene = await Scene.live({ session: { refresh: { every: 30 } } });
    scene.simulator.expireBearer();
    await scene.bot.services.skills.list();
    const refreshed = scene.count('refresh');
    await until('it was refreshed twice more', () => scene.count('refresh') >= refreshed + 2);
    expect(scene.count('login')).to.equal(2);
  });

  it('R16 waits longer and longer outside of the retries, within bounds, and begins anew once it has settled', async () => {
    const windows = [
      [10, 20],
      [20, 40],
      [40, 80],
      [80, 90],
    ] as const;
    await using scene = await Scene.live({
      session: { reconnect: { windows, settle: 60 }, rest: { retryDelays: [1, 2, 3] } },
    });
    const down = scene.simulator.faults.refuseConnects();
    scene.simulator.cutSockets();
    await until('it has waited six times', () => scene.all('interrupted').length >= 6);
    down.remove();
    await until('it is back', () => scene.all('recovered').length === 1);
    const waits = scene.all('interrupted').map(({ retryIn = 0 }) => retryIn);
    expect(waits.slice(0, 4)).to.deep.equal(waits.slice(0, 4).toSorted((a, b) => a - b));
    expect(Math.min(...waits)).to.be.above(3);
    expect(Math.max(...waits)).to.be.at.most(90);
    const back = scene.all('recovered')[0]?.at ?? 0;
    await until('it has settled', () => performance.now() - back > 100);
    scene.simulator.cutSockets();
    await until('it was interrupted anew', () => scene.all('interrupted').length > waits.length);
    expect(scene.all('interrupted').at(-1)?.attempt).to.equal(1);
    await until('it is back again', () => scene.all('recovered').length === 2);
  });

  it('R17 comes back with the same bearer after a loss, and with a new one after 4401, 4407 and 1011', async () => {
    await using scene = await Scene.live();
    for (const [code, logins] of [
      [undefined, 1],
      [1001, 1],
      [4401, 2],
      [4407, 3],
      [1011, 4],
    ] as const) {
      const back = scene.all('recovered').length + 1;
      scene.simulator.cutSockets(code === undefined ? {} : { code });
      await until('it is back', () => scene.all('recovered').length === back);
      expect(scene.count('login'), `logins after ${code ?? 'a cut'}`).to.equal(logins);
      expect(scene.simulator.agents[0]?.sockets, 'one socket at a time').to.equal(1);
      await scene.serves(`after ${code ?? 'a cut'}`);
    }
  });

  it('R18 keeps a socket open that the platform would cut for idleness', async () => {
    await using scene = await Scene.live({
      simulator: { timings: { idle: 250 } },
      session: { liveness: { idle: 60, pong: 60, probe: 60 } },
    });
    const silent = scene.simulator.consumer();
    await silent.connect();
    const cut = (): boolean =>
      scene.simulator.log.some((record) => record.kind === 'closed' && record.role === 'consumer');
    await until('an idle socket was cut', cut);
    await scene.serves('still there?');
    expect(scene.sockets).to.equal(1);
  });

  it('R19 asks for the platform’s clock every 30 seconds while it is open, and not after', async () => {
    expect(sessionDefaults.keepAlive.every).to.equal(30_000);
    await using scene = await Scene.live({ session: { keepAlive: { every: 20 } } });
    const before = scene.getClocks;
    await until('the clock was asked for', () => scene.getClocks >= before + 3);
    await scene.bot.stop();
    await until('its socket is gone', () => scene.simulator.agents[0]?.sockets === 0);
  });

  it('R19 connects anew when the clock is not told and nothing else comes', async () => {
    await using scene = await Scene.live({
      session: { keepAlive: { every: 20 }, liveness: { idle: 40, pong: 40, probe: 40 } },
    });
    scene.simulator.faults.freeze();
    await until('it is back', () => scene.all('recovered').length === 1);
    await scene.serves('here again');
    expect(scene.count('login')).to.equal(1);
  });
});
