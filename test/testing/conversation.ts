import { arena, type ArenaOptions } from '@holdfast/testing';
import { HonestBot } from './double-reply-bot.js';

/** What a test of any runner does, in the time that it chooses. */
export async function converse(options: ArenaOptions): Promise<void> {
  await using stage = await arena(HonestBot, { seed: 7, ...options });
  const { consumer, platform } = stage;
  await consumer.says('hi');
  await consumer.hears('You said: hi');
  platform.faults.cut();
  await consumer.says('still there?');
  await consumer.hears('You said: still there?');
}

/** What a test does that fails. */
export async function hearNothing(options: ArenaOptions): Promise<void> {
  await using stage = await arena(HonestBot, { seed: 7, ...options });
  await stage.consumer.says('hi');
  await stage.consumer.hears('Good day.');
}
