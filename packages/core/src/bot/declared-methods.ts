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
 * Standard decorators have recorded on the instance, parents first, without their class. It is the one that holds the
 * decorated function; and where another decorator has replaced that, the topmost one with a method of that name that no
 * other declaration has claimed.
 */
function ownersOf(
  recorded: readonly Declaration[],
  classes: readonly object[],
): ReadonlyMap<object, readonly Declaration[]> {
  const claims: Claim[] = [];
  for (const { key, decorated } of recorded) {
    const owner = classes.find((prototype) => methodOf(prototype, key) === decorated);
    if (owner !== undefined) claims.push({ key, decorated, owner });
  }
  const owners = new Map<object, Declaration[]>();
  for (const declaration of recorded) {
    const { key, decorated } = declaration;
    const claimed = claims.filter((claim) => claim.key === key);
    const named = classes.filter((prototype) => Object.hasOwn(prototype, key));
    const owner =
      claimed.find((claim) => claim.decorated === decorated)?.owner ??
      named.findLast((prototype) => !claimed.some((claim) => claim.owner === prototype)) ??
      named.at(-1) ??
      classes[0];
    if (owner === undefined) continue;
    claims.push({ key, decorated, owner });
    owners.set(owner, [...(owners.get(owner) ?? []), declaration]);
  }
  return owners;
}

interface Claim {
  readonly key: PropertyKey;
  readonly decorated: unknown;
  readonly owner: object;
}

const methodOf = (prototype: object, key: PropertyKey): unknown =>
  Reflect.getOwnPropertyDescriptor(prototype, key)?.value;

function classNameOf(prototype: object): string {
  const made: unknown = Reflect.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return typeof made === 'function' && made.name !== '' ? made.name : '(anonymous class)';
}
