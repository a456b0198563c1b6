import { wholeSecondsText } from './whole-seconds-text.js';

/** How long ago something was. */
export const agoText = (at: number, now: number): string =>
  now - at < 1_000 ? 'just now' : `${wholeSecondsText(now - at)} ago`;
