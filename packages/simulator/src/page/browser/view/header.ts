import type { ChatState, Link } from '../chat/chat-state.js';
import { status } from '../chat/status.js';
import { part } from './part.js';

const links: Readonly<Record<Link, string>> = { connecting: 'Connecting', live: 'Connected', lost: 'Reconnecting' };

/** Where the conversation and the connection stand, and the buttons to begin and to end. */
export class Header {
  private readonly status = part('status', HTMLParagraphElement);
  private readonly link = part('link', HTMLParagraphElement);
  private readonly begin = part('new', HTMLButtonElement);
  private readonly end = part('close', HTMLButtonElement);

  constructor({ onNew, onClose }: { readonly onNew: () => void; readonly onClose: () => void }) {
    this.begin.addEventListener('click', onNew);
    this.end.addEventListener('click', onClose);
  }

  show(state: ChatState): void {
    const { link, conversation, cleared } = state;
    const open = conversation?.stage === 'OPEN';
    write(this.status, status(state));
    write(this.link, links[link]);
    this.link.dataset['link'] = link;
    this.begin.disabled = conversation === undefined || open || cleared;
    this.end.disabled = link !== 'live' || !open;
  }
}

/** A text that is written again is read out again. */
function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
