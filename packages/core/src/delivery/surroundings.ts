import type { HoldfastError } from '../errors/holdfast-error.js';
import type { AnswerListener, OutgoingRequest } from '../ports/transport.js';
import type { AgentIdentity } from '../protocol/agent-id.js';
import type { MessageEvent } from '../protocol/message-event.js';
import type { Metadata } from '../protocol/metadata.js';
import type { AlarmClock } from '../resilience/alarm-clock.js';
import type { FailureBook } from './failure-book.js';
import type { Turn } from './turn.js';

/** What delivery needs from the bot around it. */
export interface Surroundings {
  self(): AgentIdentity;
  /**
   * Sends a request of the agent socket and resolves with the answer's body. Waits while the session is not live, except
   * for `early` requests, which resuming itself needs. Rejects as `Socket.request` does, and with `QueueOverflowError`.
   */
  request(type: string, body: unknown, options?: RequestOptions): Promise<unknown>;
  /** The same for a listener instead of a promise. Left out by what has no need to be quick. */
  ask?(request: OutgoingRequest, listener: AnswerListener): void;
  /** Runs the author's handlers for a message. Rejects if they fail. */
  handle(turn: Turn): Promise<void>;
  /** Runs the author's handlers for a joined conversation. Rejects if they fail. */
  join(turn: Turn): Promise<void>;
  /** The last attempt failed. The turn speaks in its own name: its replies do not collide with those of the attempts. */
  failed(turn: Turn, error: HoldfastError): Promise<void>;
  /** Typing, receipts and other agents' content. Never a message of the consumer, never our own. */
  observe?(event: MessageEvent): void;
  /** Stops reading from the socket. Called in turn with `resume`, which it starts with. */
  pause(): void;
  resume(): void;
  report(event: DeliveryEvent): void;
  /** Monotonic, in milliseconds. */
  now(): number;
  /** By the same clock. */
  readonly alarms: AlarmClock;
  /** Without it a restarted bot counts the attempts of a message from 1 again. */
  readonly failures?: FailureBook;
}

export interface RequestOptions {
  readonly metadata?: readonly Metadata[];
  readonly timeout?: number;
  /** Resuming waits for it: send it before the session is live. */
  readonly early?: boolean;
}

/** What happened on the way. Nothing in it is a consumer's text. */
export type DeliveryEvent =
  /** History could not give back sequences `from` to `to`. If they still arrive, they are handled late. */
  | { readonly type: 'gap'; readonly dialogId: string; readonly from: number; readonly to: number }
  | {
      readonly type: 'deadLettered';
      readonly dialogId: string;
      readonly conversationId: string;
      /** Absent when the handlers of a join failed. */
      readonly sequence?: number;
      readonly attempts: number;
      /** The code of the last error. */
      readonly reason: string;
    }
  | {
      readonly type: 'looped';
      readonly dialogId: string;
      readonly conversationId: string;
      readonly cause: 'replies' | 'echo';
      /** Milliseconds until the dialog goes on. */
      readonly pausedFor: number;
    }
  | { readonly type: 'duplicate'; readonly dialogId: string; readonly sequence: number }
  /** Content that cannot be placed, since it has no sequence. */
  | { readonly type: 'unnumbered'; readonly dialogId: string }
  | {
      readonly type: 'historyFailed';
      readonly dialogId: string;
      readonly error: HoldfastError;
      readonly retryIn: number;
    }
  | {
      readonly type: 'receiptsRefused';
      readonly dialogId: string;
      readonly count: number;
      readonly error: HoldfastError;
    }
  | { readonly type: 'observerFailed'; readonly dialogId: string; readonly error: HoldfastError }
  /** The dialog was left while messages of it were waiting. They stay unread in the platform's record. */
  | { readonly type: 'dropped'; readonly dialogId: string; readonly count: number };

export interface DialogRef {
  readonly conversationId: string;
  readonly dialogId: string;
  /** Whether `join` handlers may run. @default true, unless another dialog of the conversation is joined already */
  readonly welcome?: boolean;
}

export interface JoinResult {
  /** Consumer messages found that were waiting for a handler. */
  readonly missed: number;
  /** `false`: history could not be read yet. The dialog waits alone and tries again. */
  readonly read: boolean;
}
