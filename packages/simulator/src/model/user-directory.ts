import { randomUUID } from 'node:crypto';
import { field, type JsonObject, readText } from '@holdfast/core/protocol';
import { Refusal } from '../refusal.js';
import type { Agent } from './agent.js';

/** Required of every user by the Users API. Source: rest-and-auth.md §6. */
const REQUIRED = ['loginName', 'nickname', 'email', 'isEnabled', 'maxChats', 'profileIds'] as const;

const GIVEN_BY_PLATFORM = ['id', 'pid', 'deleted', 'dateUpdated', 'userTypeId', 'isApiUser'] as const;

/** The users of the account as its API shows them, with one revision for all of them. Source: rest-and-auth.md §6. */
export class UserDirectory {
  private readonly users = new Map<string, JsonObject>();
  private counter = 1;
  private nextId = 4_000_000_001;

  constructor(private readonly now: () => number) {}

  /** Rises with every change of any user. */
  get revision(): string {
    return String(this.counter);
  }

  list({ deleted }: { readonly deleted: boolean }): readonly JsonObject[] {
    return [...this.users.values()].filter((user) => deleted || user['deleted'] !== true);
  }

  find(id: string): JsonObject | undefined {
    const user = this.users.get(id);
    return user?.['deleted'] === true ? undefined : user;
  }

  /** The user behind a bot or a person of the brand. */
  enlist({ settings }: Agent): void {
    const { userId, pid, username, nickname, skills, capacity, profile, userType, secrets } = settings;
    const bot = userType === 'bot';
    this.store(userId, {
      id: Number(userId),
      pid,
      deleted: false,
      loginName: username,
      fullName: '',
      nickname,
      isEnabled: true,
      maxChats: 0,
      maxAsyncChats: capacity,
      email: `${username}@example.test`,
      skillIds: skills.filter((skill) => skill !== '-1').map(Number),
      profileIds: [profile === 'agentManager' ? 1 : 0],
      lobIds: [],
      memberOf: { agentGroupId: 1, assignmentDate: '2024-01-01 00:00:00' },
      managerOf: [],
      permissionGroups: [],
      isApiUser: bot,
      userTypeId: bot ? 2 : 1,
      ...(bot ? { allowedAppKeys: secrets.appKey } : {}),
    });
  }

  /** @throws Refusal 400 for a user without what every user needs. */
  create(given: unknown): string {
    const id = String(this.nextId++);
    const user = { ...checked(given), id: Number(id), pid: randomUUID(), deleted: false };
    this.store(id, { isApiUser: false, userTypeId: 1, ...user });
    return id;
  }

  /**
   * Replaces a user: what is left out is gone.
   *
   * @throws Refusal 400 for a user without what every user needs, 404 for an unknown one.
   */
  replace(id: string, given: unknown): void {
    const old = this.find(id);
    if (old === undefined) throw new Refusal(404, 'no such user');
    const { passwordSh: _password, ...fields } = checked(given);
    const kept = Object.fromEntries(GIVEN_BY_PLATFORM.filter((name) => name in old).map((name) => [name, old[name]]));
    this.store(id, { ...fields, ...kept });
  }

  /** @throws Refusal 404 for an unknown one. */
  remove(id: string): void {
    const old = this.find(id);
    if (old === undefined) throw new Refusal(404, 'no such user');
    this.store(id, { ...old, deleted: true });
  }

  private store(id: string, user: JsonObject): void {
    this.counter += 1;
    this.users.set(id, { ...user, dateUpdated: new Date(this.now()).toISOString() });
  }
}

function checked(given: unknown): JsonObject {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new Refusal(400, 'Bad Request: no user');
  const missing = REQUIRED.find((name) => field(given, name) === undefined);
  if (missing !== undefined) throw new Refusal(400, `Bad Request: ${missing} is missing`);
  if (readText(field(given, 'loginName'), 256) === undefined) throw new Refusal(400, 'Bad Request: loginName is empty');
  return given as JsonObject;
}
