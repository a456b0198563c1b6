import type { Metadata } from '../protocol/metadata.js';
import { field, readList, readText } from '../protocol/read.js';

/** Metadata that comes in with a message, as far as LivePerson documents its fields. Source: messaging.md §5.9. */
export interface IncomingMetadata {
  /** What was tapped; see `message.clicked`. */
  readonly ExternalId: { readonly id: string };
  /** The answer to a request for payment, through a connector such as Apple's. */
  readonly ConnectorPaymentResponse: {
    readonly status: string | undefined;
    readonly requestIdentifier: string | undefined;
  };
  /** The answer to a request to sign in. The token is a secret: it is for the service that issued it, not for a log. */
  readonly ConnectorAuthenticationResponse: {
    readonly status: string | undefined;
    readonly token: string | undefined;
    /** As the connector sent them; LivePerson documents no form. */
    readonly errors: readonly unknown[];
  };
  /** Where a message of a social network belongs. */
  readonly SocialMessagingEventData: {
    readonly channel: string | undefined;
    readonly replyToId: string | undefined;
    readonly source: string | undefined;
    readonly event: string | undefined;
    readonly currentChannel: string | undefined;
    readonly dmChatId: string | undefined;
  };
  /** The survey that a dialog belongs to. */
  readonly Survey: {
    readonly id: string;
    readonly revision: string | undefined;
    readonly provider: string | undefined;
  };
}

/**
 * The first piece of some metadata that is of a type, with its fields read; `undefined` if there is none, or none with the
 * fields it cannot be without. Pieces of other types are in `message.metadata` as they came.
 */
export function findMetadata<T extends keyof IncomingMetadata>(
  metadata: readonly Metadata[],
  type: T,
): IncomingMetadata[T] | undefined {
  for (const piece of metadata) {
    const read = piece.type === type ? readers[type](piece) : undefined;
    if (read !== undefined) return read;
  }
  return undefined;
}

type Readers = {
  readonly [T in keyof IncomingMetadata]: (piece: Metadata) => IncomingMetadata[T] | undefined;
};

const SHORT = 256;
const LONG = 8_192;

const readers: Readers = {
  ExternalId: (piece) => {
    const id = textIn(piece, 'id', 64);
    return id === undefined ? undefined : { id };
  },
  ConnectorPaymentResponse: (piece) => ({
    status: textIn(piece, 'status'),
    requestIdentifier: textIn(piece, 'requestIdentifier'),
  }),
  ConnectorAuthenticationResponse: (piece) => ({
    status: textIn(piece, 'status'),
    token: textIn(piece, 'token', LONG),
    errors: readList(field(piece, 'errors')),
  }),
  SocialMessagingEventData: (piece) => {
    const event = field(piece, 'event');
    const state = field(piece, 'conversationState');
    return {
      channel: textIn(piece, 'channel'),
      replyToId: textIn(piece, 'replyToId'),
      source: textIn(event, 'source'),
      event: textIn(event, 'type'),
      currentChannel: textIn(state, 'currentChannel'),
      dmChatId: textIn(state, 'dmChatId'),
    };
  },
  Survey: (piece) => {
    const id = textIn(piece, 'id');
    const [revision, provider] = [textIn(piece, 'revision'), textIn(piece, 'provider')];
    return id === undefined ? undefined : { id, revision, provider };
  },
};

const textIn = (value: unknown, name: string, max = SHORT): string | undefined => readText(field(value, name), max);
