import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recording } from '@holdfast/recording';
import {
  Bot,
  ConfigurationError,
  type Conversation,
  type Message,
  OnConversation,
  OnMessage,
  type Platform,
  type Services,
} from 'holdfast';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { arena } from '../open-arena.js';
import { outageKinds } from '../outages/outage-kinds.js';
import { seeded } from '../seeded.js';
import { replay } from './replay.js';

/** Some of everything: greetings, patience, failures that pass, typing, two replies, a close, another service. */
class BusyBot extends Bot {
  @OnConversation()
  async greet(conversation: Conversation): Promise<void> {
    await conversation.send('Hello!');
  }

  @OnMessage(/slow/)
  async wait(message: Message): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 7_000));
    await message.reply(`Here I am: ${message.text}`);
  }

  @OnMessage(/odd/)
  async fail(message: Message): Promise<void> {
    if (!message.redelivered) throw new TypeError('the first time');
    await message.reply('At last.');
  }

  @OnMessage('bye')
  async leave(message: Message): Promise<void> {
    await message.reply('Bye.');
    await message.conversation.close();
  }

  @OnMessage('who')
  async count(message: Message): Promise<void> {
    const { users } = await this.services.users.list();
    await message.reply(`${users.length} of us, first ${users[0]?.id}`);
  }

  @OnMessage()
  async echo(message: Message): Promise<void> {
    await message.conversation.typing();
    await message.reply(`You said: ${message.text}`);
    await message.reply('And more.');
  }
}

describe('replay', function () {
  this.timeout(30_000);

  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-replay-'));
    file = join(folder, 'night.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  for (const seed of [3, 5, 10]) {
    it(`finds no difference in a night of outages, lived through by the same bot (seed ${seed})`, async () => {
      const random = seeded(seed);
      const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
      await using stage = await arena((way, options) => new BusyBot(recording(withUsers(way), { file }), options), {
        seed,
      });
      const people = [stage.consumer, stage.newConsumer({ name: 'second' })];
      for (let round = 0; round < 10; round += 1) {
        // A consumer whose own socket an outage has cut may fail to say it; the night goes on.
        await pick(people)
          ?.says(pick(['hi', 'slow one', 'odd one', 'who', 'bye', 'well']) ?? '')
          .catch(() => undefined);
        if (random() < 0.4) pick(outageKinds)?.happen(stage.platform, stage.platform.bots[0].username);
        await stage.elapse(random() * 20_000);
      }
      await stage.elapse('5 min');
      await stage.stop();
      expect(await until(file, '"why":"over"')).to.include('"kind":"dial"');
      const report = await replay(file, BusyBot);
      expect(report.differences).to.deep.equal([]);
      expect(report).to.include({ same: true, complete: true });
    });
  }

  it('goes through a night of eight hours in seconds', async () => {
    const stage = await arena((way, options) => new BusyBot(recording(withUsers(way), { file }), options), { seed: 1 });
    for (let hour = 0; hour < 8; hour += 1) {
      await stage.consumer.says(`hour ${hour}`);
      await stage.elapse('1 h');
    }
    await stage.stop();
    await until(file, '"why":"over"');
    const report = await replay(file, BusyBot);
    expect(report.same).to.equal(true);
    expect(report.duration).to.be.above(8 * 3_600_000);
  });

  it('gives services the answers of that night, and tells of calls that were not made then', async () => {
    const stage = await arena((way, options) => new BusyBot(recording(withUsers(way), { file }), options), { seed: 1 });
    await stage.consumer.says('who');
    await stage.consumer.hears(/of us/);
    await stage.stop();
    await until(file, '"why":"over"');
    expect((await replay(file, BusyBot)).differences).to.deep.equal([]);

    class CuriousBot extends BusyBot {
      override async count(message: Message): Promise<void> {
        await this.services.skills.list().catch(() => undefined); // not recorded
        await super.count(message);
      }
    }
    const { differences } = await replay(file, CuriousBot);
    expect(differences.map(({ kind, today }) => [kind, today])).to.deep.equal([
      ['action-extra', 'services.skills.list'],
    ]);
  });

  it('shows a bot the clock of that night', async () => {
    const stage = await arena((way, options) => new BusyBot(recording(withUsers(way), { file }), options), { seed: 1 });
    await stage.consumer.says('hi');
    await stage.consumer.hears('You said: hi');
    await stage.stop();
    await until(file, '"why":"over"');
    const times: number[] = [];
    class ClockBot extends BusyBot {
      override async echo(message: Message): Promise<void> {
        times.push(Date.now());
        await super.echo(message);
      }
    }
    const { beganAt } = await replay(file, ClockBot);
    expect((times[0] ?? 0) - beganAt.getTime()).to.be.within(0, 60_000);
  });

  it('rejects for a bot that cannot begin, and gives the clock back', async () => {
    await writeFile(
      file,
      JSON.stringify({ holdfast: 'recording', version: 1, at: 0, options: { agentState: 'ASLEEP' } }),
    );
    const error = await replay(file, BusyBot).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(ConfigurationError);
    expect('clock' in setTimeout).to.equal(false);
  });
});

/** An arena has no services beside the socket. */
const withUsers = (way: Platform): Platform => ({
  ...way,
  services: () => ({ users: { list: () => Promise.resolve({ users: [{ id: '7' }] }) } }) as unknown as Services,
});

/** A stopped arena has given its clock back, and the disk takes real time. */
async function until(file: string, text: string): Promise<string> {
  for (;;) {
    const written = await readFile(file, 'utf8').catch(() => '');
    if (written.includes(text)) return written;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
