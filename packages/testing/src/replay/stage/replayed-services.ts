import { field, readCount } from '@holdfast/core/protocol';
import type { FileStorage, Services } from 'holdfast';
import type { ReplayedCalls } from './replayed-calls.js';

const LARGEST_FILE = 100_000_000;

/** Files of that night, as far as anything is known of them: a download has its size, and zeros in it. */
export const replayedFiles = (calls: ReplayedCalls): FileStorage => ({
  async put(_url, _bytes, { signal }) {
    await calls.make('files.put', signal);
  },
  async get(_url, limit, { signal }) {
    const length = readCount(field(await calls.make('files.get', signal), 'length')) ?? 0;
    return new Uint8Array(Math.min(length, limit, LARGEST_FILE));
  },
});

/** Whatever client and method: the call ends as it did that night. Tokens are not recorded, so all are alike. */
export const replayedServices = (calls: ReplayedCalls): Services =>
  named((client) => clientOf(calls, client)) as unknown as Services;

const clientOf = (calls: ReplayedCalls, client: string): object =>
  named((method) =>
    // The one field that is no method.
    method === 'version'
      ? 2
      : async (): Promise<unknown> => {
          const answer = await calls.make(`services.${client}.${method}`);
          return client === 'identity' ? 'replayed-token' : answer;
        },
  );

/** An object that has everything. It is no promise, so it can be awaited. */
const named = (give: (name: string) => unknown): object =>
  new Proxy(
    {},
    {
      get: (_, name): unknown => (typeof name === 'string' && name !== 'then' ? give(name) : undefined),
    },
  );
