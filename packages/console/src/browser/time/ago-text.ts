import { durationText } from './duration-text.js';

/** How long ago something was, in whole seconds, so that a page with many of them stays calm. */
export function agoText(at: number, now: number): string {
  const seconds = Math.floor((now - at) / 1_000);
  return seconds < 1 ? 'now' : `${durationText(Math.max(seconds, 0) * 1_000).replace('.0', '')} ago`;
}
