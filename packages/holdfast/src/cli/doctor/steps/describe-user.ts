import { isHoldfastError, silentLogger, type User } from '@holdfast/core/internal';
import { type Facts, known } from '../plan/step.js';

export interface Description {
  readonly says: string;
  /** What keeps the user from serving anybody, with the remedy. */
  readonly oddities: readonly string[];
}

/** What the account says of the user that has logged in. Not every user may read that, and none has to. */
export async function describeUser(facts: Facts): Promise<Description> {
  try {
    const user = await readUser(facts);
    return user === undefined ? unreadable('the Users API does not list it') : described(user);
  } catch (error) {
    if (!isHoldfastError(error)) throw error;
    return unreadable(error.code);
  }
}

async function readUser(facts: Facts): Promise<User | undefined> {
  const { accountId, services } = known(facts, 'platform');
  const { bearer, userId } = known(facts, 'grant');
  const domains = known(facts, 'domains');
  const { users } =
    services?.({
      accountId,
      domains: () => Promise.resolve(domains),
      stale: () => undefined,
      authorizer: { authorize: () => ({ headers: { authorization: `Bearer ${bearer}` }, secrets: [bearer] }) },
      terms: () => ({ ...facts.terms, retryDelays: [] }),
      log: silentLogger,
      secrets: () => undefined,
    }) ?? {};
  return users?.get(userId);
}

function described({ kind, skillIds, maxAsyncChats, enabled }: User): Description {
  const oddities = [
    ...(enabled === false ? ['it is disabled: enable it'] : []),
    ...(kind === 'human' ? ['it is a person and no bot: make a user of type Bot'] : []),
    ...(skillIds.length === 0 ? ['it has no skill, so it may be offered little: give it one'] : []),
    ...(maxAsyncChats === 0 ? ['it may hold no conversation: raise its maximum'] : []),
  ];
  const room = maxAsyncChats === undefined ? "the account's number of" : String(maxAsyncChats);
  return { says: `skills ${skillIds.join(', ') || 'none'}, ${room} conversations at once`, oddities };
}

const unreadable = (why: string): Description => ({
  says: `its skills are not known here (${why}), which does no harm`,
  oddities: [],
});
