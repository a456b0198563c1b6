import type { SessionState, Stay } from '../session/session-state.js';
import { durationText } from '../time/duration-text.js';
import { useNow } from '../time/use-now.js';
import { wholeSecondsText } from '../time/whole-seconds-text.js';
import { toneOf } from './tone.js';

/** How much of the past the strip shows, in ms. */
const SPAN = 120_000;
/** A phase that took no time is still to be seen. */
const NARROWEST = 4;
const WIDTH = 1_000;
const STAYS = 8;

/** The phases of the last two minutes as a strip that moves, and the last steps in words. */
export function PhaseStrip({ phases, skew }: Pick<SessionState, 'phases' | 'skew'>) {
  const now = useNow(500) + skew;
  return (
    <div class="strip">
      <svg
        viewBox={`0 0 ${WIDTH} 20`}
        preserveAspectRatio="none"
        role="img"
        aria-label="Phases of the last two minutes"
      >
        {bars(phases, now).map(({ phase, since, x, width }) => (
          <rect key={`${phase}${since}`} class={toneOf(phase)} x={x} y="0" width={width} height="20" />
        ))}
      </svg>
      <p class="scale">
        <span>2 min ago</span>
        <span>now</span>
      </p>
      <ol class="steps" aria-label="Last phases">
        {phases.slice(-STAYS).map(({ phase, since }, index, shown) => (
          <li key={`${phase}${since}`} class={toneOf(phase)}>
            <span class="dot" />
            {phase} <span class="soft">{stayText({ since, next: shown[index + 1]?.since, now })}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

interface Bar extends Stay {
  readonly x: number;
  readonly width: number;
}

function bars(phases: readonly Stay[], now: number): readonly Bar[] {
  const start = now - SPAN;
  return phases.flatMap(({ phase, since }, index) => {
    const [from, to] = [Math.max(since, start), Math.max(phases[index + 1]?.since ?? now, since)];
    if (to < start) return [];
    const x = ((from - start) / SPAN) * WIDTH;
    return [
      { phase, since, x: Math.min(x, WIDTH - NARROWEST), width: Math.max(NARROWEST, ((to - from) / SPAN) * WIDTH) },
    ];
  });
}

interface StayTimes {
  readonly since: number;
  readonly next: number | undefined;
  readonly now: number;
}

/** Whole seconds for the one that goes on, so that the list does not flicker. */
const stayText = ({ since, next, now }: StayTimes): string =>
  next === undefined ? wholeSecondsText(now - since) : durationText(next - since);
