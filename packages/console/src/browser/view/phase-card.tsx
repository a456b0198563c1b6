import type { BotSession } from '../session/bot-session.js';
import type { SessionState } from '../session/session-state.js';
import { useNow } from '../time/use-now.js';
import { wholeSecondsText } from '../time/whole-seconds-text.js';
import { toneOf } from './tone.js';

const meanings: ReadonlyMap<string, string> = new Map([
  ['idle', 'Not started yet.'],
  ['discovering', 'Asking which servers the account has.'],
  ['authenticating', 'Logging in.'],
  ['connecting', 'Opening the socket.'],
  ['resuming', 'Subscribing again, and fetching what was missed.'],
  ['live', 'Connected. Messages arrive and are answered.'],
  ['waiting', 'The connection is gone. The platform keeps what consumers write.'],
  ['draining', 'Stopping: finishing what has begun.'],
  ['closed', 'Stopped.'],
  ['failed', 'Given up: the platform refuses, and trying again would not help.'],
]);

/** The present phase in words, and while waiting the countdown to the next try. */
export function PhaseCard({ session, link, skew }: PhaseCardProps) {
  const lost = link === 'lost' && session.phase !== 'closed';
  return (
    <div class={`phase-card ${lost ? 'off' : toneOf(session.phase)}`}>
      <p class="phase-name">
        <span class="dot" />
        <span>{lost ? 'unreachable' : session.phase}</span>
        {!lost && <Since since={session.since - skew} />}
      </p>
      <p class="phase-meaning">
        {lost ? 'The bot’s process does not answer. This is how it was last.' : meanings.get(session.phase)}
      </p>
      {!lost && session.retryAt !== undefined && (
        <Countdown from={session.since - skew} to={session.retryAt - skew} attempt={session.attempt} />
      )}
    </div>
  );
}

export interface PhaseCardProps extends Pick<SessionState, 'link' | 'skew'> {
  readonly session: BotSession;
}

function Since({ since }: { readonly since: number }) {
  const now = useNow(1_000);
  return <span class="since"> for {wholeSecondsText(now - since)}</span>;
}

function Countdown({ from, to, attempt }: { readonly from: number; readonly to: number; readonly attempt: number }) {
  const left = Math.max(0, to - useNow(100));
  return (
    <div class="countdown">
      <p>
        Try {attempt} in <strong>{(left / 1_000).toFixed(1)} s</strong>
      </p>
      <progress max={Math.max(1, to - from)} value={left} aria-label="Time until the next try" />
    </div>
  );
}
