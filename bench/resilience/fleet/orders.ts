import type { BotUser } from '@holdfast/simulator';
import type { PartialSessionOptions } from 'holdfast';

/** What a process full of bots is told when it begins. */
export interface Muster {
  readonly accountId: string;
  readonly csds: string;
  readonly credentials: readonly BotUser['credentials'][];
  readonly session: PartialSessionOptions;
  readonly seed: number;
}

/** What the process is holding, once all that can be collected has been. */
export interface Holdings {
  /** Bytes. */
  readonly heap: number;
  /** Timers, sockets and other things that would keep the process alive. */
  readonly handles: number;
}

export type Order = { readonly muster: Muster } | { readonly count: true };
export type Answer = { readonly live: number } | { readonly holdings: Holdings } | { readonly failed: string };
