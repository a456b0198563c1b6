import { NotHeardError } from '../errors.js';
import type { HeardMessage } from './heard-message.js';

/** A text that must be contained, a pattern, or a test of the whole message. */
export type Expected = string | RegExp | ((message: HeardMessage) => boolean);

interface Listener {
  readonly hear: (message: HeardMessage) => void;
  readonly giveUp: (fact: string) => void;
}

/** What one person has heard and not yet asked for, in order. */
export class Hearing {
  private readonly heard: HeardMessage[] = [];
  private readonly listeners = new Set<Listener>();
  /** Messages before this index were asked for, or passed over. */
  private next = 0;
  private ended: string | undefined;

  /** @param who stands in errors: `consumer`, `agent`. */
  constructor(private readonly who: string) {}

  add(message: HeardMessage): void {
    this.heard.push(message);
    for (const listener of this.listeners) listener.hear(message);
  }

  /** Nothing more will be heard: whoever waits is told why. */
  end(fact: string): void {
    this.ended = fact;
    for (const listener of this.listeners) listener.giveUp(fact);
  }

  /** The connection is back. */
  resume(): void {
    this.ended = undefined;
  }

  /** The first message after the last one asked for that is as expected, now or within so many ms. */
  waitFor(expected: Expected, within: number): Promise<HeardMessage> {
    const since = this.next;
    const index = this.heard.findIndex((message, at) => at >= since && meets(expected, message));
    if (index >= 0) {
      this.next = index + 1;
      return Promise.resolve(this.heard[index] as HeardMessage);
    }
    if (this.ended !== undefined) return Promise.reject(this.failure(expected, { since, fact: this.ended }));
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        this.listeners.delete(listener);
      };
      const giveUp = (fact: string) => {
        done();
        reject(this.failure(expected, { since, fact }));
      };
      const listener: Listener = {
        hear: (message) => {
          if (!meets(expected, message)) return;
          done();
          this.next = this.heard.length;
          resolve(message);
        },
        giveUp,
      };
      const timer = setTimeout(() => giveUp(`${within} ms went by`), within);
      this.listeners.add(listener);
    });
  }

  private failure(expected: Expected, { since, fact }: { since: number; fact: string }): NotHeardError {
    const later = this.heard.slice(since).map(({ text }) => JSON.stringify(text));
    const earlier = this.heard.slice(0, since).map(({ text }) => JSON.stringify(text));
    return new NotHeardError(
      `The ${this.who} did not hear ${describe(expected)}: ${fact}. Heard since the last hears(): ${list(later)}. Before it: ${list(earlier)}.`,
    );
  }
}

const meets = (expected: Expected, message: HeardMessage): boolean => {
  if (typeof expected === 'function') return expected(message);
  if (typeof expected === 'string') return message.text.includes(expected);
  return message.text.search(expected) >= 0;
};

const describe = (expected: Expected): string =>
  typeof expected === 'function'
    ? `a message that meets ${expected.name || 'the condition'}`
    : typeof expected === 'string'
      ? JSON.stringify(expected)
      : String(expected);

const list = (texts: readonly string[]): string => (texts.length === 0 ? 'nothing' : texts.join(', '));
