import { isObject, type JsonObject, readList, readText } from '@holdfast/core/protocol';
import type { Account } from '../model/account.js';
import { decodeClaims } from '../model/consumer-tokens.js';
import type { DomainEvent } from '../model/domain-event.js';
import { Refusal } from '../refusal.js';
import { consumerRequestName } from '../wire/request-name.js';
import { CONSUMER_STRING, type ConsumerContext } from './consumer-context.js';
import { consumerRequests } from './consumer-requests.js';
import { ConsumerSubscriptions } from './consumer-subscriptions.js';
import type { FrameSocket, Reply, WireRequest } from './frame-socket.js';

export interface ConsumerSocketOptions {
  readonly account: Account;
  readonly socket: FrameSocket;
  /** From the upgrade's header or path; without it the first frame must be InitConnection. */
  readonly jwt?: string;
  readonly clientProperties?: JsonObject;
}

const MISSING_TOKEN = 4401;
const BAD_ANONYMOUS_TOKEN = 4407;

/** The consumer's side of the messaging service for one connection. Source: messaging.md §11. */
export class ConsumerSocket {
  readonly socket: FrameSocket;
  private context: ConsumerContext | undefined;
  private readonly cancelWait: () => void;

  constructor(private readonly options: ConsumerSocketOptions) {
    const { account, socket, jwt, clientProperties } = options;
    this.socket = socket;
    this.cancelWait = account.clock.after(account.settings.timings.initConnection, () => {
      if (this.context === undefined) socket.close(MISSING_TOKEN, 'InitConnection did not come in time');
    });
    socket.serve(
      (request) => this.answer(request),
      () => this.ended(),
    );
    if (jwt !== undefined) this.authenticate(jwt, clientProperties);
  }

  /** The consumer of this connection, once known. */
  get consumerId(): string | undefined {
    return this.context?.consumer.id;
  }

  tell(event: DomainEvent): void {
    if (this.socket.isOpen) this.context?.subscriptions.tell(event);
  }

  private ended(): void {
    this.cancelWait();
    if (this.context) this.options.account.consumerDisconnected(this.context.consumer);
  }

  private answer(request: WireRequest): Reply {
    const type = consumerRequestName(request.type);
    if (type === 'InitConnection') return this.init(request);
    if (this.context === undefined) throw new Refusal(401, 'Unauthorized, InitConnection must come first');
    const answer = consumerRequests.get(type);
    if (answer === undefined) throw new Refusal(400, 'Bad Request, unknown request type');
    return answer(this.context, request);
  }

  private init({ headers }: WireRequest): Reply {
    if (this.context !== undefined) throw new Refusal(400, 'Bad Request, the connection is initialized already');
    const header = (type: string) =>
      readList(headers).find((one): one is JsonObject => isObject(one) && one['type'] === `.ams.headers.${type}`);
    const jwt = readText(header('ConsumerAuthentication')?.['jwt'], 2_048) ?? '';
    if (!this.authenticate(jwt, header('ClientProperties'))) throw new Refusal(401, 'Unauthorized');
    return { type: CONSUMER_STRING, body: 'Connection initialized successfully' };
  }

  /** A token that does not hold closes the socket; the code tells which kind of identity has to be renewed. */
  private authenticate(jwt: string, clientProperties: JsonObject | undefined): boolean {
    const { account, socket } = this.options;
    const claims = account.tokens.verify(jwt, 'lp');
    if (claims === undefined) {
      const authenticated = isObject(decodeClaims(jwt)?.['lp.ext']);
      const code = jwt === '' || authenticated ? MISSING_TOKEN : BAD_ANONYMOUS_TOKEN;
      setImmediate(() => socket.close(code, 'the token is not valid'));
      return false;
    }
    this.cancelWait();
    const consumer = account.admit(claims.subject);
    account.consumerConnected(consumer);
    if (clientProperties) consumer.clientProperties = { ...clientProperties, type: '.ClientProperties' };
    this.context = { account, consumer, subscriptions: new ConsumerSubscriptions(account, consumer, socket) };
    return true;
  }
}
