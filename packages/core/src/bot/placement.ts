import { type Declaration, record } from './declaration.js';

type Draft = Omit<Declaration, 'key' | 'decorated'>;

/**
 * Records a declaration where the arguments of a decorator call say it stands, in either dialect. A wrong place is
 * recorded as a fault, for `start()` to report: thrown here, it would end the import of the author's module.
 */
export function place(draft: Draft, given: readonly unknown[]): void {
  const [target, second, third] = given;
  if (isContext(second)) placeStandard(draft, target, second);
  else if (isTarget(target)) placeLegacy(draft, target, { key: second, descriptor: third });
}

/** What a standard decorator is told, as far as it is needed here. */
interface Context {
  readonly kind: string;
  readonly name: PropertyKey | undefined;
  readonly static?: boolean;
  readonly private?: boolean;
  addInitializer(this: Context, initializer: (this: unknown) => void): void;
}

const isContext = (value: unknown): value is Context =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  'addInitializer' in value &&
  typeof value.addInitializer === 'function';

/**
 * A standard decorator sees the function, never the class. `context.metadata` would lead there, but Node.js 20 has no
 * `Symbol.metadata`, and compilers then leave it undefined; and to remember the function is not enough, since another
 * decorator may wrap it. An initializer runs in every constructor with the instance at hand, parents before children.
 */
function placeStandard(draft: Draft, decorated: unknown, context: Context): void {
  const key = context.name ?? 'constructor';
  const fault = draft.fault ?? faultOfContext(context);
  const declaration: Declaration = { ...draft, key, decorated, ...(fault === undefined ? {} : { fault }) };
  context.addInitializer(function (this: unknown) {
    if (isTarget(this)) record(holder(this), declaration);
  });
}

function faultOfContext({ kind, static: onClass, private: hidden }: Context): string | undefined {
  if (kind === 'class') return faults.class;
  if (onClass === true) return faults.static;
  if (hidden === true) return faults.private;
  return kind === 'method' ? undefined : faults.field;
}

interface LegacyPlace {
  readonly key: unknown;
  /** The index, on a parameter. */
  readonly descriptor: unknown;
}

function placeLegacy(draft: Draft, target: object, { key, descriptor }: LegacyPlace): void {
  const fault = draft.fault ?? faultOfPlace(target, { key, descriptor });
  record(holder(target), {
    ...draft,
    key: typeof key === 'string' || typeof key === 'symbol' ? key : 'constructor',
    ...(fault === undefined ? {} : { fault }),
  });
}

function faultOfPlace(target: object, { key, descriptor }: LegacyPlace): string | undefined {
  if (typeof descriptor === 'number') return faults.parameter;
  if (key === undefined) return faults.class;
  if (typeof target === 'function') return faults.static;
  const method: unknown = isTarget(descriptor) && 'value' in descriptor ? descriptor.value : undefined;
  return typeof method === 'function' ? undefined : faults.field;
}

const faults = {
  class: 'stands on a class. Put it on a method',
  static: 'stands on a static member, which belongs to the class and not to a bot. Remove `static`',
  private: 'stands on a private name, which nothing outside the class can call. Use TypeScript `private` or no `#`',
  field: 'stands on a field or an accessor. Make it a method',
  parameter: 'stands on a parameter. Put it on the method',
} as const;

const isTarget = (value: unknown): value is object =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);

/** What concerns a class is kept on its prototype, where a reader that starts from an instance comes by. */
function holder(target: object): object {
  const prototype: unknown = typeof target === 'function' ? Reflect.get(target, 'prototype') : target;
  return isTarget(prototype) ? prototype : target;
}
