import type { ChatState } from './chat-state.js';
import { nameOf } from './name-of.js';
import type { Note } from './note.js';
import { type Entry, timeline } from './timeline.js';

/** One line of the chat window: a bubble, or a note between bubbles. */
export type Row =
  | { readonly kind: 'entry'; readonly key: string; readonly entry: Entry }
  | { readonly kind: 'note'; readonly key: string; readonly text: string };

/** What the chat window shows, in order: notes stand where they belong by time. */
export function rows(state: ChatState): readonly Row[] {
  const entries = timeline(state);
  if (state.cleared) return entries.map(bubble);
  const waiting = [...state.notes];
  const placed = entries.flatMap((entry): readonly Row[] => {
    const due = waiting.findIndex(({ at }) => at > (entry.at ?? Infinity));
    const before = waiting.splice(0, due < 0 ? waiting.length : due);
    return [...before.map((note) => line(state, note)), bubble(entry)];
  });
  return [...placed, ...waiting.map((note) => line(state, note))];
}

const bubble = (entry: Entry): Row => ({ kind: 'entry', key: entry.key, entry });

const line = (state: ChatState, note: Note): Row => ({ kind: 'note', key: note.key, text: noteText(state, note) });

function noteText(state: ChatState, note: Note): string {
  switch (note.kind) {
    case 'joined':
      return `${nameOf(state, { speaker: note.speaker, role: 'ASSIGNED_AGENT' })} has joined`;
    case 'transferred':
      return note.skillId === undefined ? 'Back in the queue' : `Transferred to skill ${note.skillId}`;
    case 'survey':
      return 'The conversation is over, a survey follows';
  }
}
