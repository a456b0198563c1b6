import { openDurableStore } from '@holdfast/durable-store';
import { isHoldfastError, OnSession, run } from 'holdfast';
import { CountingBot } from '../support/counting-bot.js';
import { tenth } from '../support/tenth.js';

/** Counts on disk, in the folder that the environment names. */
class CountingProgram extends CountingBot {
  @OnSession('live')
  noteLive(): void {
    process.stdout.write('is live\n');
  }

  @OnSession('interrupted')
  noteLoss(): void {
    process.stdout.write('is interrupted\n');
  }
}

const store = await openDurableStore({ folder: process.env['FAULTS_STORE'] ?? '' }).catch((error: unknown) => {
  process.stdout.write(isHoldfastError(error) ? `${error.code} ${error.message}\n` : 'failed\n');
  process.exit(3);
});
await run(CountingProgram, { store, session: tenth, receiptDelay: 10, loop: { replies: Infinity } });
