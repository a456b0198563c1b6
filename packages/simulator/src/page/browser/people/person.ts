import { Store } from '../chat/store.js';
import { Identity } from '../connection/identity.js';
import { Consumer } from '../session/consumer.js';
import { ConversationFeed } from '../session/conversation-feed.js';
import { Presence } from '../session/presence.js';
import { StandingConnection } from '../session/standing-connection.js';

/** A consumer whom this page plays: signed up, connected, with a conversation of his own. */
export interface Person {
  readonly key: string;
  readonly name: string;
  readonly store: Store;
  readonly consumer: Consumer;
  readonly presence: Presence;
}

export interface PersonParts {
  readonly accountId: string;
  readonly key: string;
  readonly name: string;
}

/** Stays connected for as long as the page lives. */
export function meet({ accountId, key, name }: PersonParts): Person {
  const socketOrigin = location.origin.replace(/^http/, 'ws');
  const store = new Store();
  const identity = new Identity({ accountId, key, storage: sessionStorage });
  const connection = new StandingConnection({ accountId, socketOrigin, identity, store });
  const feed = new ConversationFeed({ accountId, firstName: name, store, connection });
  void connection.run(feed);
  const consumer = new Consumer({ accountId, store, connection, feed });
  return { key, name, store, consumer, presence: new Presence({ store, connection }) };
}
