import { type Platform as Simulator, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { sessionDefaults } from 'holdfast';
import { before, describe, it } from 'mocha';
import { BotProcess } from './support/bot-process.js';
import { runPrivately, whyNotPrivate } from './support/private-process.js';
import { expectService, Scene } from './support/scene.js';
import { passing, until } from './support/until.js';

const opened = (simulator: Simulator): number =>
  simulator.log.filter((record) => record.kind === 'opened' && record.role === 'agent').length;
const logins = (simulator: Simulator): number => simulator.log.filter(({ kind }) => kind === 'login').length;

/** With the timings that users run with. */
async function closedPort(): Promise<void> {
  await using scene = await Scene.live({ session: sessionDefaults });
  scene.relay.shut();
  scene.relay.reset();
  await passing(20_000);
  await scene.relay.open();
  await until('the bot is live again', () => scene.all('recovered').length > 0, 60_000);
  const [first, ...refused] = scene.all('interrupted');
  expect(first?.reason).to.equal('ECONNRESET');
  expect(refused).to.have.length.within(2, 5);
  expect(new Set(refused.map(({ reason }) => reason))).to.deep.equal(new Set(['ECONNREFUSED']));
  scene.all('interrupted').forEach(({ retryIn, attempt }) => {
    const [from, to] = sessionDefaults.reconnect.windows[attempt - 1] ?? [];
    expect(retryIn).to.be.within(from ?? Infinity, to ?? Infinity);
  });
  expect(scene.logins).to.equal(1);
  await expectService(scene);
}

async function lossOfPackets(): Promise<void> {
  const told = await runPrivately('network', 'N09', { within: 180_000 });
  process.stdout.write(`      ${told.split('\n').find((line) => line.startsWith('N09'))}\n`);
}

async function blockedLoop(): Promise<void> {
  await using simulator = await startSimulator();
  await using bot = new BotProcess(simulator, { FAULTS_BLOCK: '45000', FAULTS_HANDLER: '60000' });
  await bot.wrote('is live');
  const consumer = simulator.consumer();
  await consumer.says('block');
  await consumer.hears('Here I am again.', { within: 75_000 });
  await consumer.says('hello');
  await consumer.hears('You said: hello');
  await consumer.leave();
  expect(opened(simulator)).to.be.at.most(2);
  expect(logins(simulator)).to.equal(1);
  await bot.wrote('"event":"blocked"');
  expect(bot.output).to.match(/"event":"blocked","duration":4[45]\d{3},"handlers":\["PatientBot\.block"\]/);
  expect(bot.output.split('"event":"blocked"')).to.have.length(2);
}

/** All at once: they are idle for most of their time. */
describe('Faults that take their time', function () {
  this.timeout(200_000);

  const scenarios = {
    'N01 a port that is closed for 20 s is tried in its windows, and the bot soon live after it opens': closedPort,
    'N09 20 % loss for two minutes costs few reconnects and no message': lossOfPackets,
    'C04 a handler that blocks the loop for 45 s costs one reconnect at most, and is named': blockedLoop,
  };
  const runs = new Map<string, Promise<void>>();
  const unfit = whyNotPrivate();

  before(() => {
    for (const [name, run] of Object.entries(scenarios)) {
      if (run === lossOfPackets && unfit !== undefined) continue;
      const running = run();
      running.catch(() => undefined); // is told of by its own test
      runs.set(name, running);
    }
  });

  for (const name of Object.keys(scenarios)) {
    it(name, async function () {
      const run = runs.get(name);
      if (run !== undefined) return run;
      process.stderr.write(`\nSKIPPED: ${name}. ${unfit}\n\n`);
      return this.skip();
    });
  }
});
