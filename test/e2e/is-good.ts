import { BearerExpiredError, type Grant } from 'holdfast';

const CALL = { timeout: 5_000, retryDelays: [] };

/** Whether the platform still knows the bearer of a login. */
export async function isGood(grant: Grant | undefined): Promise<boolean> {
  if (grant === undefined) throw new Error('There was no login.');
  const { signal } = new AbortController();
  try {
    await grant.refresh({ ...CALL, signal });
    return true;
  } catch (error) {
    if (error instanceof BearerExpiredError) return false;
    throw error;
  }
}
