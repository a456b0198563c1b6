import { SessionFeed, SessionStore } from '@holdfast/console/browser';
import { field, readList, readText } from '@holdfast/core/protocol';
import { safeUrl } from '../chat/safe-url.js';

/** A bot that shows its session. */
export interface ShownBot {
  readonly name: string;
  readonly url: string;
  readonly store: SessionStore;
}

export interface BotsState {
  readonly bots: readonly ShownBot[];
  /** The address of the one that is looked at. */
  readonly active: string;
}

const MOST = 12;

/** The bots whose sessions this page may look at. */
export class Bots {
  private current: BotsState = { bots: [], active: '' };
  private readonly feeds = new Map<string, SessionFeed>();
  private readonly listeners = new Set<(state: BotsState) => void>();

  get state(): BotsState {
    return this.current;
  }

  /** Takes in all bots that there are now: follows the new ones, and lets go of those that are gone. */
  know(sessions: unknown): void {
    const found = readList(sessions).slice(0, MOST).flatMap(readAddress);
    const { bots, active } = this.current;
    const next = found.map((one) => bots.find(({ url }) => url === one.url) ?? this.follow(one));
    for (const [url, feed] of this.feeds) {
      if (next.some((one) => one.url === url)) continue;
      feed.close();
      this.feeds.delete(url);
    }
    this.change({ bots: next, active: next.some(({ url }) => url === active) ? active : (next[0]?.url ?? '') });
  }

  lookAt(url: string): void {
    this.change({ ...this.current, active: url });
  }

  /** Gives what ends it. */
  listen(listener: (state: BotsState) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private follow({ name, url }: Address): ShownBot {
    const store = new SessionStore();
    const feed = new SessionFeed(url, store);
    this.feeds.set(url, feed);
    feed.open();
    return { name, url, store };
  }

  private change(state: BotsState): void {
    this.current = state;
    for (const listener of this.listeners) listener(state);
  }
}

interface Address {
  readonly name: string;
  readonly url: string;
}

function readAddress(value: unknown): readonly Address[] {
  const url = safeUrl(field(value, 'url'));
  if (url === undefined) return [];
  return [{ name: readText(field(value, 'name'), 128) ?? 'bot', url: new URL(url).origin }];
}
