import type { Observable } from 'rxjs';
import type { JsonObject } from '../protocol/read.js';
import type { ServiceCallOptions } from './service-call.js';

/** A user of the account. The platform sends numbers and booleans also as strings; here they have one type. */
export interface User {
  readonly id: string;
  readonly pid?: string;
  readonly loginName?: string;
  /** The platform often sends it empty, since it may be personal. */
  readonly fullName?: string;
  readonly nickname?: string;
  readonly email?: string;
  readonly enabled?: boolean;
  readonly deleted: boolean;
  readonly kind: 'system' | 'human' | 'bot' | 'unknown';
  /** Whether it logs in with keys. */
  readonly apiUser: boolean;
  readonly allowedAppKeys?: string;
  readonly maxChats?: number;
  /** Conversations at once; `undefined` for the account's default. */
  readonly maxAsyncChats?: number;
  readonly skillIds: readonly string[];
  readonly profileIds: readonly string[];
  /** Every field as it came, known or not. */
  readonly fields: JsonObject;
}

export interface UserList {
  readonly users: readonly User[];
  /** The account's revision of this list, when the platform named one. */
  readonly revision?: string;
}

export interface ListUsersOptions extends ServiceCallOptions {
  /** Fields to be given, in the platform's selector language. @default all */
  readonly select?: string;
  /** @default false */
  readonly includeDeleted?: boolean;
}

/** How the list of users differs from the last one. */
export interface UserListChange extends UserList {
  readonly added: readonly User[];
  readonly changed: readonly User[];
  readonly removed: readonly User[];
}

export interface WatchUsersOptions {
  /** Milliseconds between the end of one look and the next. @default 300_000 */
  readonly every?: number;
}

/** What a user is to become: some fields, or a function of all fields. It may be applied more than once. */
export type UserChange = JsonObject | ((fields: JsonObject) => JsonObject);

/** The Users API. Source: rest-and-auth.md §6. */
export interface Users {
  /** All users. An unchanged list costs the platform a 304 and is given from memory. */
  list(options?: ListUsersOptions): Promise<UserList>;

  /** One user, or `undefined` if there is none of this id. */
  get(userId: string, options?: ServiceCallOptions): Promise<User | undefined>;

  /** Creates a user. It is sent once: a lost answer is not tried again, since that could make two. */
  create(fields: JsonObject, options?: ServiceCallOptions): Promise<void>;

  /**
   * Reads a user, changes it and writes all of it back, since the platform deletes what an update leaves out. If somebody
   * else wrote meanwhile, it is read and changed anew, up to five times; then it rejects with `RequestRefusedError` 412.
   * The password stays as it is unless the change names `passwordSh`.
   */
  update(userId: string, change: UserChange, options?: ServiceCallOptions): Promise<User>;

  /** Deletes a user at the revision that it has now. */
  delete(userId: string, options?: ServiceCallOptions): Promise<void>;

  /** Sets a new password, whatever the old one was. No revision is asked for. */
  resetPassword(userId: string, newPassword: string, options?: ServiceCallOptions): Promise<void>;

  /**
   * Looks at the list now and then: emits the first list, and after that whatever changed. A look that fails for a while is
   * logged and repeated at the next turn; a refusal ends the observable with its error. Each subscriber looks for itself.
   */
  watch(options?: WatchUsersOptions): Observable<UserListChange>;
}
