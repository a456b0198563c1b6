/** Where a client finds the platform, and how many bots it is to start. Bots are named `bot-0`, `bot-1` … */
export interface Settings {
  readonly bots: number;
  readonly secure: boolean;
  readonly port: number;
  readonly securePort: number;
  /** The authority of the platform's certificate, in PEM. */
  readonly ca: string;
  /** The folder that holds node-agent-sdk. */
  readonly sdkFolder: string;
  /** Whether node-agent-sdk is to await the answers to what it publishes. */
  readonly tracked: boolean;
}

export interface Usage {
  /** Microseconds of processor time since the process began. */
  readonly cpu: number;
  /** Bytes, after a collection of garbage. */
  readonly rss: number;
  readonly heap: number;
}

/** Orders to the process of a client. */
export interface ClientOrders {
  readonly cpu: () => number;
  readonly memory: () => Promise<Usage>;
  /** Starts further bots. */
  readonly add: (bots: number) => Promise<void>;
  /** Resolves when the first bot takes part in so many conversations, and has read what they hold. */
  readonly settle: (conversations: number) => Promise<void>;
  /** Has so many requests in flight, none of which is answered for a while; gives the longest stall of the loop in ms. */
  readonly stall: (ask: { readonly requests: number; readonly watch: number }) => Promise<number>;
}

export interface Client {
  /** Resolves when the bot with this number is live. */
  readonly start: (index: number) => Promise<void>;
  /** Sends that many clock requests at once through the first bot. */
  readonly askClock: (requests: number) => void;
  /** Conversations that the first bot takes part in; only Holdfast can tell. */
  readonly conversations?: () => number;
}

export const CREDENTIALS = {
  appKey: 'appKey',
  secret: 'secret',
  accessToken: 'token',
  accessTokenSecret: 'tokenSecret',
};
