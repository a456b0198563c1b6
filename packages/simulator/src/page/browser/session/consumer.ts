import { ConsumerRequest, field, type JsonObject, type Metadata, readCount, readText } from '@holdfast/core/protocol';
import type { Choice } from '../chat/choice.js';
import { grantedPath, type SharedFile } from '../chat/file.js';
import { type OpenPlace, openPlace } from '../chat/open-place.js';
import type { Store } from '../chat/store.js';
import type { Place } from '../chat/timeline.js';
import { RequestRefusedError } from '../connection/request-refused-error.js';
import type { ConversationFeed } from './conversation-feed.js';
import type { StandingConnection } from './standing-connection.js';

export interface ConsumerParts {
  readonly accountId: string;
  readonly store: Store;
  readonly connection: StandingConnection;
  readonly feed: ConversationFeed;
}

/** What the person in front of the page does. Nothing here rejects: what goes wrong is shown. */
export class Consumer {
  private lastKey = 0;
  /** One at a time, so that the first of two quick messages starts the conversation for both. */
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly parts: ConsumerParts) {}

  /** Says a text in the open dialog, or in a new conversation. */
  say(text: string): Promise<void> {
    return this.inTurn(() => this.speak(text));
  }

  /** Says again what may not have arrived. */
  sayAgain(key: string, text: string): Promise<void> {
    this.parts.store.apply({ type: 'withdrawn', key });
    return this.say(text);
  }

  /** Taps a button of a message: tells the platform so, and says what the button says. Source: messaging.md §5.9. */
  tap({ actions, metadata }: Choice, { dialogId, sequence }: Place): Promise<void> {
    return this.inTurn(async () => {
      const event = { type: 'AcceptStatusEvent', status: 'ACTION', sequenceList: [sequence] };
      await this.attempt('The tap', () => this.publish({ dialogId, event, metadata }));
      for (const action of actions) if (action.kind === 'say') await this.speak(action.text, metadata);
    });
  }

  /** Stores a picture on the platform and shows it in the conversation. Source: messaging.md §5.12. */
  share(file: File): Promise<void> {
    return this.inTurn(async () => {
      await this.attempt('The picture', async () => {
        const relativePath = await this.store(file);
        const { dialogId } = openPlace(this.parts.store.state) ?? (await this.startConversation());
        const message = { caption: file.name, relativePath, fileType: fileTypeOf(file) };
        await this.publish({
          dialogId,
          event: { type: 'ContentEvent', contentType: 'hosted/file', message },
          metadata: [],
        });
      });
    });
  }

  /** Where a shared file can be fetched for a short while; `undefined` if the platform does not say so. */
  async addressOf({ relativePath }: SharedFile): Promise<string | undefined> {
    try {
      return grantedPath(await this.parts.connection.request(ConsumerRequest.generateDownloadUrl, { relativePath }));
    } catch {
      return undefined;
    }
  }

  /** Closes the open dialog: the main one, or the survey that follows it. */
  close(): Promise<void> {
    return this.inTurn(async () => {
      const place = openPlace(this.parts.store.state);
      if (place === undefined) return;
      const dialog = { dialogId: place.dialogId, state: 'CLOSE', closedCause: 'Closed by consumer' };
      const conversationField = { field: 'DialogChange', type: 'UPDATE', dialog };
      await this.attempt('Closing the conversation', () =>
        this.parts.connection.request(ConsumerRequest.updateConversationField, {
          conversationId: place.conversationId,
          conversationField,
        }),
      );
    });
  }

  private async speak(text: string, metadata: readonly Metadata[] = []): Promise<void> {
    const { store } = this.parts;
    this.lastKey += 1;
    const key = `outgoing-${this.lastKey}`;
    store.apply({ type: 'saying', key, text });
    const event = { type: 'ContentEvent', contentType: 'text/plain', message: text };
    const arrived = await this.attempt('The message', async () => {
      const { dialogId } = openPlace(this.parts.store.state) ?? (await this.startConversation());
      const sequence = await this.publish({ dialogId, event, metadata });
      store.apply({ type: 'said', key, dialogId, sequence });
    });
    if (!arrived) store.apply({ type: 'unsaid', key });
  }

  private async store(file: File): Promise<string> {
    const body = { fileSize: file.size, fileType: fileTypeOf(file) };
    const granted = grantedPath(await this.parts.connection.request(ConsumerRequest.generateUploadUrl, body));
    const answer = await fetch(granted ?? '', { method: 'PUT', body: file, signal: AbortSignal.timeout(30_000) });
    if (granted === undefined || !answer.ok) throw new RequestRefusedError(answer.status, 'the upload of a file');
    return granted.replace(/\?.*$/, '');
  }

  private async publish({ dialogId, event, metadata }: Publication): Promise<number> {
    const { connection, store } = this.parts;
    const conversationId = store.state.conversation?.dialogs.some(({ id }) => id === dialogId)
      ? store.state.conversation.id
      : dialogId;
    const more = metadata.length === 0 ? {} : { metadata };
    const answer = await connection.request(ConsumerRequest.publishEvent, { dialogId, conversationId, event }, more);
    return readCount(field(answer, 'sequence')) ?? 0;
  }

  private async startConversation(): Promise<OpenPlace> {
    const { accountId, connection, feed } = this.parts;
    const body = { brandId: accountId, channelType: 'MESSAGING', skillId: '-1', ttrDefName: 'NORMAL' };
    const answer = await connection.request(ConsumerRequest.requestConversation, body);
    const id = readText(field(answer, 'conversationId'), 256) ?? '';
    await feed.listen(id, id);
    return { dialogId: id, conversationId: id };
  }

  /** Whether it has worked. */
  private async attempt(what: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.parts.store.apply({ type: 'refused', notice: noticeOf(what, error) });
      return false;
    }
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(work);
    return this.turn;
  }
}

interface Publication {
  readonly dialogId: string;
  readonly event: JsonObject;
  readonly metadata: readonly Metadata[];
}

const fileTypeOf = ({ type }: File): string =>
  type
    .replace(/^image\//, '')
    .toUpperCase()
    .slice(0, 8);

const noticeOf = (what: string, error: unknown): string =>
  error instanceof RequestRefusedError
    ? `${what} was refused by the platform (code ${error.code}).`
    : `${what} may not have arrived: the connection was lost.`;
