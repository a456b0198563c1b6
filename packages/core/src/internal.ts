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
export { ConsoleMissingError } from './errors/console.js';
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
export { setAgentState, subscribeConversations, subscribeRoutingTasks } from './bot/restoration.js';
export { DialogClosedError, HandlerFailedError, HandlerTimeoutError, LateReplyError } from './errors/handler.js';
export { HoldfastError, type HoldfastErrorOptions, isHoldfastError } from './errors/holdfast-error.js';
export { failureCause, failureCode } from './errors/network-failure.js';
export { NotRecordedError, RecordingUnreadableError, RecordingVersionError } from './errors/recording.js';
export { StoreConflictError, type StoreInput, StoreInputError, StoreUnavailableError } from './errors/store.js';
export { entryKey, entryPrefix } from './memory/entry-key.js';
export { jsonText } from './memory/json-text.js';
export type { Json, Store, StoreKey, StoreSetOptions, Versioned, VersionCheck } from './ports/store.js';
export type { Authenticator, Grant } from './ports/authenticator.js';
export type { Authorization, Authorizer, RequestToAuthorize } from './ports/authorizer.js';
export type { Call } from './ports/call.js';
export type { ServiceAccess } from './ports/service-access.js';
export type { ConfigurationEntry, ConfigurationList } from './ports/account-configuration.js';
export type { ConsumerIdentity, ExchangeOptions } from './ports/consumer-identity.js';
export type {
  ContextPlace,
  ContextStore,
  ContextValues,
  ReadContextOptions,
  SetContextOptions,
} from './ports/context-store.js';
export type { Engagement, EngagementQuestion, Engagements } from './ports/engagements.js';
export type { FoundConversation, HistoryPage, HistorySearch, MessagingHistory } from './ports/messaging-history.js';
export type { NextAction, NextActions, NextActionsAnswer, NextActionsQuestion } from './ports/next-actions.js';
export type { ServiceCallOptions } from './ports/service-call.js';
export type { Services } from './ports/services.js';
export type {
  ListUsersOptions,
  User,
  UserChange,
  UserList,
  UserListChange,
  Users,
  WatchUsersOptions,
} from './ports/users.js';
export type { FileStorage } from './ports/file-storage.js';
export { type Logger, silentLogger } from './ports/logger.js';
export type { Platform, PlatformTimeouts } from './ports/platform.js';
export type { Side } from './ports/side.js';
export type { Witness, WitnessedHandler, WitnessedLife } from './ports/witness.js';
export type {
  AnswerListener,
  ClockReading,
  OutgoingRequest,
  Socket,
  SocketEnd,
  SocketListener,
  SocketTarget,
  SocketTimings,
  Transport,
} from './ports/transport.js';
export { redactPatterns } from './redaction/secret-patterns.js';
export { redact } from './redaction/redact.js';
export { redactingLogger, type RedactingLoggerOptions } from './redaction/redacting-logger.js';
export { namesSecret } from './redaction/secret-names.js';
export { REDACTED, Secrets, type SecretsOptions } from './redaction/secrets.js';
export { type Alarm, AlarmClock } from './resilience/alarm-clock.js';
export { loginFloor, type LoginMoments, refusedDelay, type RefusedTerms } from './resilience/login-delay.js';
export { Line, type Standing } from './resilience/line.js';
export { type Clock, monotonicClock, monotonicNow } from './resilience/monotonic.js';
export { reconnectDelay, type ReconnectTerms, RESTART_WINDOW, restartWindows } from './resilience/reconnect-delay.js';
export { type Admission, RepeatLimit, type RepeatLimitOptions } from './resilience/repeat-limit.js';
export { pause } from './resilience/pause.js';
export { askOwner } from './credentials/ask-owner.js';
export { type FreshToken, RenewableToken, type RenewableTokenParts } from './credentials/renewable-token.js';
export { responseTo, type SentRequest } from './resilience/response-to.js';
export { retryAfter, type RetryAfterTerms } from './resilience/retry-after.js';
export { spread } from './resilience/spread.js';
export { TokenBucket, type TokenBucketOptions } from './resilience/token-bucket.js';
export { type DeadlineTerms, withDeadline } from './resilience/with-deadline.js';
export { type Failure, final, type Retried, type RetryTerms, withRetries } from './resilience/with-retries.js';
export { assertWindows, type Window } from './resilience/window.js';

export { LazyMap } from './collections/lazy-map.js';
export { LazySet } from './collections/lazy-set.js';

// What the session of a bot and that of a consumer have in common.
export type { CatchUp, Duties } from './session/duties.js';
export { goLive } from './session/go-live.js';
export { looks, type LooksTerms } from './session/looks.js';
export type { LifecycleEvent } from './session/lifecycle.js';
export { LoginGate } from './session/login-gate.js';
export { type PartialSessionOptions, type SessionOptions, sessionOptions } from './session/options.js';
export { Session } from './session/session.js';
export { initial, type State } from './session/state.js';
export { isEnd } from './session/table.js';
export { connects } from './bot/connects.js';
export { type BotState, botState } from './bot/bot-state.js';
export { recordEvent } from './bot/event-log.js';
export { Signals } from './bot/signals.js';
export { Snapshots } from './bot/snapshots.js';
export { Cursor } from './delivery/cursor.js';
