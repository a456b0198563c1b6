import { durationText } from '@holdfast/console/browser';
import { type Episode, isAway } from './episode.js';
import type { Witnesses } from './story.js';

export interface Verdict {
  readonly tone: 'good' | 'wait' | 'bad';
  readonly text: string;
}

/** How an episode has turned out so far, in a sentence. */
export function verdict({ start, end = Infinity }: Episode, { happenings, exchanges }: Witnesses): Verdict {
  const told = happenings.filter(({ at }) => at >= start && at < end);
  const asked = exchanges.filter(
    ({ at, answers, handled }) => at < end && (at >= start || (!handled && answers.length === 0)),
  );
  const twice = asked.some(({ answers }) => answers.some(({ times }) => times > 1));
  const due = asked.filter(({ handled, answers }) => !handled && answers.length === 0).length;
  if (told.some(({ name }) => name === 'failed')) return { tone: 'bad', text: 'The session has given up.' };
  if (end === Infinity && isAway(happenings, Infinity))
    return { tone: 'wait', text: 'The bot is away, and on its way back.' };
  if (twice) return { tone: 'bad', text: 'An answer arrived more than once.' };
  if (due > 0)
    return {
      tone: 'wait',
      text: due === 1 ? 'One message waits for its answer.' : `${due} messages wait for their answers.`,
    };
  const away = told.find(({ name }) => name === 'recovered');
  const back = away === undefined ? 'The conversation did not notice.' : `Back after ${awayText(away.detail)}.`;
  return { tone: 'good', text: `${back} Nothing was lost, and nothing was said twice.` };
}

function awayText(detail: Readonly<Record<string, unknown>>): string {
  const { downtime } = detail;
  return durationText(typeof downtime === 'number' ? downtime : 0);
}
