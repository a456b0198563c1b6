import type { ChatState } from '../chat/chat-state.js';
import { nameOf } from '../chat/name-of.js';
import { part } from './part.js';

/** Below the messages: who is writing, and what went wrong. */
export class Footnotes {
  private readonly typing = part('typing', HTMLParagraphElement);
  private readonly notice = part('notice', HTMLParagraphElement);

  show(state: ChatState): void {
    const { conversation, transcripts, notice = '' } = state;
    const open = conversation?.dialogs.find((dialog) => dialog.state === 'OPEN');
    const writer = open && transcripts.get(open.id)?.typing;
    const typing =
      writer === undefined ? '' : `${nameOf(state, { speaker: writer, role: 'ASSIGNED_AGENT' })} is typing …`;
    if (this.typing.textContent !== typing) this.typing.textContent = typing;
    if (this.notice.textContent !== notice) this.notice.textContent = notice;
    this.notice.hidden = notice === '';
  }
}
