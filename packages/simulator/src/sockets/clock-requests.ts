import type { Account } from '../model/account.js';
import { handler, type RequestHandler } from './request-handler.js';

interface ClockNames {
  readonly clockType: string;
  readonly stringType: string;
}

/** GetClock and KeepAlive, which both sides have. Source: messaging.md §5.1. */
export const clockRequests = ({ clockType, stringType }: ClockNames) =>
  ({
    GetClock: handler({ type: 'object' }, ({ account }) => ({
      type: clockType,
      body: { currentTime: account.clock.now() },
    })),
    KeepAlive: handler({ type: 'object' }, () => ({ type: stringType, body: 'OK' })),
  }) satisfies Record<string, RequestHandler<{ readonly account: Account }>>;
