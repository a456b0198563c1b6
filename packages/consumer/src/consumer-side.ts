import type { Side } from '@holdfast/core/internal';
import { ConsumerRequest, consumerSocketUrl, type JsonObject, Service } from '@holdfast/core/protocol';

export interface ConsumerSideOptions {
  readonly accountId: string;
  /** What the platform is told of this consumer's window or app; `features` says what it can show. */
  readonly clientProperties: JsonObject;
}

/** Who it is, is said first. Several sockets of one consumer are several windows. Source: messaging.md §11.2. */
export const consumerSide = ({ accountId, clientProperties }: ConsumerSideOptions): Side => ({
  exclusive: false,
  origin: (domains) => domains.origin(Service.sharedSocket, 'ws'),
  target: (origin, { bearer }) => ({
    url: consumerSocketUrl(origin, accountId),
    clockRequest: ConsumerRequest.getClock,
    greeting: {
      type: ConsumerRequest.initConnection,
      body: {},
      headers: [
        { ...clientProperties, type: '.ams.headers.ClientProperties' },
        { type: '.ams.headers.ConsumerAuthentication', jwt: bearer },
      ],
    },
  }),
});
