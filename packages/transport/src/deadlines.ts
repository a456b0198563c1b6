/** Something that waits until it is answered, or until it is due. */
export interface Waiting {
  /** On a clock that may stand still. */
  readonly due: number;
}

/** One place in a lane; it knows its neighbours, so that leaving costs the same wherever it stands. */
export interface Place<T extends Waiting> {
  readonly item: T;
  readonly lane: Lane<T>;
  before: Place<T> | undefined;
  after: Place<T> | undefined;
}

/** Those that wait equally long, and so in the order in which they are due. */
export interface Lane<T extends Waiting> {
  first: Place<T> | undefined;
  last: Place<T> | undefined;
}

/**
 * Who is due first among many that wait, most of whom leave before: only the first of each lane is ever looked at. A list
 * of neighbours instead of a map, since both ends of each wait pass here.
 */
export class Deadlines<T extends Waiting> {
  readonly #lanes = new Map<number, Lane<T>>();

  /** @param timeout how long it waits; `item.due` must not be before that of others with the same one. */
  add(item: T, timeout: number): Place<T> {
    const lane = this.#laneOf(timeout);
    const place: Place<T> = { item, lane, before: lane.last, after: undefined };
    if (lane.last === undefined) lane.first = place;
    else lane.last.after = place;
    lane.last = place;
    return place;
  }

  /** Once for each place. */
  leave({ lane, before, after }: Place<T>): void {
    if (before === undefined) lane.first = after;
    else before.after = after;
    if (after === undefined) lane.last = before;
    else after.before = before;
  }

  /** The moment at which the first of all is due; `Infinity` if nobody waits. */
  get next(): number {
    let next = Infinity;
    for (const { first } of this.#lanes.values()) if (first !== undefined) next = Math.min(next, first.item.due);
    return next;
  }

  /** Those that are due, in no order among the lanes. Each may leave as soon as it was given. */
  *due(time: number): Iterable<T> {
    for (const { first } of this.#lanes.values()) {
      for (let place = first; place !== undefined && place.item.due <= time; place = place.after) yield place.item;
    }
  }

  clear(): void {
    this.#lanes.clear();
  }

  #laneOf(timeout: number): Lane<T> {
    const known = this.#lanes.get(timeout);
    if (known !== undefined) return known;
    const lane: Lane<T> = { first: undefined, last: undefined };
    // Time-outs are few and come from options, but they may be chosen for each request: empty lanes make room.
    for (const [other, { first }] of this.#lanes) if (first === undefined) this.#lanes.delete(other);
    this.#lanes.set(timeout, lane);
    return lane;
  }
}
