import { type MessageEvent, readMessageEvent } from '../protocol/message-event.js';
import { AgentRequest } from '../protocol/names.js';
import { readList } from '../protocol/read.js';
import { RequestRefusedError } from '../errors/platform.js';
import type { Gate } from './gate.js';
import type { Surroundings } from './surroundings.js';

/** A stretch of a dialog's record. */
export interface Stretch {
  readonly dialogId: string;
  /** The first sequence wanted. */
  readonly from: number;
  /** The first sequence no longer wanted. Leave out for everything there is. */
  readonly before?: number | undefined;
}

const BEFORE_ALL = -1;

/** An event that has its place in the dialog. */
export type Placed = MessageEvent & { readonly sequence: number };

/**
 * Reads a dialog's record through QueryMessages (messaging.md §5.10).
 *
 * The wire leaves much open, so nothing is assumed: `newerThanSequence` may be inclusive or exclusive, a page may be
 * shorter than asked for, in any order, and counted from either end. Reading ends when a page brings nothing new.
 */
export class History {
  constructor(
    private readonly surroundings: Pick<Surroundings, 'request'>,
    private readonly gate: Gate,
    private readonly page: number,
  ) {}

  /** Pages of at most a platform's page, each and all ascending, without duplicates. Rejects as `request` does. */
  async *pages(stretch: Stretch): AsyncGenerator<readonly Placed[], void, void> {
    let { from } = stretch;
    let newerThan = Math.max(0, from - 1);
    while (stretch.before === undefined || from < stretch.before) {
      let page = await this.#ask({ ...stretch, from }, newerThan);
      if (from === 0 && page[0]?.sequence !== 0) {
        const opening = await this.#opening(stretch);
        if (opening.length > 0) [page, newerThan] = [opening, BEFORE_ALL];
      }
      const last = page.at(-1);
      if (last === undefined) return;
      yield* this.#below({ ...stretch, from }, newerThan, page);
      from = last.sequence + 1;
      newerThan = last.sequence;
    }
  }

  /** A page that does not begin where it should may have been counted from the newer end: look below it. */
  async *#below(
    stretch: Stretch,
    newerThan: number,
    page: readonly Placed[],
  ): AsyncGenerator<readonly Placed[], void, void> {
    const pages = [page];
    for (let first = page[0]; first !== undefined && page.length > 1 && first.sequence > stretch.from;) {
      const lower = await this.#ask({ ...stretch, before: first.sequence }, newerThan);
      if (lower.length === 0) break;
      pages.unshift(lower);
      first = lower[0];
    }
    yield* pages;
  }

  /** Where "newer than 0" excludes 0, the opening message is reached from below. A platform may refuse that. */
  async #opening(stretch: Stretch): Promise<readonly Placed[]> {
    try {
      return await this.#ask({ ...stretch, from: 0 }, BEFORE_ALL);
    } catch (error) {
      if (error instanceof RequestRefusedError) return [];
      throw error;
    }
  }

  async #ask({ dialogId, from, before }: Stretch, newerThanSequence: number): Promise<readonly Placed[]> {
    const body = {
      dialogId,
      newerThanSequence,
      maxQuantity: this.page,
      ...(before === undefined ? {} : { olderThanSequence: before }),
    };
    await this.gate.enter();
    try {
      const answer = await this.surroundings.request(AgentRequest.queryMessages, body, { early: true });
      return arrange(answer, { dialogId, from, before });
    } finally {
      this.gate.leave();
    }
  }
}

/** The readable, wanted events of an answer, ascending, each sequence once. */
function arrange(answer: unknown, { dialogId, from, before = Infinity }: Stretch): readonly Placed[] {
  const placed = new Map<number, Placed>();
  for (const entry of readList(answer)) {
    const event = readMessageEvent(entry);
    if (event === undefined || !isPlaced(event) || event.dialogId !== dialogId) continue;
    if (event.sequence >= from && event.sequence < before) placed.set(event.sequence, event);
  }
  return [...placed.values()].sort((a, b) => a.sequence - b.sequence);
}

export const isPlaced = (event: MessageEvent): event is Placed => event.sequence !== undefined;
