import type { BotSession } from '../session/bot-session.js';
import { agoText } from '../time/ago-text.js';
import { useNow } from '../time/use-now.js';

/** What is known of the connection, one line each. */
export function Facts({ session, skew }: { readonly session: BotSession; readonly skew: number }) {
  const now = useNow(1_000) + skew;
  return (
    <dl class="facts">
      {facts(session, now).map(({ term, text, more }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            {text}
            {more !== undefined && <span class="soft">{more}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface Fact {
  readonly term: string;
  readonly text: string;
  readonly more?: string;
}

function facts(session: BotSession, now: number): readonly Fact[] {
  const { clock, bearer, lastLoss, lastInbound, attempt, conversations, waitingRequests } = session;
  return [
    { term: 'Messages arrive', text: session.ready ? 'yes' : 'not now' },
    { term: 'Last heard', text: lastInbound === undefined ? 'nothing yet' : agoText(lastInbound, now) },
    clock === undefined
      ? { term: 'Last getClock', text: 'none yet' }
      : {
          term: 'Last getClock',
          text: agoText(clock.at, now),
          more: `${Math.round(clock.roundTrip)} ms there and back, platform’s clock ${signed(clock.offset)} ms`,
        },
    bearer === undefined
      ? { term: 'Bearer', text: 'none' }
      : {
          term: 'Bearer',
          text: `taken ${agoText(bearer.obtainedAt, now)}`,
          more:
            bearer.refreshedAt === undefined ? 'not refreshed yet' : `refreshed ${agoText(bearer.refreshedAt, now)}`,
        },
    { term: 'Failed tries', text: String(attempt) },
    lastLoss === undefined
      ? { term: 'Last loss', text: 'none' }
      : {
          term: 'Last loss',
          text: agoText(lastLoss.at, now),
          more: `${lastLoss.reason}${lastLoss.code === undefined ? '' : ` (${lastLoss.code})`}`,
        },
    { term: 'Conversations', text: String(conversations) },
    { term: 'Requests waiting', text: String(waitingRequests) },
  ];
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(Math.round(value))}`;
