/** The practical limit: a socket, JSON in, JSON out, and nothing kept in mind. */
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { WebSocket } from 'ws';
import { type Client, CREDENTIALS, type Settings } from './client.js';
import { runClient } from './run-client.js';

const ACCOUNT = '12345678';
const PUBLISH = '.ams.ms.PublishEvent';

interface Frame {
  readonly kind: string;
  readonly type: string;
  readonly reqId?: string;
  readonly body: {
    readonly dialogId: string;
    readonly event: { readonly type: string; readonly message: string };
    readonly originatorMetadata: { readonly role: string };
  };
}

class BareClient implements Client {
  #first: WebSocket | undefined;
  #lastId = 0;

  constructor(private readonly settings: Settings) {}

  readonly start = async (index: number): Promise<void> => {
    const { secure, ca } = this.settings;
    const { baseURIs } = (await this.#rest('GET', 'service/baseURI.json?version=1.0')) as {
      readonly baseURIs: readonly { readonly service: string; readonly baseURI: string }[];
    };
    const host = baseURIs.find(({ service }) => service === 'facadeMsg')?.baseURI;
    const login = { username: `bot-${index}`, ...CREDENTIALS };
    const { bearer, config } = (await this.#rest('POST', 'login?v=1.3', login)) as {
      readonly bearer: string;
      readonly config: { readonly userId: string };
    };
    const url = `${secure ? 'wss' : 'ws'}://${host}/ws_api/account/${ACCOUNT}/messaging/brand/${bearer}?v=2.1`;
    const socket = new WebSocket(url, { ca });
    this.#first ??= socket;
    const agentId = `${ACCOUNT}.${config.userId}`;
    await new Promise<void>((resolve) => {
      socket.on('open', () => {
        this.#send(socket, '.ams.aam.SubscribeExConversations', { convState: ['OPEN'], agentIds: [agentId] });
        const body = { channelType: 'MESSAGING', agentId, brandId: ACCOUNT };
        this.#send(socket, '.ams.routing.SubscribeRoutingTasks', body);
        const state = { channels: ['MESSAGING'], agentUserId: agentId, availability: 'ONLINE' };
        const last = this.#send(socket, '.ams.routing.SetAgentState', state);
        socket.on('message', (data: Buffer) => {
          const frame = JSON.parse(data.toString()) as Frame;
          if (frame.kind === 'notification') this.#notified(socket, frame);
          else if (frame.reqId === last) resolve();
        });
      });
      socket.on('close', () => setTimeout(() => void this.start(index).catch(() => undefined), 1_000));
      socket.on('error', () => undefined);
    });
  };

  readonly askClock = (requests: number): void => {
    for (let index = 0; index < requests; index += 1) if (this.#first) this.#send(this.#first, '.GetClock', {});
  };

  #notified(socket: WebSocket, { type, body }: Frame): void {
    if (type !== '.ams.ms.OnlineEventDistribution' || body.originatorMetadata.role !== 'CONSUMER') return;
    if (body.event.type !== 'ContentEvent') return;
    const event = { type: 'ContentEvent', contentType: 'text/plain', message: `You said: ${body.event.message}` };
    this.#send(socket, PUBLISH, { dialogId: body.dialogId, event });
  }

  #send(socket: WebSocket, type: string, body: object): string {
    const id = String(++this.#lastId);
    socket.send(JSON.stringify({ kind: 'req', id, type, body }));
    return id;
  }

  #rest(method: string, path: string, body?: object): Promise<unknown> {
    const { secure, port, securePort, ca } = this.settings;
    const ask = secure ? tlsRequest : plainRequest;
    const options = { host: 'localhost', port: secure ? securePort : port, path: `/api/account/${ACCOUNT}/${path}` };
    return new Promise((resolve, reject) => {
      const request = ask({ ...options, method, ca }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.on('end', () => resolve(JSON.parse(text)));
      });
      request.on('error', reject);
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

await runClient((settings) => new BareClient(settings));
