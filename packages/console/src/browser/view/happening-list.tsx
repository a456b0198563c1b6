import type { Happening } from '../session/happening.js';
import { timeText } from '../time/time-text.js';
import { happeningText } from './happening-text.js';

/** What the session told, newest first. */
export function HappeningList({ happenings }: { readonly happenings: readonly Happening[] }) {
  if (happenings.length === 0) return <p class="empty">Nothing has happened yet.</p>;
  return (
    <ol class="happenings" tabIndex={0} aria-label="Events, newest first">
      {happenings.map((happening) => (
        <li key={happening.id}>
          <time dateTime={new Date(happening.at).toISOString()}>{timeText(happening.at)}</time>
          <b>{happening.name}</b>
          <span class="soft">{happeningText(happening)}</span>
        </li>
      ))}
    </ol>
  );
}
