import { useState } from 'preact/hooks';
import type { FaultBoard } from '../faults/fault-board.js';
import { useStateOf } from './use-state-of.js';

const SLOT = 'holdfast.hint';

/** What this page is for, in three steps; it can be put away for good. */
export function Hint({ board }: { readonly board: FaultBoard }) {
  const [shown, setShown] = useState(() => localStorage.getItem(SLOT) !== 'done');
  const { notices } = useStateOf(board);
  if (!shown) return null;
  const putAway = () => {
    localStorage.setItem(SLOT, 'done');
    setShown(false);
  };
  return (
    <aside class="hint" aria-label="What this page is for">
      <p>Holdfast keeps a bot talking while its connection breaks.</p>
      <ol>
        <li>Write to the bot</li>
        <li class={notices.length > 0 ? 'done' : ''}>Break something, write on</li>
        <li>See nothing lost, nothing said twice</li>
      </ol>
      <button type="button" class="quiet" onClick={putAway}>
        Got it
      </button>
    </aside>
  );
}
