import { Store } from './chat/store.js';
import { Identity } from './connection/identity.js';
import { Consumer } from './session/consumer.js';
import { ConversationFeed } from './session/conversation-feed.js';
import { StandingConnection } from './session/standing-connection.js';
import { Composer } from './view/composer.js';
import { Footnotes } from './view/footnotes.js';
import { Header } from './view/header.js';
import { MessageList } from './view/message-list.js';
import { part } from './view/part.js';

const accountId = document.querySelector<HTMLMetaElement>('meta[name="account"]')?.content ?? '';
const socketOrigin = location.origin.replace(/^http/, 'ws');

const store = new Store((state) => views.forEach((view) => view.show(state)));
const identity = new Identity({ accountId, storage: sessionStorage });
const connection = new StandingConnection({ accountId, socketOrigin, identity, store });
const feed = new ConversationFeed({ accountId, store, connection });
const consumer = new Consumer({ accountId, store, connection, feed });

const composer = new Composer((text) => void consumer.say(text));
const header = new Header({
  onNew: () => {
    store.apply({ type: 'cleared' });
    composer.focus();
  },
  onClose: () => void consumer.close(),
});
const messages = new MessageList(part('messages', HTMLDivElement), {
  onTap: (choice, place) => void consumer.tap(choice, place),
  onRetry: (key, text) => void consumer.sayAgain(key, text),
});
const views = [header, messages, new Footnotes(), composer];

views.forEach((view) => view.show(store.state));
composer.focus();
void connection.run(feed);
