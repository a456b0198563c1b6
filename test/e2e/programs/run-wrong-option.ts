import { Bot, run } from 'holdfast';

class EchoBot extends Bot {}

await run(EchoBot, { maxConcurrentHandlers: 0 });
