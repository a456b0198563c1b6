import { concat, defer, filter, firstValueFrom, from, type Observable, Subject, take, tap, timeout } from 'rxjs';
import type { ConsumerMessage } from './consumer-message.js';
import { NotHeardError } from './not-heard-error.js';

/** A text that must be contained, a pattern, or a test of the message. */
export type Expected = string | RegExp | ((message: ConsumerMessage) => boolean);

interface Heard {
  readonly index: number;
  readonly message: ConsumerMessage;
}

/** What the brand's side said and nobody has asked for yet, in order. */
export class Hearing {
  readonly #fresh = new Subject<Heard>();
  #unasked: readonly Heard[] = [];
  #count = 0;

  add(message: ConsumerMessage): void {
    const heard = { index: this.#count++, message };
    this.#unasked = [...this.#unasked, heard].slice(-MOST_KEPT);
    this.#fresh.next(heard);
  }

  /** Whatever was heard so far is not waited for. */
  skip(): void {
    this.#unasked = [];
  }

  /** Nothing more will be heard: whoever waits is told why. */
  end(reason: Error): void {
    this.#fresh.error(reason);
  }

  /** The first message as expected after the one that the last call gave; those before it are passed over. */
  next(expected: Expected, within: number): Promise<ConsumerMessage> {
    const all: Observable<Heard> = concat(
      defer(() => from(this.#unasked)),
      this.#fresh,
    );
    const found = all.pipe(
      filter(({ message }) => meets(expected, message)),
      timeout({ first: within, with: () => this.#inVain(expected, within) }),
      take(1),
      tap(({ index }) => (this.#unasked = this.#unasked.filter((heard) => heard.index > index))),
    );
    return firstValueFrom(found).then(({ message }) => message);
  }

  #inVain(expected: Expected, within: number): Observable<never> {
    return defer(() => {
      throw new NotHeardError(
        `The consumer did not hear ${described(expected)} within ${within} ms; ${this.#unasked.length} other messages came since the last hears(). See conversation.messages.`,
      );
    });
  }
}

const MOST_KEPT = 1_000;

function meets(expected: Expected, message: ConsumerMessage): boolean {
  if (typeof expected === 'function') return expected(message);
  return typeof expected === 'string' ? message.text.includes(expected) : message.text.search(expected) >= 0;
}

const described = (expected: Expected): string =>
  typeof expected === 'function'
    ? `a message that meets ${expected.name || 'the condition'}`
    : typeof expected === 'string'
      ? JSON.stringify(expected)
      : String(expected);
