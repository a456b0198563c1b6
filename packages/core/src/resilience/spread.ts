/**
 * An interval varied by a share of itself, so that bots that began together drift apart.
 *
 * @param interval in milliseconds.
 * @param chance random, in [0, 1).
 * @param by the largest share, up and down.
 */
export const spread = (interval: number, chance: number, by = 0.1): number => interval * (1 + by * (2 * chance - 1));
