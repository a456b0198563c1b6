import { setTimeout as delay } from 'node:timers/promises';
import type { ScriptedConsumer } from '../consumer/scripted-consumer.js';
import type { ConversationView } from '../conversation-view.js';
import { ConsumerRefusedError, NotHeardError } from '../errors.js';
import type { Platform } from '../platform.js';

/** What happens between a consumer and the bots. */
export interface Scene {
  /** What the consumer says and hears. Lines that it returns are printed below the transcript. */
  readonly script: (consumer: ScriptedConsumer) => Promise<readonly string[] | void>;
  /** What comes of it that a consumer cannot hear. It has 5 s to come about before the transcript is printed. */
  readonly until?: (conversation: ConversationView) => boolean;
}

/** Lets a consumer play his part, and go. Gives what the script returns. */
export async function converse(platform: Platform, { script, until }: Scene): Promise<readonly string[]> {
  const consumer = platform.consumer();
  try {
    const remarks = (await script(consumer)) ?? [];
    if (until !== undefined) await cameAbout(platform, until);
    await consumer.close({ survey: false }).catch(unlessClosed);
    return remarks;
  } finally {
    await consumer.leave();
  }
}

/** The bot may have closed the conversation a moment before. */
function unlessClosed(error: unknown): void {
  if (!(error instanceof ConsumerRefusedError)) throw error;
}

const LOOKS = 250;
const BETWEEN = 20;

async function cameAbout(platform: Platform, until: (conversation: ConversationView) => boolean): Promise<void> {
  for (let look = 0; !platform.conversations.some(until); look += 1) {
    if (look === LOOKS) throw new NotHeardError('What `until` waits for has not come about within 5 s.');
    await delay(BETWEEN);
  }
}
