import type { Authorizer, Call, ServiceAccess, ServiceCallOptions } from '@holdfast/core/internal';
import type { Rest, RestRequest } from './rest.js';

/** What every client of this package is made with. */
export interface ClientParts {
  readonly access: ServiceAccess;
  readonly rest: Rest;
}

export interface DoorOptions {
  /** A service of the domain directory, or an origin that no directory names. */
  readonly at: { readonly service: string } | { readonly origin: string };
  readonly authorizer?: Authorizer;
  readonly renewOn?: readonly number[];
}

export type DoorRequest<T> = Omit<RestRequest<T>, 'url' | 'authorizer' | 'renewOn'> & {
  /** From the origin on, with its query. */
  readonly path: string;
};

/** The way of a client to its service. */
export type Door = <T>(request: DoorRequest<T>, options?: ServiceCallOptions) => Promise<T>;

export const door =
  ({ access, rest }: ClientParts, { at, ...authorization }: DoorOptions): Door =>
  async ({ path, ...request }, { signal } = {}) => {
    const call = access.terms(signal);
    return rest({ ...request, ...authorization, url: `${await originOf(at, access, call)}${path}` }, call);
  };

const originOf = async (at: DoorOptions['at'], access: ServiceAccess, call: Call): Promise<string> =>
  'origin' in at ? at.origin : (await access.domains(call)).origin(at.service);

/** A segment of a path, whatever characters it holds. `.` and `..` would lead elsewhere. */
export const segment = (text: string): string =>
  encodeURIComponent(text).replace(/^\.{1,2}$/, (dots) => dots.replaceAll('.', '%2E'));
