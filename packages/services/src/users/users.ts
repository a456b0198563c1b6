import {
  isHoldfastError,
  type ListUsersOptions,
  looks,
  RequestRefusedError,
  type ServiceCallOptions,
  type User,
  type UserChange,
  type UserList,
  type UserListChange,
  type Users,
  type WatchUsersOptions,
} from '@holdfast/core/internal';
import { isObject, type JsonObject, readList } from '@holdfast/core/protocol';
import type { Observable } from 'rxjs';
import { type ClientParts, type Door, door, segment } from '../door.js';
import { misshapen, type RestAnswer } from '../rest.js';
import { readUser } from './read-user.js';
import { userListChange } from './user-list-change.js';

/** Lists of large accounts: ten thousand users of a kilobyte each, and then some. */
const LIST = 33_554_432;
const VERSION = '4.0';
/** The platform's word for "whatever the revision". */
const ANY_REVISION = '-1';
const WRITE_TRIES = 5;
const STALE = 412;
const READ = 'accountConfigReadOnly';
const WRITE = 'accountConfigReadWrite';

interface Remembered {
  readonly query: string;
  readonly list: UserList;
}

interface Revised {
  readonly user: User;
  readonly revision: string;
}

/** Source: rest-and-auth.md §6. */
export class UsersClient implements Users {
  readonly #parts: ClientParts;
  readonly #read: Door;
  readonly #write: Door;
  readonly #base: string;
  /** The newest list, to be given again while its revision stands. */
  #remembered: Remembered | undefined;

  constructor(parts: ClientParts) {
    const { authorizer, accountId } = parts.access;
    this.#parts = parts;
    this.#read = door(parts, { at: { service: READ }, authorizer });
    this.#write = door(parts, { at: { service: WRITE }, authorizer });
    this.#base = `/api/account/${accountId}/configuration/le-users/users`;
  }

