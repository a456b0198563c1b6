import { durationText, type Happening } from '@holdfast/console/browser';
import { field, readCount, readNumber, readText } from '@holdfast/core/protocol';
import type { Step } from './step.js';

/** What an event of the session means for the story; `undefined` for those that tell nothing new. */
export function sessionStep(happening: Happening, wasAway: boolean): Step | undefined {
  const { id, at, name, detail } = happening;
  const step = (tone: Step['tone'], text: string): Step => ({ key: `session-${id}`, at, tone, text });
  switch (name) {
    case 'interrupted':
      return interrupted(happening, wasAway);
    case 'authenticated':
      return step('busy', 'Logged in with a new bearer');
    case 'connected':
      return step('busy', 'The socket is open again; catching up');
    case 'recovered': {
      const missed = readCount(field(detail, 'missed')) ?? 0;
      const fetched = missed === 0 ? '' : `; ${missed} missed ${missed === 1 ? 'message' : 'messages'} fetched`;
      return step('good', `Live again after ${durationText(readNumber(field(detail, 'downtime')) ?? 0)}${fetched}`);
    }
    case 'refreshed':
      return step('good', 'A new bearer, and the socket stayed');
    case 'gap':
      return step('bad', 'History could not give back some messages');
    case 'deadLettered':
      return step('bad', 'A message could not be handled');
    case 'looped':
      return step('wait', 'So many replies in so short a time look like two bots talking: the dialog rests');
    case 'failed':
      return step('bad', 'The session has given up');
    default:
      return undefined;
  }
}

function interrupted({ id, at, detail }: Happening, wasAway: boolean): Step {
  const reason = readText(field(detail, 'reason'), 120) ?? 'unknown';
  const code = readCount(field(detail, 'code'));
  const retryIn = readNumber(field(detail, 'retryIn')) ?? 0;
  const what = wasAway ? 'The try has failed' : 'Connection lost';
  return {
    key: `session-${id}`,
    at,
    tone: 'wait',
    text: `${what} (${reason}${code === undefined ? '' : ` ${code}`}); next try after ${durationText(retryIn)}`,
    due: at + retryIn,
  };
}
