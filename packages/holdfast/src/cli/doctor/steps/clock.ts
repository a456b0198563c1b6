import { monotonicNow, UnexpectedAnswerError } from '@holdfast/core/internal';
import { AgentRequest, field, readCount } from '@holdfast/core/protocol';
import { known, type Step } from '../plan/step.js';

/** Milliseconds between two clocks that nobody needs to look at. */
const USUAL = 60_000;

export const clock: Step = {
  name: 'clock',
  asks: 'Is the socket answered, and do the clocks agree?',
  needs: ['socket'],
  async ask(facts) {
    const askedAt = monotonicNow();
    const answer = await known(facts, 'line').request({ type: AgentRequest.getClock, body: {} });
    const roundTrip = Math.round(monotonicNow() - askedAt);
    const theirs = readCount(field(answer, 'currentTime'));
    if (theirs === undefined) {
      throw new UnexpectedAnswerError(
        'The platform answered the clock request without a time. Check what answers there.',
      );
    }
    const offset = Math.round(theirs - (Date.now() - roundTrip / 2));
    const says = `answered within ${roundTrip} ms; this clock is ${lag(offset)}`;
    if (Math.abs(offset) <= USUAL) return { says };
    return { outcome: 'warned', says: `${says}. Set it right: certificates and signatures depend on it.` };
  },
};

const lag = (offset: number): string => {
  const seconds = (Math.abs(offset) / 1_000).toFixed(1);
  return seconds === '0.0' ? 'right' : `${seconds} s ${offset > 0 ? 'behind' : 'ahead of'} the platform's`;
};
