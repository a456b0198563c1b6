/** For sibling packages only: the errors they throw and the ports they implement. Users import from `holdfast`. */
export {
  BearerExpiredError,
  AccountBlockedError,
  AccountUnknownError,
  BotUserTakenError,
  DestinationRefusedError,
  LoginRefusedError,
  PlatformUnavailableError,
  RequestRefusedError,
  ThrottledError,
  UnexpectedAnswerError,
} from './errors/platform.js';
export { ConfigurationError, ContentError, HandlerDeclarationError } from './errors/configuration.js';
export {
  ConnectionLostError,
  ProtocolViolationError,
  QueueOverflowError,
  RequestTimeoutError,
  type Sent,
  StoppedError,
  UpgradeRefusedError,
} from './errors/connection.js';
export { HandlerFailedError, HandlerTimeoutError, LateReplyError } from './errors/handler.js';
export { HoldfastError, type HoldfastErrorOptions, isHoldfastError } from './errors/holdfast-error.js';
export type { Authenticator, Grant } from './ports/authenticator.js';
export type { Call } from './ports/call.js';
export { type Logger, silentLogger } from './ports/logger.js';
export type { Platform } from './ports/platform.js';
export type {
  ClockReading,
  OutgoingRequest,
  Socket,
  SocketEnd,
  SocketListener,
  SocketTarget,
  SocketTimings,
  Transport,
} from './ports/transport.js';
