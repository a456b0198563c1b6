/** Everything a bot author needs, in the order in which it is met. */

// A bot and its handlers.
export {
  Bot,
  OnClick,
  OnClose,
  OnConsumerState,
  OnConversation,
  OnHandlerError,
  OnMessage,
  OnParticipant,
  OnRing,
  OnSession,
  type HandlerDecorator,
  type MessageCriteria,
  type MessageFilter,
  type RingCriteria,
  type RingFilter,
  type StartOptions,
  type StopOptions,
  type TextFilter,
} from '@holdfast/core';

// The way to LivePerson, and a process of its own.
export { liveperson, type LivePersonOptions } from './liveperson.js';
export { type Environment, fromEnv } from './from-env.js';
export { type BotClass, type HostProcess, run, type RunOptions } from './run.js';
export type { ProxyOptions } from './proxy/proxy-option.js';
export type { Certificates } from './options/certificates.js';
export type {
  ApplicationClient,
  ApplicationKeys,
  Credentials,
  CredentialsProvider,
  SamlAssertion,
  SuppliedBearer,
  UserPassword,
} from '@holdfast/auth';

// What handlers are given.
export type {
  Clicked,
  CloseOptions,
  ConsumerState,
  ConsumerStateChange,
  Conversation,
  Dialog,
  HandlerFailure,
  HandlerInputs,
  HandlerKind,
  HistoryMessage,
  HistoryRange,
  Message,
  Participant,
  ParticipantChange,
  Ring,
  SendOptions,
  TransferTarget,
  Ttr,
  TtrName,
} from '@holdfast/core';

// What a bot says.
export {
  type Action,
  type Actions,
  type Border,
  type BuiltContent,
  button,
  type ButtonElement,
  type ButtonOptions,
  card,
  type CardOptions,
  carousel,
  type Carousel,
  type CarouselOptions,
  checkbox,
  type CheckboxElement,
  type CheckboxOptions,
  type Content,
  contentLimits,
  type ContentLimits,
  datePicker,
  type DatePickerAction,
  type DatePickerOptions,
  horizontal,
  type Horizontal,
  image,
  type ImageElement,
  type ImageOptions,
  type LayoutOptions,
  link,
  type LinkAction,
  type LinkOptions,
  list,
  type ListElement,
  type ListOptions,
  type LookOptions,
  map,
  type MapElement,
  type MapOptions,
  navigate,
  type NavigateAction,
  publish,
  type PublishAction,
  quickReplies,
  type QuickReplies,
  type QuickRepliesOptions,
  reply,
  type ReplyOptions,
  richContent,
  type RichContentOptions,
  type RichElement,
  section,
  type Section,
  type Style,
  submit,
  type SubmitButton,
  type TapOptions,
  text,
  type TextElement,
  type TextMessageOptions,
  type TextOptions,
  vertical,
  type Vertical,
} from '@holdfast/core';

// Metadata for what is said and done.
export {
  type ActionReason,
  actionReason,
  type BotResponse,
  botResponse,
  type BotResponseOptions,
  type BusinessCase,
  type ConfidenceLevel,
  type EscalationReason,
  type EscalationSummary,
  escalationSummary,
  type EscalationSummaryOptions,
  type ExternalId,
  externalId,
  findMetadata,
  type IncomingMetadata,
  type Intent,
  type Metadata,
} from '@holdfast/core';

// Options of a bot.
export {
  type AcceptPolicy,
  type AgentState,
  type BotOptions,
  type LoopOptions,
  type OnJoin,
  type PartialSessionOptions,
  sessionDefaults,
  type SessionOptions,
  type Watch,
  type WatchQuery,
  type Window,
} from '@holdfast/core';

// What a bot tells.
export type {
  BotEvent,
  BotEventName,
  BotEvents,
  BotState,
  DeliveryDepths,
  Health,
  LifecycleEvent,
  LifecycleEvents,
  LifecycleName,
  Phase,
} from '@holdfast/core';
export { type Logger, silentLogger } from '@holdfast/core';
export { defaultLogger, type DefaultLoggerOptions, type LogLevel } from './logging/default-logger.js';
export type { Output } from './logging/standard-output.js';

// Errors.
export {
  AccountBlockedError,
  AccountUnknownError,
  BearerExpiredError,
  BotUserTakenError,
  ConfigurationError,
  ConnectionLostError,
  ContentError,
  DestinationRefusedError,
  HandlerDeclarationError,
  HandlerFailedError,
  HandlerTimeoutError,
  HoldfastError,
  type HoldfastErrorOptions,
  isHoldfastError,
  LateReplyError,
  LoginRefusedError,
  PlatformUnavailableError,
  ProtocolViolationError,
  QueueOverflowError,
  RequestRefusedError,
  RequestTimeoutError,
  type Sent,
  StoppedError,
  ThrottledError,
  UnexpectedAnswerError,
  UpgradeRefusedError,
} from '@holdfast/core';

// Ports: for those who bring their own way to a platform.
export type {
  Authenticator,
  Call,
  ClockReading,
  Grant,
  OutgoingRequest,
  Platform,
  PlatformTimeouts,
  Socket,
  SocketEnd,
  SocketListener,
  SocketTarget,
  SocketTimings,
  Transport,
} from '@holdfast/core';
