import { Bot, OnMessage, run } from 'holdfast';

const initializers: ((this: object) => void)[] = [];

class EchoBot extends Bot {
  readonly initialized = initializers.forEach((initializer) => initializer.call(this));
}

// What `@OnMessage() #echo()` is to a program whose types nobody has checked.
Reflect.apply(OnMessage(), undefined, [
  () => undefined,
  {
    kind: 'method',
    name: '#echo',
    static: false,
    private: true,
    addInitializer: (initializer: (this: object) => void) => initializers.push(initializer),
  },
]);

await run(EchoBot);
