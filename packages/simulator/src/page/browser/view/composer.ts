import type { ChatState } from '../chat/chat-state.js';
import { part } from './part.js';

/** Where the consumer writes. Enter sends, Shift and Enter begins a line. */
export class Composer {
  private readonly form = part('composer', HTMLFormElement);
  private readonly text = part('text', HTMLTextAreaElement);
  private readonly send = part('send', HTMLButtonElement);

  constructor(onSay: (text: string) => void) {
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      const text = this.text.value.trim();
      if (text === '' || this.send.disabled) return;
      this.text.value = '';
      this.text.focus();
      onSay(text);
    });
    this.text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
  }

  focus(): void {
    this.text.focus();
  }

  /** What is written stays while the connection is away; it can be sent when it is back. */
  show({ link }: ChatState): void {
    this.send.disabled = link !== 'live';
  }
}
