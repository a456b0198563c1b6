import type { ServiceAccess, Services } from '@holdfast/core/internal';
import type { Tape } from '../tape/tape.js';
import { noteCall } from './note-call.js';

/** Its answers are tokens, each a secret. */
const SECRET_ANSWERS: ReadonlySet<string> = new Set(['identity']);

type MakeServices = (access: ServiceAccess) => Services;

/** The same services, with the answers of their calls noted. What they are asked with is not: it may hold a password. */
export const recordServices =
  (make: MakeServices, tape: Tape): MakeServices =>
  (access) =>
    eachCall(make(hearing(access, tape)), (client, method, result) => {
      if (!(result instanceof Promise)) return result;
      const told = SECRET_ANSWERS.has(client) ? {} : { told: (answer: unknown) => answer };
      return noteCall(tape, { of: `services.${client}.${method}`, work: result, ...told });
    });

type Called = (client: string, method: string, result: unknown) => unknown;

/** Clients are made when they are first asked for, and some throw then: so each is wrapped when it is asked for. */
function eachCall(services: Services, called: Called): Services {
  const known = new Map<unknown, object>();
  const wrapped = (client: object, name: string): object => {
    const before = known.get(client) ?? proxied(client, (method, result) => called(name, method, result));
    known.set(client, before);
    return before;
  };
  return new Proxy(services, {
    get(target, name): unknown {
      const client: unknown = Reflect.get(target, name, target);
      return typeof client === 'object' && client !== null && typeof name === 'string' ? wrapped(client, name) : client;
    },
  });
}

const proxied = (client: object, called: (method: string, result: unknown) => unknown): object =>
  new Proxy(client, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function' || typeof name !== 'string') return member;
      return (...given: readonly unknown[]): unknown => called(name, Reflect.apply(member, target, given));
    },
  });

/** Hears of the secrets that services come by. */
const hearing = (access: ServiceAccess, tape: Tape): ServiceAccess =>
  new Proxy(access, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...given: readonly unknown[]): unknown => {
        if (name === 'secrets') tape.secrets(textsIn(given));
        return Reflect.apply(member, target, given);
      };
    },
  });

const textsIn = (given: readonly unknown[]): readonly string[] =>
  given.flat().filter((value) => typeof value === 'string');
