/**
 * An interval varied by a share of itself, so that bots that began together drift apart.
 *
 * In steps of a hundredth: Node.js keeps a list for each length of timers, and the bots of a process shall share a few.
 *
 * @param interval in milliseconds.
 * @param chance random, in [0, 1).
 * @param by the largest share, up and down.
 */
export const spread = (interval: number, chance: number, by = 0.1): number =>
  interval * (1 + Math.round(by * (2 * chance - 1) * STEPS) / STEPS);

const STEPS = 100;
