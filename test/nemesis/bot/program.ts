/** A bot that is going to be killed. It writes down when a handler begins and ends, before anything else happens. */
import { appendFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { Bot, type Conversation, liveperson, type Message, OnConversation, OnMessage, silentLogger } from 'holdfast';
import { Random } from '../random.js';
import type { Assignment } from './assignment.js';
import { type JournalEntry, journalLine } from './journal.js';
import { answerTo, WELCOME } from './lines.js';

const { journal, seed, options, ...way } = JSON.parse(process.argv[2] ?? '') as Assignment;
const { pid } = process;
const random = new Random(seed);
const note = (entry: JournalEntry): void => appendFileSync(journal, journalLine(entry));

/** One message in so many fails once, after its reply is out. */
const FAILS = 0.02;
const LONGEST_WORK = 8;

class MortalBot extends Bot {
  readonly #attempts = new Map<string, number>();

  @OnConversation()
  async greet(conversation: Conversation): Promise<void> {
    await conversation.send(WELCOME);
  }

  @OnMessage()
  async answer(message: Message): Promise<void> {
    const { id, dialogId, sequence, redelivered } = message;
    const attempt = (this.#attempts.get(id) ?? 0) + 1;
    this.#attempts.set(id, attempt);
    const run = { pid, dialogId, sequence, attempt };
    note({ at: 'start', ...run, redelivered });
    try {
      await after(random.between(0, LONGEST_WORK));
      await message.reply(answerTo(message.text));
      if (attempt === 1 && random.next() < FAILS) throw new Error('This handler fails now and then.');
      await after(random.between(0, LONGEST_WORK));
      note({ at: 'end', ...run, outcome: 'done' });
    } catch (error) {
      note({ at: 'end', ...run, outcome: 'failed' });
      throw error;
    }
  }
}

note({ at: 'born', pid });
const bot = new MortalBot(liveperson(way), { ...options, logger: silentLogger });
// Whatever runs bots in earnest starts another process when a session has failed for good.
bot.once('failed', ({ error }) => process.stderr.write(`${error.code}\n`, () => process.exit(1)));
process.on('message', () => void bot.stop().then(() => process.disconnect()));
await bot.start();
process.send?.('live');
