/** Begins the work two at a time, in the order of the list, and gives the promise of each at once. */
export function inPairs<T, R>(list: readonly T[], work: (each: T) => Promise<R>): ReadonlyMap<T, Promise<R>> {
  const lanes: [Promise<unknown>, Promise<unknown>] = [Promise.resolve(), Promise.resolve()];
  return new Map(
    list.map((each, index) => {
      const lane = index % 2 === 0 ? 0 : 1;
      const result = lanes[lane].then(() => work(each));
      lanes[lane] = result.catch(() => {});
      return [each, result];
    }),
  );
}
