/** Runs a platform and a consumer, stops both, and complains if this process does not end by itself then. */
import { Consumer, window } from '@holdfast/consumer';
import { startSimulator } from '@holdfast/simulator';
import { silentLogger } from 'holdfast';

const simulator = await startSimulator();
const { accountId, url: csds } = simulator;
const consumer = new Consumer(window({ accountId, csds, identity: { anonymous: {} } }), { logger: silentLogger });
await consumer.start();
const conversation = await consumer.ask('one');
simulator.cutSockets({ of: 'consumers' });
await conversation.says('two');
const waiting = conversation.hears('nobody answers', { within: 60_000 }).catch(() => undefined);
await consumer.stop();
await waiting;
await simulator.stop();

const AT_ONCE = 2_000;
// Unreferenced: it holds nothing itself, and fires only if something else does.
setTimeout(() => process.stderr.write(`held by ${process.getActiveResourcesInfo().join(', ')}\n`), AT_ONCE).unref();
process.stdout.write('stopped\n');
