import type { BotSession, Count } from '../session/bot-session.js';

export interface LanesProps {
  readonly session: BotSession;
  /** What a reader calls a dialog. @default its id, shortened */
  readonly nameOf?: ((dialogId: string) => string | undefined) | undefined;
}

const MOST = 20;

/** Each dialog with the messages that wait for their turn, and what is held all together. */
export function Lanes({ session, nameOf }: LanesProps) {
  const { lanes, delivery, oddities } = session;
  return (
    <>
      {lanes.length === 0 ? (
        <p class="empty">
          {isNobodyHere(delivery)
            ? 'Nobody talks to the bot yet. Each conversation gets a lane: its messages are handled one after another.'
            : 'Every message is handled; nothing waits.'}
        </p>
      ) : (
        <ul class="lanes">
          {lanes.map(({ dialogId, queued, running }) => (
            <li key={dialogId}>
              <span class="lane-name" title={dialogId}>
                {nameOf?.(dialogId) ?? shortened(dialogId)}
              </span>
              <span class="lane-state">{laneText(queued, running)}</span>
              <meter class="lane-bar" max={MOST} value={Math.min(MOST, queued)} aria-label={`${queued} messages`} />
            </li>
          ))}
        </ul>
      )}
      <Counts name="Held in all lanes" counts={delivery} />
      <Counts name="Odd things that changed nothing" counts={oddities.filter(({ count }) => count > 0)} />
    </>
  );
}

function Counts({ name, counts }: { readonly name: string; readonly counts: readonly Count[] }) {
  if (counts.length === 0) return null;
  return (
    <p class="counts" role="group" aria-label={name}>
      {counts.map(({ name: kind, count }) => (
        <span key={kind} class={count > 0 ? 'count some' : 'count'}>
          {kind} <b>{count}</b>
        </span>
      ))}
    </p>
  );
}

const isNobodyHere = (delivery: readonly Count[]): boolean =>
  delivery.every(({ name, count }) => name !== 'dialogs' || count === 0);

const shortened = (id: string): string => (id.length > 12 ? `${id.slice(0, 8)}…` : id);

function laneText(queued: number, running: boolean): string {
  if (queued === 0 && !running) return 'all handled';
  return running ? `handling 1 of ${Math.max(1, queued)}` : `${queued} waiting`;
}
