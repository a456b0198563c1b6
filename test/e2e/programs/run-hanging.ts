import { Bot, OnMessage, run } from 'holdfast';

class HangingBot extends Bot {
  @OnMessage()
  hang(): Promise<void> {
    setInterval(() => undefined, 1_000); // what holds a process open while a handler waits for it
    process.stdout.write('handling\n');
    return new Promise(() => undefined);
  }
}

await run(HangingBot, { drainTimeout: Number(process.env['DRAIN_TIMEOUT']) });