  async list({ select, includeDeleted = false, ...options }: ListUsersOptions = {}): Promise<UserList> {
    const query = new URLSearchParams({
      v: VERSION,
      ...(select === undefined ? {} : { select }),
      ...(includeDeleted ? { include_deleted: 'true' } : {}),
    }).toString();
    const remembered = this.#remembered?.query === query ? this.#remembered.list : undefined;
    const list = await this.#read(
      {
        method: 'GET',
        path: `${this.#base}?${query}`,
        name: 'GET users',
        headers: { 'if-match': remembered?.revision ?? ANY_REVISION },
        understood: [304],
        limit: LIST,
        read: (answer) => readUsers(answer, remembered),
      },
      options,
    );
    this.#remembered = { query, list };
    return list;
  }

  async get(userId: string, options: ServiceCallOptions = {}): Promise<User | undefined> {
    return (await this.#find(this.#read, userId, options))?.user;
  }

  async create(fields: JsonObject, options: ServiceCallOptions = {}): Promise<void> {
    const path = `${this.#base}?v=${VERSION}`;
    await this.#write(
      { method: 'POST', path, name: 'POST users', json: [fields], once: true, empty: 'allowed', read: nothing },
      options,
    );
  }

  async update(userId: string, change: UserChange, options: ServiceCallOptions = {}): Promise<User> {
    for (let tries = 1; ; tries++) {
      // Read where it is written: the other host may lag behind, and its revision would be stale for ever.
      const { user, revision } = await this.#require(userId, options);
      const fields = applied(change, user);
      try {
        await this.#put(userId, { fields, revision }, options);
        return readUser(fields) ?? user;
      } catch (error) {
        if (!isStale(error) || tries === WRITE_TRIES) throw error;
      }
    }
  }

  async delete(userId: string, options: ServiceCallOptions = {}): Promise<void> {
    const { revision } = await this.#require(userId, options);
    const headers = { 'if-match': revision };
    await this.#write(
      { method: 'DELETE', path: this.#path(userId), name: 'DELETE user', headers, empty: 'allowed', read: nothing },
      options,
    );
  }

  async resetPassword(userId: string, newPassword: string, options: ServiceCallOptions = {}): Promise<void> {
    const path = `${this.#base}/${segment(userId)}/resetPassword?v=${VERSION}`;
    const json = { newPassword };
    await this.#write({ method: 'PUT', path, name: 'PUT password', json, empty: 'allowed', read: nothing }, options);
  }

  watch({ every = 300_000 }: WatchUsersOptions = {}): Observable<UserListChange> {
    const { access } = this.#parts;
    return looks({
      every,
      until: () => access.terms().signal,
      begin: () => {
        let last: UserList | undefined;
        return async (signal) => {
          const list = await this.#listed(signal);
          if (list === undefined) return undefined;
          const change = userListChange(last, list);
          last = list;
          return change;
        };
      },
    });
  }

  /** The list as it is now, or nothing if it may be there at the next look. */
  #listed(signal: AbortSignal): Promise<UserList | undefined> {
    const { log } = this.#parts.access;
    return this.list({ signal }).catch((error: unknown) => {
      if (!isHoldfastError(error) || !error.transient) throw error;
      log.warn({ error }, 'the list of users could not be read and will be looked at again');
      return undefined;
    });
  }

  #path(userId: string): string {
    return `${this.#base}/${segment(userId)}?v=${VERSION}`;
  }

  async #require(userId: string, options: ServiceCallOptions): Promise<Revised> {
    const found = await this.#find(this.#write, userId, options);
    if (found === undefined) {
      const message = `Account ${this.#parts.access.accountId}: there is no user ${userId.slice(0, 64)} to be changed. Check the id.`;
      throw new RequestRefusedError('GET user', 404, message);
    }
    const { revision, user } = found;
    if (revision === undefined) throw misshapen('GET user', 'without a revision');
    return { user, revision };
  }

  #find(
    way: Door,
    userId: string,
    options: ServiceCallOptions,
  ): Promise<{ readonly user: User; readonly revision: string | undefined } | undefined> {
    return way(
      {
        method: 'GET',
        path: this.#path(userId),
        name: 'GET user',
        headers: { 'if-match': ANY_REVISION },
        understood: [404],
        read: (answer) => {
          if (answer.status === 404) return undefined;
          const user = readUser(readList(answer.body)[0]);
          if (user === undefined) throw misshapen('GET user', 'that is no user');
          return { user, revision: revisionOf(answer) };
        },
      },
      options,
    );
  }

  async #put(
    userId: string,
    { fields, revision }: { readonly fields: JsonObject; readonly revision: string },
    options: ServiceCallOptions,
  ): Promise<void> {
    const headers = { 'if-match': revision };
    await this.#write(
      {
        method: 'PUT',
        path: this.#path(userId),
        name: 'PUT user',
        headers,
        json: fields,
        empty: 'allowed',
        read: nothing,
      },
      options,
    );
  }
}

const nothing = (): undefined => undefined;

function readUsers(answer: RestAnswer, remembered: UserList | undefined): UserList {
  if (answer.status === 304) {
    if (remembered !== undefined) return remembered;
    throw misshapen('GET users', 'that says nothing has changed, though nothing is known yet (HTTP 304)');
  }
  if (!Array.isArray(answer.body) && !isObject(answer.body)) throw misshapen('GET users', 'that is no list of users');
  const users = readList(answer.body)
    .map(readUser)
    .filter((user) => user !== undefined);
  if (users.length === 0 && readList(answer.body).length > 0) throw misshapen('GET users', 'that holds no users');
  const revision = revisionOf(answer);
  return { users, ...(revision === undefined ? {} : { revision }) };
}

const REVISION = /^(?:W\/)?"?([\w.:-]{1,128})"?$/;

/** Two names for one header, with and without quotes. */
function revisionOf({ headers }: RestAnswer): string | undefined {
  const text = headers['ac-revision'] ?? headers.etag;
  return typeof text === 'string' ? REVISION.exec(text.trim())?.[1] : undefined;
}

/** All fields with the change in them: what an update leaves out is deleted by the platform. */
function applied(change: UserChange, { id, fields }: User): JsonObject {
  if (hasUnsafeNumber(fields)) {
    const message = `The user ${id} has a number too large to be carried through JavaScript unharmed, so it was not changed. Change it in the platform's own pages.`;
    throw new RequestRefusedError('PUT user', 422, message);
  }
  const unchanged = { ...fields, passwordSh: null };
  return typeof change === 'function' ? change(unchanged) : { ...unchanged, ...change };
}

function hasUnsafeNumber(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasUnsafeNumber);
}

const isStale = (error: unknown): boolean =>
  error instanceof RequestRefusedError && [409, STALE].includes(error.status);
