import { timeText } from '@holdfast/console/browser';
import type { Choice } from '../chat/choice.js';
import type { SharedFile } from '../chat/file.js';
import type { Entry, Place } from '../chat/timeline.js';
import { RichContent } from './rich-content.js';
import { SharedPicture } from './shared-picture.js';

export interface BubbleActions {
  readonly onTap: (choice: Choice, place: Place) => void;
  readonly onRetry: (key: string, text: string) => void;
  readonly addressOf: (file: SharedFile) => Promise<string | undefined>;
}

/**
 * Something said, with who speaks above and what became of it below. The last changes silently: a screen reader must not
 * hear a message again because somebody has read it.
 */
export function Bubble({ entry, actions }: { readonly entry: Entry; readonly actions: BubbleActions }) {
  const { side, who, first, tick } = entry;
  return (
    <article class={['message', side, first ? 'first' : '', tick ?? ''].join(' ').trim()}>
      <p class={first ? 'who' : 'unseen'}>{who}</p>
      <Said entry={entry} actions={actions} />
      <p class="meta" aria-live="off">
        <Meta entry={entry} onRetry={actions.onRetry} />
      </p>
    </article>
  );
}

function Said({ entry: { body, place }, actions }: { readonly entry: Entry; readonly actions: BubbleActions }) {
  switch (body.kind) {
    case 'text':
      return <div class="bubble">{body.text}</div>;
    case 'file':
      return (
        <div class="bubble rich">
          <SharedPicture file={body.file} addressOf={actions.addressOf} />
        </div>
      );
    case 'rich':
      return (
        <div class="bubble rich">
          <RichContent element={body.element} onTap={(choice) => place && actions.onTap(choice, place)} />
        </div>
      );
  }
}

function Meta({ entry: { key, body, at, tick }, onRetry }: MetaProps) {
  if (tick === 'unsent') {
    return (
      <>
        May not have arrived.
        {body.kind === 'text' && (
          <button type="button" onClick={() => onRetry(key, body.text)}>
            Send again
          </button>
        )}
      </>
    );
  }
  const time = at === undefined ? [] : [timeText(at).slice(0, 5)];
  return <>{[...time, ...(tick === undefined ? [] : [ticks[tick]])].join(' · ')}</>;
}

interface MetaProps extends Pick<BubbleActions, 'onRetry'> {
  readonly entry: Entry;
}

const ticks = { sending: 'Sending', sent: '✓ Sent', read: '✓✓ Read' } as const;
