import type { BotUser } from '@holdfast/simulator';

/** What the bot of `program.ts` is told on its command line. */
export interface Assignment {
  readonly accountId: string;
  readonly csds: string;
  readonly credentials: BotUser['credentials'];
  /** How often it asks the clock. */
  readonly keepAlive: number;
  /** How long a handler works. */
  readonly work: number;
}

/** What it tells about itself, again and again. */
export interface Told {
  readonly handled: number;
  /** Messages that did not follow the one before them in their dialog. */
  readonly disordered: number;
  readonly interrupted: number;
  /** Bytes. */
  readonly rss: number;
}
