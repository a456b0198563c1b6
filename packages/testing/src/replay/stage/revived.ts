import type { Failure } from '@holdfast/recording';
import {
  AccountBlockedError,
  AccountUnknownError,
  BearerExpiredError,
  ConnectionLostError,
  ContentError,
  DestinationRefusedError,
  type HoldfastError,
  LoginRefusedError,
  PlatformUnavailableError,
  ProtocolViolationError,
  RequestRefusedError,
  RequestTimeoutError,
  ThrottledError,
  UnexpectedAnswerError,
  UpgradeRefusedError,
} from 'holdfast';

/** An error of the same code and with the same facts; its message is not recorded. */
export function revived(failure: Failure): HoldfastError {
  const { code, status = 0, retryAfter, requestType = 'request', sent = 'unknown' } = failure;
  const message = `The recording says ${code} here.`;
  switch (code) {
    case 'ACCOUNT_UNKNOWN':
      return new AccountUnknownError(message);
    case 'ACCOUNT_BLOCKED':
      return new AccountBlockedError(message);
    case 'BEARER_EXPIRED':
      return new BearerExpiredError(message);
    case 'CONNECTION_LOST':
      return new ConnectionLostError(message, sent);
    case 'CONTENT':
      return new ContentError('body', message);
    case 'DESTINATION_REFUSED':
      return new DestinationRefusedError('a host', message);
    case 'LOGIN_REFUSED':
      return new LoginRefusedError(message, status);
    case 'PROTOCOL_VIOLATION':
      return new ProtocolViolationError(message);
    case 'REQUEST_REFUSED':
      return new RequestRefusedError(requestType, status, message);
    case 'REQUEST_TIMEOUT':
      return new RequestTimeoutError(requestType, message);
    case 'THROTTLED':
      return new ThrottledError(message, retryAfter ?? 1_000);
    case 'UNEXPECTED_ANSWER':
      return new UnexpectedAnswerError(message);
    case 'UPGRADE_REFUSED':
      return new UpgradeRefusedError(message, status, retryAfter);
    default:
      return new PlatformUnavailableError(message, failure.status, retryAfter);
  }
}
