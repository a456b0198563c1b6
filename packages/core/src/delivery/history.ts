import { ConnectionLostError, RequestTimeoutError } from '../errors/connection.js';
import { type MessageEvent, readMessageEvent } from '../protocol/message-event.js';
import { AgentRequest } from '../protocol/names.js';
import { readList } from '../protocol/read.js';
import type { Gate } from './gate.js';
import { sizeAfterLoss, sizeAfterPage } from './page-size.js';
import { Reading, type Stretch } from './reading.js';
import type { Surroundings } from './surroundings.js';

/** An event that has its place in the dialog. */
export type Placed = MessageEvent & { readonly sequence: number };

/**
 * Reads dialogs' records through QueryMessages (messaging.md §5.10).
 *
 * The wire leaves much open, so nothing is assumed: `newerThanSequence` may be inclusive or exclusive, a page may be
 * shorter than asked for, in any order, and counted from either end.
 *
 * Pages that are lost with their connection make the next ones smaller, of whichever dialog: on a link that is cut again
 * and again after so many bytes, a page of the usual size might never come through.
 */
export class History {
  #size: number;

  constructor(
    private readonly surroundings: Pick<Surroundings, 'request'>,
    private readonly gate: Gate,
    private readonly page: number,
  ) {
    this.#size = page;
  }

  /** Pages of at most a platform's page, each and all ascending, without duplicates. Rejects as `request` does. */
  pages(stretch: Stretch): Reading<Placed> {
    return new Reading(stretch, (part, newerThan) => this.#ask(part, newerThan));
  }

  async #ask({ dialogId, from, before }: Stretch, newerThanSequence: number): Promise<readonly Placed[]> {
    await this.gate.enter();
    try {
      const asked = this.#size;
      const body = {
        dialogId,
        newerThanSequence,
        maxQuantity: asked,
        ...(before === undefined ? {} : { olderThanSequence: before }),
      };
      return arrange(await this.#request(body, asked), { dialogId, from, before });
    } finally {
      this.gate.leave();
    }
  }

  async #request(body: object, asked: number): Promise<readonly unknown[]> {
    try {
      const entries = readList(await this.surroundings.request(AgentRequest.queryMessages, body, { early: true }));
      this.#size = sizeAfterPage(this.#size, { asked, got: entries.length, most: this.page });
      return entries;
    } catch (error) {
      if (isLostOnItsWay(error)) this.#size = sizeAfterLoss(this.#size, asked);
      throw error;
    }
  }
}

const isLostOnItsWay = (error: unknown): boolean =>
  (error instanceof ConnectionLostError || error instanceof RequestTimeoutError) && error.sent === 'unknown';

/** The readable, wanted events among those of an answer, ascending, each sequence once. */
function arrange(entries: readonly unknown[], { dialogId, from, before = Infinity }: Stretch): readonly Placed[] {
  const placed = new Map<number, Placed>();
  for (const entry of entries) {
    const event = readMessageEvent(entry);
    if (event === undefined || !isPlaced(event) || event.dialogId !== dialogId) continue;
    if (event.sequence >= from && event.sequence < before) placed.set(event.sequence, event);
  }
  return [...placed.values()].sort((a, b) => a.sequence - b.sequence);
}

export const isPlaced = (event: MessageEvent): event is Placed => event.sequence !== undefined;
