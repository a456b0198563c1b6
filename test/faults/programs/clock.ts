import { writeFileSync } from 'node:fs';
import { type Clock } from '@holdfast/simulator';
import { expect } from 'chai';
import { Authority } from '../support/authority.js';
import { runScenario, type Scenarios } from '../support/run-scenario.js';
import { expectService, Scene } from '../support/scene.js';
import { TlsDoor } from '../support/tls-door.js';
import { passing, until } from '../support/until.js';

/** Sets the wall clock of this process: an offset, or a date. */
const setClock = (time: string): void => {
  const file = process.env['FAKETIME_TIMESTAMP_FILE'];
  if (file === undefined) throw new Error('The clock of this process cannot be set.');
  writeFileSync(file, `${time}\n`);
};

/** A clock for the platform that does not jump with ours. */
function steady(): Clock {
  const begun = Date.now() - performance.now();
  return {
    now: () => begun + performance.now(),
    after: (delay, callback) => {
      const timer = setTimeout(callback, Math.min(delay, 2_147_483_647));
      return () => clearTimeout(timer);
    },
  };
}

const scenarios: Scenarios = {
  async C01() {
    await using scene = await Scene.live({ simulator: { clock: steady() } });
    const offsets: number[] = [];
    for (const time of ['+3600', '-600', '@1970-01-02 00:00:00', '@2100-01-01 00:00:00', '+0']) {
      const before = Date.now();
      setClock(time);
      await until('the clock has jumped', () => Math.abs(Date.now() - before) > 60_000);
      await passing(1_300);
      await expectService(scene);
      offsets.push(Date.now() - before);
    }
    expect(offsets.every((offset) => Math.abs(offset) > 60_000)).to.equal(true);
    expect(scene.all('interrupted')).to.deep.equal([]);
    expect([scene.logins, scene.sockets]).to.deep.equal([1, 1]);
    expect(scene.bot.health().oddities).not.to.have.any.keys('clock-failed', 'late-answer');
  },

  async T04() {
    using authority = new Authority();
    await using door = await TlsDoor.open(authority.issue());
    setClock('@2001-01-01 00:00:00');
    await until('the clock has jumped', () => new Date().getFullYear() === 2001);
    await using scene = await Scene.set({
      way: (simulator) => {
        door.target = simulator.port;
        simulator.advertise(door.authority);
        return { csds: `https://${door.authority}`, ca: authority.pem };
      },
    });
    const started = scene.start().catch(() => undefined);
    const { error, retryIn } = await scene.next('interrupted');
    expect(error.message).to.include('CERT_NOT_YET_VALID').and.to.include('clock');
    expect(retryIn).to.be.at.least(60_000);
    expect(door.heard).to.equal(0);
    await scene.bot.stop();
    await started;
    setClock('+0');
    await until('the clock is right again', () => new Date().getFullYear() > 2001);
    scene.simulator.advertise(door.authority, { service: 'facadeMsg' });
    await scene.start();
    expect(scene.bot.state.phase).to.equal('live');
  },

  async A09() {
    setClock('+3600');
    await using scene = await Scene.live({ simulator: { clock: steady() }, session: { refresh: { every: 300 } } });
    await until('the bearer was refreshed', () => scene.all('refreshed').length >= 2);
    setClock('-3600');
    await until('the bearer was refreshed again', () => scene.all('refreshed').length >= 4);
    expect(scene.all('refreshed').every(({ replaced }) => !replaced)).to.equal(true);
    expect([scene.logins, scene.sockets]).to.deep.equal([1, 1]);
    expect(scene.all('interrupted')).to.deep.equal([]);
  },
};

await runScenario(scenarios);
