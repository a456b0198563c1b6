import { field, readText } from '@holdfast/core/protocol';

/** The nickname of an agent as the platform shows it to consumers; `undefined` if there is none. Source: messaging.md §11.4. */
export async function publicName(accountId: string, pid: string): Promise<string | undefined> {
  try {
    const path = `/api/account/${accountId}/configuration/le-users/users/${encodeURIComponent(pid)}`;
    const response = await fetch(path, { signal: AbortSignal.timeout(10_000) });
    return response.ok ? readText(field(await response.json(), 'nickname'), 128) : undefined;
  } catch {
    return undefined;
  }
}
