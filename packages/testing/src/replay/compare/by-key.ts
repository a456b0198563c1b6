/** What two lists have in common, and what one of them has alone. Equal keys are paired in their order. */
export interface Paired<T> {
  readonly both: readonly (readonly [T, T])[];
  readonly missing: readonly T[];
  readonly extra: readonly T[];
}

export function byKey<T extends { readonly key: string }>(recorded: readonly T[], today: readonly T[]): Paired<T> {
  const left = new Map<string, T[]>();
  for (const each of today) {
    const queue = left.get(each.key);
    if (queue === undefined) left.set(each.key, [each]);
    else queue.push(each);
  }
  const both: (readonly [T, T])[] = [];
  const missing: T[] = [];
  for (const each of recorded) {
    const found = left.get(each.key)?.shift();
    if (found === undefined) missing.push(each);
    else both.push([each, found]);
  }
  return { both, missing, extra: [...left.values()].flat() };
}
