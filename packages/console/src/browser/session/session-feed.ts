import { readBotSession } from './read-bot-session.js';
import { readDiagram } from './diagram.js';
import { readHappening } from './happening.js';
import type { SessionStore } from './session-store.js';

const AGAIN = 2_000;

/** Follows the session of a bot, for as long as it is open; comes back when the bot was away. */
export class SessionFeed {
  private source: EventSource | undefined;
  private timer = 0;
  private closed = false;

  constructor(
    /** The address of the session port, without a slash at its end. */
    private readonly url: string,
    private readonly store: SessionStore,
  ) {}

  open(): void {
    if (this.closed) return;
    const source = new EventSource(`${this.url}/session/events`);
    this.source = source;
    source.addEventListener('open', () => void this.draw());
    source.addEventListener('snapshot', ({ data }) => this.tell(data));
    source.addEventListener('lifecycle', ({ data }) => this.happen(data));
    source.addEventListener('error', () => this.again(source));
  }

  close(): void {
    this.closed = true;
    window.clearTimeout(this.timer);
    this.source?.close();
  }

  /** In one place and at one pace, as a browser gives up after some answers and not after others. */
  private again(source: EventSource): void {
    source.close();
    this.store.apply({ type: 'linkChanged', link: 'lost' });
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.open(), AGAIN);
  }

  private async draw(): Promise<void> {
    try {
      const response = await fetch(`${this.url}/session/diagram`, { signal: AbortSignal.timeout(10_000) });
      if (response.ok) this.store.apply({ type: 'drawn', diagram: readDiagram(await response.json()) });
    } catch {
      // The drawing of an earlier connection stays, and the next connection asks again.
    }
  }

  private tell(data: unknown): void {
    const session = readBotSession(parsed(data));
    if (session !== undefined) this.store.apply({ type: 'told', session, receivedAt: Date.now() });
  }

  private happen(data: unknown): void {
    const happening = readHappening(parsed(data));
    if (happening !== undefined) this.store.apply({ type: 'happened', happening });
  }
}

function parsed(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}
