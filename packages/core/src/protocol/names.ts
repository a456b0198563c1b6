/**
 * Wire names. The agent side speaks the dotted v2 names, the consumer side the v3 names (messaging.md §4, §5, §11).
 */

/** Requests of the agent socket. Source: messaging.md §5. */
export const AgentRequest = {
  getClock: '.GetClock',
  keepAlive: '.KeepAlive',
  subscribeConversations: '.ams.aam.SubscribeExConversations',
  unsubscribeConversations: '.ams.aam.UnsubscribeExConversations',
  updateConversationSubscription: '.ams.aam.UpdateExConversationSubscription',
  requestConversation: '.ams.cm.AgentRequestConversation',
  updateConversationField: '.ams.cm.UpdateConversationField',
  publishEvent: '.ams.ms.PublishEvent',
  queryMessages: '.ams.ms.QueryMessages',
  generateUploadUrl: '.ams.ms.GenerateURLForUploadFile',
  generateDownloadUrl: '.ams.ms.GenerateURLForDownloadFile',
  /** Its body and its answer are documented nowhere. */
  generateDownloadToken: '.ams.ms.token.GenerateDownloadToken',
  setAgentState: '.ams.routing.SetAgentState',
  subscribeAgentsState: '.ams.routing.SubscribeAgentsState',
  subscribeRoutingTasks: '.ams.routing.SubscribeRoutingTasks',
  updateRoutingSubscription: '.ams.routing.UpdateRoutingTaskSubscription',
  updateRingState: '.ams.routing.UpdateRingState',
  getUserProfile: '.ams.userprofile.GetUserProfile',
} as const;

/** Notifications of the agent socket. Source: messaging.md §6. */
export const AgentNotification = {
  conversationChange: '.ams.aam.ExConversationChangeNotification',
  message: '.ams.ms.OnlineEventDistribution',
  routingTask: '.ams.routing.RoutingTaskNotification',
  agentState: '.ams.routing.AgentStateNotification',
  /** Older and superseded by `routingTask`; to be ignored. */
  ringUpdated: '.ams.routing.RingUpdated',
} as const;

/** Requests of the consumer socket. Source: messaging.md §11.3. */
export const ConsumerRequest = {
  initConnection: 'InitConnection',
  getClock: 'GetClock',
  keepAlive: 'KeepAlive',
  subscribeConversations: 'cqm.SubscribeExConversations',
  unsubscribeConversations: 'cqm.UnsubscribeExConversations',
  requestConversation: 'cm.ConsumerRequestConversation',
  updateConversationField: 'cm.UpdateConversationField',
  publishEvent: 'ms.PublishEvent',
  subscribeMessages: 'ms.SubscribeMessagingEvents',
  generateUploadUrl: 'ms.GenerateURLForUploadFile',
  generateDownloadUrl: 'ms.GenerateURLForDownloadFile',
  setUserProfile: 'userprofile.SetUserProfile',
} as const;

/** Notifications of the consumer socket. Source: messaging.md §11.4. */
export const ConsumerNotification = {
  conversationChange: 'cqm.ExConversationChangeNotification',
  message: 'ms.MessagingEventNotification',
} as const;

/** Events of a dialog. Source: messaging.md §5.9. */
export const DialogEventType = {
  content: 'ContentEvent',
  richContent: 'RichContentEvent',
  receipt: 'AcceptStatusEvent',
  chatState: 'ChatStateEvent',
} as const;

/** Statuses of a receipt. Source: messaging.md §5.9. */
export const ReceiptStatus = {
  /** Delivered to the device. */
  accept: 'ACCEPT',
  /** Shown. */
  read: 'READ',
  access: 'ACCESS',
  nack: 'NACK',
  /** The consumer tapped something. */
  action: 'ACTION',
  /** A bot annotates a message of the consumer. */
  enrich: 'ENRICH',
} as const;

/** What a person's device tells of him. Source: messaging.md §5.9. */
export const ChatState = {
  active: 'ACTIVE',
  inactive: 'INACTIVE',
  gone: 'GONE',
  composing: 'COMPOSING',
  pause: 'PAUSE',
  /** Told by the platform, of a consumer whose socket closed. */
  background: 'BACKGROUND',
} as const;

/** Kinds of metadata whose fields, or at least whose names, are documented. Source: messaging.md §5.9. */
export const MetadataKind = {
  externalId: 'ExternalId',
  botResponse: 'BotResponse',
  actionReason: 'ActionReason',
  escalationSummary: 'EscalationSummary',
  paymentResponse: 'ConnectorPaymentResponse',
  authenticationResponse: 'ConnectorAuthenticationResponse',
  socialMessaging: 'SocialMessagingEventData',
  survey: 'Survey',
  /** Of survey dialogs, too; of these the fields are not documented. */
  question: 'Question',
  answer: 'Answer',
  invalidAnswer: 'InvalidAnswer',
} as const;

/** Entries of an UpdateConversationField request. Source: messaging.md §5.8. */
export const ConversationField = {
  participants: 'ParticipantsChange',
  skill: 'Skill',
  state: 'ConversationStateField',
  stage: 'Stage',
  dialog: 'DialogChange',
  ttr: 'TTRField',
  delay: 'DelayField',
  manualEttr: 'ManualETTR',
  note: 'Note',
  topic: 'TopicField',
  /** The consumer's, not the brand's. */
  csat: 'CSATRate',
} as const;
