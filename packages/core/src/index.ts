/** The public names of the ground floor. Bot authors import them from `holdfast`. */

// A bot and its handlers.
export { Bot } from './bot/bot.js';
export type { StartOptions, StopOptions } from './bot/start-options.js';
export {
  OnChange,
  OnClick,
  OnClose,
  OnConsumerState,
  OnConversation,
  OnHandlerError,
  OnMessage,
  OnParticipant,
  OnReceipt,
  OnRing,
  OnSession,
  OnWatch,
} from './bot/decorators.js';
export type { HandlerDecorator } from './bot/handler-decorator.js';
export type { MessageCriteria, MessageFilter, TextFilter } from './bot/message-filter.js';
export type { RingCriteria, RingFilter } from './bot/ring-filter.js';

// What handlers are given.
export type { Clicked, Message } from './conversation/message.js';
export type {
  ChatStateName,
  Conversation,
  ReceiptOptions,
  ReceiptStatusName,
  SendOptions,
} from './conversation/conversation.js';
export type { CloseOptions, InDialog } from './conversation/conversation-control.js';
export type { Campaign, TimeToRespond } from './conversation/conversation-facts.js';
export type { ChangeName, ChangeValues } from './conversation/changes.js';
export type { ConsumerProfile } from './conversation/consumer-profile.js';
export type { Delay } from './conversation/delay.js';
export type { DownloadedFile, DownloadOptions } from './conversation/files.js';
export type { FileToSend, HostedFile } from './conversation/hosted-file.js';
export type { Ring } from './conversation/ring.js';
export type { Dialog } from './conversation/dialog.js';
export type { Participant } from './conversation/participant.js';
export type { HistoryMessage } from './conversation/history-message.js';
export type { HistoryPages, HistoryRange } from './conversation/voice.js';
export type { ConversationMemory } from './memory/conversation-memory.js';
export type { WriteOptions } from './memory/steady-store.js';
export type { DelayUntil, TransferTarget, Ttr, TtrName } from './conversation/update-field.js';
export type {
  ConsumerState,
  ConsumerStateChange,
  ConversationChanged,
  HandlerFailure,
  HandlerInputs,
  HandlerKind,
  ParticipantChange,
  Receipt,
} from './bot/handler-inputs.js';
export type { NewConversation } from './bot/new-conversation.js';

// What a bot says.
export type { BuiltContent, Content } from './content/content.js';
export { text, type TextMessageOptions, type TextOptions } from './content/text.js';
export { image, type ImageOptions } from './content/image.js';
export { button, type ButtonOptions } from './content/button.js';
export { map, type MapOptions } from './content/map.js';
export { card, type CardOptions } from './content/card.js';
export { carousel, type CarouselOptions, horizontal, type LayoutOptions, vertical } from './content/layout.js';
export { checkbox, type CheckboxOptions, list, type ListOptions, section, submit } from './content/list.js';
export {
  quickReplies,
  type QuickReplies,
  type QuickRepliesOptions,
  reply,
  type ReplyOptions,
} from './content/quick-replies.js';
export { richContent, type RichContentOptions } from './content/rich-content.js';
export { contentLimits, type ContentLimits } from './content/limits.js';
export {
  type Action,
  datePicker,
  type DatePickerAction,
  type DatePickerOptions,
  link,
  type LinkAction,
  type LinkOptions,
  navigate,
  type NavigateAction,
  publish,
  type PublishAction,
} from './content/action.js';
export type { Actions, TapOptions } from './content/click.js';
export type { LookOptions } from './content/look.js';
export type { Style } from './content/style.js';
export type {
  Border,
  ButtonElement,
  Carousel,
  CheckboxElement,
  Horizontal,
  ImageElement,
  ListElement,
  MapElement,
  RichElement,
  Section,
  SubmitButton,
  TextElement,
  Vertical,
} from './content/element.js';

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
  type Intent,
  survey,
  type Survey,
  type SurveyOptions,
} from './content/metadata.js';
export { findMetadata, type IncomingMetadata } from './content/find-metadata.js';
export type { Metadata } from './protocol/metadata.js';

// Options of a bot.
export type { AcceptPolicy, AcceptTerms } from './bot/accept-policy.js';
export type { AgentState, BotOptions, Watch, WatchQuery } from './bot/bot-options.js';
export type { LoopOptions, OnJoin } from './delivery/options.js';
export { inMemoryStore, type InMemoryStoreOptions } from './memory/in-memory-store.js';
export type { MemoryOptions } from './memory/options.js';
export { type PartialSessionOptions, sessionDefaults, type SessionOptions } from './session/options.js';
export type { Window } from './resilience/window.js';

// What a bot tells.
export type { BotState } from './bot/bot-state.js';
export type { EventType, Phase } from './session/table.js';
export { type PhaseTransition, sessionDiagram, type SessionDiagram } from './session/diagram.js';
export type { BotEvent, BotEventName, BotEvents } from './bot/events.js';
export type { LifecycleEvent, LifecycleEvents, LifecycleName } from './session/lifecycle.js';
export type { Health } from './bot/health.js';
export type { DeliveryDepths } from './delivery/delivery.js';
export type { LaneDepth } from './delivery/lane-depths.js';

// Services beside the socket.
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

// Errors.
export { HoldfastError, type HoldfastErrorOptions, isHoldfastError } from './errors/holdfast-error.js';
export { ConfigurationError, ContentError, HandlerDeclarationError } from './errors/configuration.js';
export { ConsoleMissingError, SessionPortError } from './errors/console.js';
export {
  AccountBlockedError,
  AccountUnknownError,
  BearerExpiredError,
  BotUserTakenError,
  DestinationRefusedError,
  LoginRefusedError,
  PlatformUnavailableError,
  RequestRefusedError,
  ThrottledError,
  UnexpectedAnswerError,
} from './errors/platform.js';
export {
  ConnectionLostError,
  ProtocolViolationError,
  QueueOverflowError,
  RequestTimeoutError,
  type Sent,
  StoppedError,
  UpgradeRefusedError,
} from './errors/connection.js';
export { NotRecordedError, RecordingUnreadableError, RecordingVersionError } from './errors/recording.js';
export { StoreConflictError, type StoreInput, StoreInputError, StoreUnavailableError } from './errors/store.js';
export { DialogClosedError, HandlerFailedError, HandlerTimeoutError, LateReplyError } from './errors/handler.js';

// Ports: for those who bring their own logger, or their own way to the platform.
export { type Logger, silentLogger } from './ports/logger.js';
export type { Platform, PlatformTimeouts } from './ports/platform.js';
export type { Witness, WitnessedHandler, WitnessedLife } from './ports/witness.js';
export type { FileStorage } from './ports/file-storage.js';
export type { Authenticator, Grant } from './ports/authenticator.js';
export type { Authorization, Authorizer, RequestToAuthorize } from './ports/authorizer.js';
export type { ServiceAccess } from './ports/service-access.js';
export type { Call } from './ports/call.js';
export type { Json, Store, StoreKey, StoreSetOptions, Versioned, VersionCheck } from './ports/store.js';
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
