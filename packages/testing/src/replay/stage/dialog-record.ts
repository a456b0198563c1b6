import { field, isObject, readCount, readList, readText } from '@holdfast/core/protocol';

const ID = 256;
const PAGE = 200;

/** What the platform had in its record of each dialog, as far as the recording has told by now. */
export class DialogRecord {
  readonly #dialogs = new Map<string, Map<number, unknown>>();

  /** An event as it was pushed, or one of a page of history. */
  learn(event: unknown): void {
    const dialogId = readText(field(event, 'dialogId'), ID);
    const sequence = readCount(field(event, 'sequence'));
    if (!isObject(event) || dialogId === undefined || sequence === undefined) return;
    const known = this.#dialogs.get(dialogId) ?? new Map<number, unknown>();
    this.#dialogs.set(dialogId, known.set(sequence, event));
  }

  learnPage(answer: unknown): void {
    for (const event of readList(answer)) this.learn(event);
  }

  /** The answer to a `QueryMessages` that was not asked that night. */
  page(body: unknown): readonly unknown[] {
    const known = this.#dialogs.get(readText(field(body, 'dialogId'), ID) ?? '') ?? new Map<number, unknown>();
    const from = readCount(field(body, 'newerThanSequence')) ?? 0;
    const before = readCount(field(body, 'olderThanSequence')) ?? Infinity;
    const limit = readCount(field(body, 'maxQuantity')) ?? PAGE;
    return [...known]
      .filter(([sequence]) => sequence >= from && sequence < before)
      .sort(([one], [other]) => one - other)
      .slice(0, limit)
      .map(([, event]) => event);
  }
}
