import { Store } from './chat/store.js';
import { Identity } from './connection/identity.js';
import { ChatSession } from './session/chat-session.js';
import { Composer } from './view/composer.js';
import { Footnotes } from './view/footnotes.js';
import { Header } from './view/header.js';
import { MessageList } from './view/message-list.js';
import { part } from './view/part.js';

const accountId = document.querySelector<HTMLMetaElement>('meta[name="account"]')?.content ?? '';
const socketOrigin = location.origin.replace(/^http/, 'ws');

const store = new Store((state) => views.forEach((view) => view.show(state)));
const identity = new Identity({ accountId, storage: sessionStorage });
const session = new ChatSession({ accountId, socketOrigin, identity, store });

const composer = new Composer((text) => void session.say(text));
const header = new Header({
  onNew: () => {
    store.apply({ type: 'cleared' });
    composer.focus();
  },
  onClose: () => void session.close(),
});
const messages = new MessageList(part('messages', HTMLDivElement), {
  onTap: (choice, place) => void session.tap(choice, place),
  onRetry: (key, text) => void session.again(key, text),
});
const views = [header, messages, new Footnotes(), composer];

views.forEach((view) => view.show(store.state));
composer.focus();
void session.run();
