import { LazyMap } from '../collections/lazy-map.js';
import type { Job } from './job.js';
import type { Lane } from './lane.js';

export interface DepartedWires {
  /** The lane of the same dialog, if it was joined again. */
  heir(dialogId: string): Lane | undefined;
  handled(lane: Lane, sequence: number): void;
  /** Nothing of the dialog is under way any more. */
  forgotten(dialogId: string): void;
  /** A waiting job was taken out of its lane. */
  released(job: Job): void;
  /** The lane may start jobs again. */
  freed(lane: Lane): void;
}

/**
 * Lanes that were left while a handler still ran, or a reply or a receipt was on its way. If the dialog is joined again meanwhile, the
 * new lane waits for that handler, and repeats nothing that it has done.
 */
export class Departed {
  /** By dialog, in the order they were left. They share one outbox. */
  readonly #lanes = new LazyMap<string, readonly Lane[]>();

  constructor(private readonly wires: DepartedWires) {}

  get size(): number {
    return this.#lanes.size;
  }

  add(lane: Lane): void {
    this.#lanes.set(lane.dialogId, [...this.#of(lane.dialogId), lane]);
  }

  isRunning(dialogId: string): boolean {
    return this.#lanes.size > 0 && this.#of(dialogId).some(({ turn }) => turn !== undefined);
  }

  has(dialogId: string): boolean {
    return this.#lanes.has(dialogId);
  }

  /** Tells the new lane what is handled although the record may not say so yet. */
  bequeath(heir: Lane): void {
    for (const former of this.#of(heir.dialogId)) {
      for (const sequence of [...former.handled, ...(former.receipts?.open ?? [])]) heir.handled.add(sequence);
      heir.inherited = former.inherited ?? heir.inherited;
    }
  }

  /** The handler that still ran has ended. */
  outlived(lane: Lane, job: Job, handled: boolean): void {
    const heir = this.wires.heir(lane.dialogId);
    const sequence = job.event?.sequence;
    if (!handled) lane.inherited = job;
    if (handled && sequence !== undefined) {
      for (const later of [...this.#of(lane.dialogId), ...(heir === undefined ? [] : [heir])])
        later.handled.add(sequence);
      this.wires.handled(lane, sequence);
    }
    if (heir !== undefined) this.#passOn(heir, job, handled);
    this.settle(lane.dialogId);
    if (heir !== undefined) this.wires.freed(heir);
  }

  /** Forgets a dialog of which nothing is under way any more. */
  settle(dialogId: string): void {
    if (!this.#lanes.has(dialogId)) return;
    const busy = this.#of(dialogId).some(
      ({ turn, outbox, receipts }) => turn !== undefined || outbox.waiting > 0 || (receipts?.open ?? []).length > 0,
    );
    if (!busy && this.#lanes.delete(dialogId)) this.wires.forgotten(dialogId);
  }

  clear(): readonly Lane[] {
    const lanes = [...this.#lanes.values()].flat();
    this.#lanes.clear();
    return lanes;
  }

  #of(dialogId: string): readonly Lane[] {
    return this.#lanes.get(dialogId) ?? [];
  }

  #passOn(heir: Lane, job: Job, handled: boolean): void {
    const index = heir.queue.findIndex(({ key }) => key === job.key);
    const twin = heir.queue[index];
    if (!handled) heir.inherited = job;
    if (twin === undefined) return;
    if (handled) {
      heir.queue.splice(index, 1);
      this.wires.released(twin);
    } else {
      twin.replies = job.replies;
      twin.redelivered = true;
    }
  }
}
