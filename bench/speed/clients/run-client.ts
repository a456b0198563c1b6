import { monitorEventLoopDelay } from 'node:perf_hooks';
import { obey } from '../run/obey.js';
import type { Client, ClientOrders, Settings, Usage } from './client.js';

/** Starts the bots, says so to the parent process, and takes its orders. */
export async function runClient(clientOf: (settings: Settings) => Client): Promise<void> {
  const settings = JSON.parse(process.argv[2] ?? '') as Settings;
  const client = clientOf(settings);
  let bots = 0;
  const add = async (count: number): Promise<void> => {
    const first = bots;
    bots += count;
    await Promise.all(Array.from({ length: count }, (_, index) => client.start(first + index)));
  };
  const settle = async (conversations: number): Promise<void> => {
    while ((client.conversations?.() ?? conversations) < conversations) await pause(100);
    await pause(1_000);
  };
  const orders: ClientOrders = { cpu, memory, add, settle, stall: (ask) => stall(client, ask) };
  obey(orders);
  await add(settings.bots);
  process.send?.('live');
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

async function memory(): Promise<Usage> {
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.();
    await pause(100);
  }
  const { rss, heapUsed } = process.memoryUsage();
  return { cpu: cpu(), rss, heap: heapUsed };
}

async function stall(client: Client, { requests, watch }: Parameters<ClientOrders['stall']>[0]): Promise<number> {
  client.askClock(requests);
  await pause(100);
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  await pause(watch);
  delays.disable();
  return delays.max / 1e6;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
