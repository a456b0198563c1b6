import { meet, type Person } from './person.js';

/** As many as one window shows without getting lost. */
const NAMES = ['Ann', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn'];

export interface PeopleState {
  readonly people: readonly Person[];
  readonly active: string;
}

/** The consumers of this page. They are the same after a reload. */
export class People {
  private current: PeopleState;
  private readonly listeners = new Set<(state: PeopleState) => void>();

  constructor(
    private readonly accountId: string,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'>,
  ) {
    const known = Math.min(NAMES.length, Math.max(1, Number(storage.getItem(this.slot)) || 1));
    const people = NAMES.slice(0, known).map((name) => this.meet(name));
    this.current = { people, active: people[0]?.key ?? '' };
  }

  get state(): PeopleState {
    return this.current;
  }

  get isFull(): boolean {
    return this.current.people.length === NAMES.length;
  }

  /** Brings in another consumer and turns to him. */
  add(): void {
    const name = NAMES[this.current.people.length];
    if (name === undefined) return;
    const person = this.meet(name);
    const people = [...this.current.people, person];
    this.storage.setItem(this.slot, String(people.length));
    this.change({ people, active: person.key });
  }

  turnTo(key: string): void {
    this.change({ ...this.current, active: key });
  }

  /** Gives what ends it. */
  listen(listener: (state: PeopleState) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private meet(name: string): Person {
    return meet({ accountId: this.accountId, key: name.toLowerCase(), name });
  }

  private change(state: PeopleState): void {
    this.current = state;
    for (const listener of this.listeners) listener(state);
  }

  private get slot(): string {
    return `holdfast.people.${this.accountId}`;
  }
}
