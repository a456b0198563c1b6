/** The vocabulary of the wire, for packages that speak it: the transport and the simulator. */
export { type AgentIdentity, agentIdentity, isAgent } from './protocol/agent-id.js';
export { agentSocketOrigin } from './protocol/agent-socket-origin.js';
export { agentSocketUrl } from './protocol/agent-socket-url.js';
export { consumerSocketUrl } from './protocol/consumer-socket-url.js';
export { closeVerdict, type CloseVerdict, upgradeVerdict } from './protocol/close-code.js';
export {
  type ConversationChange,
  type ConversationSnapshot,
  type DialogParticipantSnapshot,
  type DialogSnapshot,
  type OpenState,
  type ParticipantSnapshot,
  readConversationChanges,
} from './protocol/conversation-change.js';
export { textOf } from './protocol/event-text.js';
export { findTap, type Tap } from './protocol/tap.js';
export { isDeeper } from './protocol/depth.js';
export { Domains, type DomainsOptions, Service } from './protocol/domains.js';
export {
  type IncomingFrame,
  type MalformedFrame,
  type NotificationFrame,
  parseFrame,
  type RequestFrame,
  type ResponseFrame,
} from './protocol/frame.js';
export {
  type AcceptStatusEvent,
  type ChatStateEvent,
  type ContentEvent,
  type EventContent,
  isContent,
  type MessageEvent,
  readEventContent,
  readMessageEvent,
  type RichContentEvent,
  type Role,
  type UnknownEvent,
} from './protocol/message-event.js';
export { externalIdOf, type Metadata, readMetadata } from './protocol/metadata.js';
export {
  AgentNotification,
  AgentRequest,
  ChatState,
  ConsumerNotification,
  ConsumerRequest,
  ConversationField,
  DialogEventType,
  MetadataKind,
  ReceiptStatus,
} from './protocol/names.js';
export {
  hashOf,
  type Oauth1Method,
  type Oauth1Request,
  type Oauth1Secrets,
  percentEncode,
  signatureBase,
  signingKey,
} from './protocol/signature-base.js';
export {
  field,
  isObject,
  type JsonObject,
  readCount,
  readList,
  readNumber,
  readString,
  readText,
} from './protocol/read.js';
export { type AgentStateChange, readAgentStates } from './protocol/agent-state.js';
export { readRings, type RingSnapshot, type RingState } from './protocol/routing-task.js';
