import { type Declaration, recordedOn } from './declaration.js';

/** A declaration with the class that made it. */
export interface DeclaredMethod {
  readonly className: string;
  readonly method: string;
  readonly declaration: Declaration;
}

/**
 * What the classes of a bot declare, the most derived class first, each in source order. What a class declares for a
 * method replaces what its parents declare for it; faults are never hidden.
 */
export function declaredMethods(bot: object): readonly DeclaredMethod[] {
  const classes = classesOf(bot);
  const standard = ownersOf(recordedOn(bot), classes);
  const decided = new Set<PropertyKey>();
  return classes.flatMap((prototype) => {
    const own = [...recordedOn(prototype), ...(standard.get(prototype) ?? [])];
    const kept = own.filter(({ key, fault }) => fault !== undefined || !decided.has(key));
    for (const { key } of own) decided.add(key);
    return kept.map((declaration) => ({
      className: classNameOf(prototype),
      method: String(declaration.key),
      declaration,
    }));
  });
}

/** The prototypes of an object, the most derived first. */
function classesOf(bot: object): readonly object[] {
  const classes: object[] = [];
  for (let at = prototypeOf(bot); at !== undefined; at = prototypeOf(at)) classes.push(at);
  return classes;
}

const prototypeOf = (value: object): object | undefined => {
  const prototype: unknown = Reflect.getPrototypeOf(value);
  return typeof prototype === 'object' && prototype !== null ? prototype : undefined;
};

/**
 * Standard decorators have recorded on the instance, parents first. The class is the one that holds the decorated
 * function. Where another decorator has replaced it, it is the first in time that declares a method of that name.
 */
function ownersOf(
  recorded: readonly Declaration[],
  classes: readonly object[],
): ReadonlyMap<object, readonly Declaration[]> {
  const owners = new Map<object, Declaration[]>();
  for (const declaration of recorded) {
    const { key, decorated } = declaration;
    const named = classes.filter((prototype) => Object.hasOwn(prototype, key));
    const holder = named.find((prototype) => methodOf(prototype, key) === decorated);
    const free = named.filter((prototype) => !recorded.some((other) => other.key === key && holds(prototype, other)));
    const owner = holder ?? free.at(-1) ?? named[0] ?? classes[0];
    if (owner !== undefined) owners.set(owner, [...(owners.get(owner) ?? []), declaration]);
  }
  return owners;
}

const holds = (prototype: object, { key, decorated }: Declaration): boolean => methodOf(prototype, key) === decorated;

const methodOf = (prototype: object, key: PropertyKey): unknown =>
  Reflect.getOwnPropertyDescriptor(prototype, key)?.value;

export function classNameOf(prototype: object): string {
  const made: unknown = Reflect.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return typeof made === 'function' && made.name !== '' ? made.name : '(anonymous class)';
}
