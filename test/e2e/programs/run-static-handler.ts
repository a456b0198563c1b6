import { Bot, OnMessage, run } from 'holdfast';

class EchoBot extends Bot {
  static echo(): void {}
}

// What `@OnMessage() static echo()` is to a program whose types nobody has checked.
Reflect.apply(OnMessage(), undefined, [EchoBot, 'echo', Object.getOwnPropertyDescriptor(EchoBot, 'echo')]);

await run(EchoBot);
