import type { Platform as Simulator } from '@holdfast/simulator';

export interface Sighting {
  readonly username: string;
  /** By this process's monotonic clock, in milliseconds. */
  readonly at: number;
}

/**
 * Notes what reaches the platform and what leaves it, as the platform sees it. It is made of fault rules that never
 * act, so it must be set before any other rule.
 */
export class Witness {
  /** Every upgrade that was asked for, those that met a fault included. */
  readonly upgrades: Sighting[] = [];
  /** The first notification of conversations on a socket: the answer to the last thing a bot asks before it is live. */
  readonly restored: Sighting[] = [];
  /** Lookups of the domain service, each at this moment. */
  readonly lookups: number[] = [];
  /** Requests to log in. */
  readonly logins: number[] = [];
  /** Everything that was seen, frames and requests of all kinds. */
  activity = 0;
  onRestored: (sighting: Sighting) => void = () => {};
  readonly #known = new Set<number>();

  constructor({ faults }: Simulator) {
    const counted = (note: () => void = () => {}): boolean => {
      this.activity += 1;
      note();
      return false;
    };
    const now = (): number => performance.now();
    faults.add({
      match: {
        connect: 'any',
        where: ({ role, username = '' }) =>
          counted(() => role === 'agent' && this.upgrades.push({ username, at: now() })),
      },
      action: 'refuse',
    });
    faults.add({ match: { request: 'csds', where: () => counted(() => this.lookups.push(now())) }, action: 'hang' });
    faults.add({ match: { request: 'login', where: () => counted(() => this.logins.push(now())) }, action: 'hang' });
    faults.add({ match: { request: '/', where: () => counted() }, action: 'hang' });
    faults.add({ match: { frame: 'toServer', where: () => counted() }, action: 'drop' });
    faults.add({
      match: {
        frame: 'toClient',
        where: ({ type }, { number, role, username = '' }) =>
          counted(() => role === 'agent' && isSnapshot(type) && this.#restore(number, username)),
      },
      action: 'drop',
    });
  }

  /** When this user was restored for the first time after a moment. */
  restoredAfter(moment: number, username: string): number | undefined {
    return this.restored.find((one) => one.username === username && one.at > moment)?.at;
  }

  #restore(socket: number, username: string): void {
    if (this.#known.has(socket)) return;
    this.#known.add(socket);
    const sighting = { username, at: performance.now() };
    this.restored.push(sighting);
    this.onRestored(sighting);
  }
}

const isSnapshot = (type: unknown): boolean => String(type).endsWith('ExConversationChangeNotification');
