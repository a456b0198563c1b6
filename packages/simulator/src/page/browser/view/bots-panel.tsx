import { SessionView } from '@holdfast/console/browser';
import type { Bots } from '../bots/bots.js';
import type { People } from '../people/people.js';
import { useStateOf } from './use-state-of.js';

/** The session of a bot, and which bot it is when there are several. */
export function BotsPanel({ bots, people }: { readonly bots: Bots; readonly people: People }) {
  const { bots: all, active } = useStateOf(bots);
  const bot = all.find(({ url }) => url === active);
  const nameOf = (dialogId: string) =>
    people.state.people.find(({ store }) => store.state.conversation?.dialogs.some(({ id }) => id === dialogId))?.name;
  return (
    <>
      <div class="bar">
        <h2 id="bot-title">The bot’s session</h2>
        {all.length === 1 && <p class="soft">{bot?.name}</p>}
        {all.length > 1 && (
          <div class="bar" role="group" aria-label="Bots">
            {all.map(({ name, url }) => (
              <button
                key={url}
                type="button"
                class="quiet"
                aria-pressed={url === active}
                onClick={() => bots.lookAt(url)}
              >
                {name}
              </button>
            ))}
          </div>
        )}
      </div>
      {bot === undefined ? (
        <p class="empty">
          No bot shows its session yet. A bot that runs with a session port, as those of <code>npm start</code> do,
          appears here by itself.
        </p>
      ) : (
        <SessionView store={bot.store} nameOf={nameOf} />
      )}
    </>
  );
}
