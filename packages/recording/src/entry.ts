/** What a recording holds, line by line. Moments are milliseconds since its beginning. */

/** The first line. */
export interface Header {
  readonly holdfast: 'recording';
  readonly version: 1;
  /** When it began, in epoch milliseconds. */
  readonly at: number;
  readonly accountId: string;
  readonly appId: string;
  /** Name of the bot's class. */
  readonly bot: string;
  /** The bot's options, as far as they are data. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Names of options that were functions. */
  readonly functions: readonly string[];
  /** What became of texts. */
  readonly text: 'keep' | 'mask';
  readonly words: readonly string[];
  readonly node: string;
}

/** An error, without its message. */
export interface Failure {
  readonly code: string;
  /** Of what an author threw. */
  readonly name?: string;
  readonly status?: number;
  readonly retryAfter?: number;
  readonly requestType?: string;
  readonly sent?: 'no' | 'unknown';
}

/** What happened. `socket`, `request`, `call` and `handler` are numbers from 1 that belong together. */
export type Happening =
  | { readonly kind: 'call'; readonly call: number; readonly of: string }
  | { readonly kind: 'return'; readonly call: number; readonly value?: unknown; readonly failure?: Failure }
  | { readonly kind: 'dial'; readonly socket: number }
  | { readonly kind: 'opened'; readonly socket: number }
  | {
      readonly kind: 'notified';
      readonly socket: number;
      readonly type: string;
      readonly body: unknown;
      readonly metadata?: unknown;
    }
  | { readonly kind: 'clocked'; readonly socket: number; readonly offset: number; readonly roundTrip: number }
  | { readonly kind: 'oddity'; readonly socket: number; readonly name: string }
  | {
      readonly kind: 'closed';
      readonly socket: number;
      readonly cause: string;
      readonly code?: number;
      readonly reason?: string;
      readonly status?: number;
      readonly retryAfter?: number;
      readonly failure: Failure;
    }
  | {
      readonly kind: 'request';
      readonly socket: number;
      readonly request: number;
      readonly type: string;
      readonly body: unknown;
      readonly metadata?: unknown;
    }
  | {
      readonly kind: 'answer';
      readonly request: number;
      readonly body?: unknown;
      readonly failure?: Failure;
    }
  | { readonly kind: 'close'; readonly socket: number }
  | { readonly kind: 'draw'; readonly chance: number }
  | {
      readonly kind: 'began';
      readonly handler: number;
      readonly of: string;
      readonly name: string;
      readonly conversationId?: string;
      readonly dialogId?: string;
      readonly sequence?: number;
    }
  | { readonly kind: 'ended'; readonly handler: number; readonly failure?: Failure }
  | { readonly kind: 'event'; readonly type: string; readonly failure?: Failure }
  /** An entry that was too large to be kept. */
  | { readonly kind: 'lost'; readonly of: string }
  /** The last line: the bot's life was `over`, the file is `full`, or the disk was too `slow`. */
  | { readonly kind: 'end'; readonly why: string };

/** What happened, and when. */
export type Entry = Happening & { readonly t: number };

export type EntryKind = Entry['kind'];
