import type { BotUser } from '@holdfast/simulator';
import type { BotOptions } from 'holdfast';

/** What a bot process is told on its command line. */
export interface Assignment {
  readonly accountId: string;
  readonly csds: string;
  readonly credentials: BotUser['credentials'];
  /** A file that every process of this bot user appends to. */
  readonly journal: string;
  readonly seed: number;
  readonly options: BotOptions;
}
