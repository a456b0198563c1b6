import { useState } from 'preact/hooks';
import { episodes } from '../story/episode.js';
import { verdict } from '../story/verdict.js';
import { useStateOf } from './use-state-of.js';
import { type Scene, useWitnesses } from './use-witnesses.js';

const SLOT = 'holdfast.hint';

/** What this page is for, in three steps that are ticked off; it can be put away for good. */
export function Hint(scene: Scene) {
  const [shown, setShown] = useState(() => localStorage.getItem(SLOT) !== 'done');
  const { notices } = useStateOf(scene.board);
  const witnesses = useWitnesses(scene);
  if (!shown) return null;
  const putAway = () => {
    localStorage.setItem(SLOT, 'done');
    setShown(false);
  };
  const seen = episodes(notices, witnesses.happenings);
  return (
    <aside class="hint" aria-label="What this page is for">
      <p>Holdfast keeps a bot talking while its connection breaks.</p>
      <ol>
        <Todo text="Write to the bot" done={witnesses.exchanges.length > 0} />
        <Todo text="Break something, write on" done={seen.length > 0} />
        <Todo
          text="See nothing lost, nothing said twice"
          done={seen.some((episode) => verdict(episode, witnesses).tone === 'good')}
        />
      </ol>
      <button type="button" class="quiet" onClick={putAway}>
        Got it
      </button>
    </aside>
  );
}

const Todo = ({ text, done }: { readonly text: string; readonly done: boolean }) => (
  <li class={done ? 'done' : ''}>
    {text}
    {done && <span class="unseen"> (done)</span>}
  </li>
);
