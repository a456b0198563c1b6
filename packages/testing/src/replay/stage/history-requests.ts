import type { Entry } from '@holdfast/recording';
import { AgentRequest } from '@holdfast/core/protocol';

/** Numbers of the requests whose answers are pages of history. */
export const historyRequests = (entries: readonly Entry[]): ReadonlySet<number> =>
  new Set(
    entries.flatMap((entry) =>
      entry.kind === 'request' && entry.type === AgentRequest.queryMessages ? [entry.request] : [],
    ),
  );
