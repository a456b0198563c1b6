import type { TranscriptLine } from '../consumer/scripted-consumer.js';
import type { Platform } from '../platform.js';
import { visible } from './visible.js';

/** Everything that was said on a platform, also among colleagues. Whoever works there is called by his user name. */
export function overheard({ agents, conversations }: Platform): readonly TranscriptLine[] {
  const names = new Map(agents.map(({ oldId, username }) => [oldId, username]));
  const events = conversations.flatMap(({ dialogs }) => dialogs.flatMap((dialog) => dialog.events));
  return events.flatMap(({ from, at, event, audience }) => {
    const text = visible(event);
    if (text === undefined) return [];
    const aside = audience === 'AGENTS_AND_MANAGERS' ? '(to colleagues) ' : '';
    return [{ at, who: names.get(from) ?? 'consumer', text: `${aside}${text}` }];
  });
}
