import {
  type FaultNotice,
  type FaultSwitch,
  isLoopbackHost,
  type PlatformNotice,
  type ShownSession,
} from '@holdfast/console/internal';
import { SimulatorOptionError } from '../errors.js';
import type { FaultRecord } from '../faults/fault-log.js';
import type { Faults } from '../faults/faults.js';
import type { LogRecord, PlatformLog } from '../platform-log.js';
import { RecordWatchers } from '../record-watchers.js';
import { FaultSwitches } from './fault-switches.js';
import { faultText, platformText } from './notice-text.js';

/** What the console tells as it happens. */
export type ConsoleEvent =
  /** Something was broken on purpose. */
  | { readonly event: 'fault'; readonly data: FaultNotice }
  /** The platform saw something worth a line. */
  | { readonly event: 'platform'; readonly data: PlatformNotice }
  /** The switches are no longer as they were: here are all of them. */
  | { readonly event: 'switches'; readonly data: readonly FaultSwitch[] }
  /** A bot came or went: here are all of them. */
  | { readonly event: 'sessions'; readonly data: readonly ShownSession[] };

/** What the page of a platform shows beside the chat: switches for faults, and the sessions of bots. */
export class PlatformConsole {
  readonly #switches: FaultSwitches;
  readonly #sessions = new Set<ShownSession>();
  readonly #watchers = new RecordWatchers<ConsoleEvent>();
  /** The switches as they were told last. */
  #told = '';

  constructor({ faults, log }: { readonly faults: Faults; readonly log: PlatformLog }) {
    this.#switches = new FaultSwitches(faults);
    faults.watch((record) => this.#broken(record));
    log.watchers.add((record) => this.#seen(record));
  }

  /** Everything that the page can break, in its order. */
  get switches(): readonly FaultSwitch[] {
    return this.#switches.list();
  }

  /** The bots that the page shows. */
  get sessions(): readonly ShownSession[] {
    return [...this.#sessions];
  }

  /**
   * Turns a switch as its button does; without `on` a switch is turned over, and what acts once acts. `undefined` for an
   * unknown id.
   */
  flip(id: string, on?: boolean): FaultSwitch | undefined {
    const flipped = this.#switches.flip(id, on);
    this.#tellSwitches();
    return flipped;
  }

  /**
   * Lets the page show the session of a bot: `serveSession()` of `@holdfast/console` gives the address. The result takes it
   * away again.
   *
   * @throws SimulatorOptionError for an address that is not on this machine.
   */
  show({ name, url }: ShownSession): () => void {
    if (!URL.canParse(url) || !isLoopbackHost(new URL(url).host)) {
      throw new SimulatorOptionError('console', 'the page shows the session ports of this machine, and no others.');
    }
    const session = { name, url: new URL(url).origin };
    this.#sessions.add(session);
    this.#tellSessions();
    return () => {
      if (this.#sessions.delete(session)) this.#tellSessions();
    };
  }

  /** Tells of each event as it happens, until the result is called. */
  watch(listener: (event: ConsoleEvent) => void): () => void {
    return this.#watchers.add(listener);
  }

  #broken(record: FaultRecord): void {
    const { id, fired } = this.#switches.count(record);
    if (this.#watchers.isEmpty) return;
    const data = { at: new Date(record.at).toISOString(), id, what: faultText(record), fired };
    this.#watchers.tell({ event: 'fault', data });
    queueMicrotask(() => this.#tellSwitches()); // the rule itself counts it a moment later
  }

  #seen(record: LogRecord): void {
    if (record.kind === 'opened' && record.role === 'agent') this.#switches.replaced(record.user);
    if (this.#watchers.isEmpty) return;
    const what = platformText(record);
    if (what !== undefined) {
      this.#watchers.tell({ event: 'platform', data: { at: new Date(record.at).toISOString(), what } });
    }
    this.#tellSwitches();
  }

  #tellSwitches(): void {
    if (this.#watchers.isEmpty) return;
    const data = this.switches;
    const text = JSON.stringify(data);
    if (text === this.#told) return;
    this.#told = text;
    this.#watchers.tell({ event: 'switches', data });
  }

  #tellSessions(): void {
    this.#watchers.tell({ event: 'sessions', data: this.sessions });
  }
}
