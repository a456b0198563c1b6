import { RequestRefusedError } from '../errors/platform.js';

/** A stretch of a dialog's record. */
export interface Stretch {
  readonly dialogId: string;
  /** The first sequence wanted. */
  readonly from: number;
  /** The first sequence no longer wanted. Leave out for everything there is. */
  readonly before?: number | undefined;
}

interface Numbered {
  readonly sequence: number;
}

/** The events of a stretch that one request finds, ascending, each once. */
export type Ask<E> = (stretch: Stretch, newerThan: number) => Promise<readonly E[]>;

const BEFORE_ALL = -1;
/** Events held at once, and one page more. */
const MOST = 2_000;

/**
 * Reads a stretch of a record page by page, once, and remembers where it is: after a failure, and after its end, it goes on
 * from there. Nothing is asked for twice but the page that failed.
 *
 * A page that does not begin where it should may have been counted from the newer end, so what lies below it is read
 * first. Of a long stretch the newest pages are let go meanwhile, so that it never fills the memory; they are read again when
 * their turn comes, in parts that can be held. Reading ends when a page brings nothing new.
 */
export class Reading<E extends Numbered> implements AsyncIterable<readonly E[]> {
  #from: number;
  #newerThan: number;
  /** Pages in order, to be given once nothing is left below them. */
  readonly #held: (readonly E[])[] = [];
  /** Pages were let go: what is left is read in parts. */
  #isLong = false;
  #isComplete = false;
  #isBelowRefused = false;

  constructor(
    private readonly stretch: Stretch,
    private readonly ask: Ask<E>,
  ) {
    this.#from = stretch.from;
    this.#newerThan = Math.max(0, stretch.from - 1);
  }

  /** The first sequence that was not given yet, or is about to be. */
  get from(): number {
    return this.#from;
  }

  /** Events that were read and not given yet. */
  get held(): number {
    return this.#held.reduce((sum, page) => sum + page.length, 0);
  }

  /** The next page, never an empty one; `undefined` at the end. Rejects as `ask` does. Not to be called twice at once. */
  async next(): Promise<readonly E[] | undefined> {
    if (this.#held.length === 0) await this.#ascend();
    if (!this.#isComplete) await this.#descend();
    return this.#held.shift();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly E[], void, void> {
    for (let page = await this.next(); page !== undefined; page = await this.next()) yield page;
  }

  async #ascend(): Promise<void> {
    const { before = Infinity } = this.stretch;
    this.#isComplete = false;
    if (this.#from >= before) return;
    const rest = { ...this.stretch, from: this.#from };
    const part = { ...rest, before: Math.min(before, this.#from + MOST) };
    let page = this.#isLong ? await this.ask(part, this.#newerThan) : [];
    if (page.length === 0) page = await this.ask(rest, this.#newerThan);
    if (page.length === 0 && this.#from === 0) page = await this.#askOpening(rest);
    if (page.length > 0) this.#held.push(page);
  }

  /** Reads what lies below the pages that are held, down to where the reading is. */
  async #descend(): Promise<void> {
    let first = this.#held[0]?.[0];
    while (first !== undefined && first.sequence > this.#from) {
      const below = { ...this.stretch, from: this.#from, before: first.sequence };
      const lower = await (this.#from === 0 ? this.#askOpening(below) : this.ask(below, this.#newerThan));
      if (lower.length === 0) break;
      this.#held.unshift(lower);
      this.#letGo();
      first = lower[0];
    }
    this.#isComplete = true;
    const last = this.#held.at(-1)?.at(-1);
    if (last === undefined) return;
    this.#from = last.sequence + 1;
    this.#newerThan = last.sequence;
  }

  #letGo(): void {
    while (this.#held.length > 1 && this.held > MOST) {
      this.#held.pop();
      this.#isLong = true;
    }
  }

  /** Where "newer than 0" excludes 0, the opening message is reached from below. A platform may refuse that. */
  async #askOpening(part: Stretch): Promise<readonly E[]> {
    try {
      if (!this.#isBelowRefused) return await this.ask(part, BEFORE_ALL);
    } catch (error) {
      if (!(error instanceof RequestRefusedError)) throw error;
      this.#isBelowRefused = true;
    }
    return this.ask(part, this.#newerThan);
  }
}
