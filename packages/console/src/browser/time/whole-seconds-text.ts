import { durationText } from './duration-text.js';

/** A duration that grows on the page, in whole seconds, so that it counts calmly: `0 s`, `1 s`, `1 min 5 s`. */
export function wholeSecondsText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  return seconds < 10 ? `${seconds} s` : durationText(seconds * 1_000);
}
