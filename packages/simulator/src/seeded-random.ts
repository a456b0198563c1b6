/** Numbers from 0 to below 1 that anybody can have again who knows the seed. */
export interface SeededRandom {
  readonly seed: number;
  next(): number;
}

const STEP = 0x9e3779b9;

/** A counter whose value is stirred until neighbours look unrelated: good enough for faults, useless for secrets. */
export function seededRandom(seed: number = Math.floor(Math.random() * 2 ** 32)): SeededRandom {
  let state = seed >>> 0;
  return {
    seed,
    next() {
      state = (state + STEP) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
      return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
    },
  };
}
