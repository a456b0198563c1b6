import { authenticator } from '@holdfast/auth';
import { fileStorage } from '@holdfast/services';
import {
  type BotUser,
  type Platform as Simulator,
  ScriptedConsumer,
  type ScriptedConsumerOptions,
} from '@holdfast/simulator';
import { Agent as HttpsAgent } from 'node:https';
import { webSocket } from '@holdfast/transport';
import { liveperson, type Platform } from 'holdfast';
import { MemoryAgent } from './memory-agent.js';
import { type MemoryLineOptions, MemorySocket } from './memory-socket.js';

/** How bots and consumers reach the platform. */
export interface ArenaLine {
  bot(user: BotUser): Platform;
  consumer(options: ScriptedConsumerOptions): ScriptedConsumer;
}

/** Real sockets on loopback. */
export const networkLine = (simulator: Simulator): ArenaLine => ({
  bot: ({ credentials }) => liveperson({ accountId: simulator.accountId, csds: simulator.url, credentials }),
  consumer: (options) => simulator.consumer(options),
});

/** The same bytes through the same servers and clients, without a network under them. */
export function memoryLine(simulator: Simulator, options: MemoryLineOptions): ArenaLine {
  const connect = (): MemorySocket => {
    const [client, server] = MemorySocket.pair(options);
    simulator.accept(server);
    return client;
  };
  const agent = new MemoryAgent(connect);
  const { accountId, url } = simulator;
  return {
    bot({ credentials }) {
      const agents = { http: new MemoryAgent(connect, { keepAlive: true }) };
      return {
        ...liveperson({ accountId, csds: url, credentials }),
        authenticator: authenticator({ accountId, csds: url, credentials, agents }),
        transport: webSocket({ agent }),
        files: fileStorage({ agents: { ...agents, https: new HttpsAgent() } }),
      };
    },
    consumer: (given) => new ScriptedConsumer({ url, accountId, agent }, given),
  };
}
