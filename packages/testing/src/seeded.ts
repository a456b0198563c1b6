/** Numbers from 0 to below 1 that everybody gets again who knows the seed. One seed gives many unrelated series. */
export function seeded(seed: number, series = 0): () => number {
  let state = mixed((seed >>> 0) ^ mixed(series + 1));
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    return mixed(state) / 2 ** 32;
  };
}

function mixed(value: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  const twice = Math.imul(once ^ (once >>> 15), 0x735a2d97);
  return (twice ^ (twice >>> 15)) >>> 0;
}
