import type { Platform as Simulator } from '@holdfast/simulator';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JournalEntry, readJournal } from './bot/journal.js';
import { MortalBot } from './bot/mortal-bot.js';
import { briskOptions } from './brisk-options.js';
import type { Random } from './random.js';

export interface CrewOptions {
  readonly random: Random;
  /** Arguments of Node.js for the bots, to break them on purpose. */
  readonly execArgv?: readonly string[];
}

const RETIREMENT = 5_000;

/** A mortal bot for each bot user of the platform, and the folder with their journals. */
export class Crew implements AsyncDisposable {
  readonly bots: readonly MortalBot[];
  readonly #folder = mkdtempSync(join(tmpdir(), 'nemesis-'));
  readonly #journals: readonly string[];

  constructor(simulator: Simulator, { random, execArgv = [] }: CrewOptions) {
    const { accountId, url: csds } = simulator;
    this.#journals = simulator.bots.map(({ username }) => join(this.#folder, username));
    this.bots = simulator.bots.map(({ username, credentials }) => {
      const journal = join(this.#folder, username);
      const assignment = { accountId, csds, credentials, journal, seed: random.whole(0, 1e9), options: briskOptions };
      // What a frozen socket still holds of a dead process must not arrive after its successor has looked for it.
      return new MortalBot(assignment, { execArgv, died: () => simulator.cutSockets({ username }) });
    });
  }

  get journals(): readonly (readonly JournalEntry[])[] {
    return this.#journals.map((path) => (existsSync(path) ? readJournal(readFileSync(path, 'utf8')) : []));
  }

  get selfEnded(): readonly string[] {
    return this.bots.flatMap(({ selfEnded }) => selfEnded);
  }

  async retire(): Promise<void> {
    await Promise.all(this.bots.map((bot) => bot.retire(RETIREMENT)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.bots.map((bot) => bot.retire(0)));
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
