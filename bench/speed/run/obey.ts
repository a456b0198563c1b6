/** An order to another process of the benchmark, by the name of what is to be called there. */
export interface Order {
  readonly name: string;
  readonly argument?: unknown;
}

export type Answer = { readonly result?: unknown } | { readonly failed: string };

/** Does what the parent process orders, one order after another, and ends with it. Each order has one answer. */
export function obey(orders: object): void {
  const calls = new Map(Object.entries(orders));
  process.on('disconnect', () => process.exit());
  process.on('message', (order: Order) => {
    const call: unknown = calls.get(order.name);
    const called = new Promise((resolve) =>
      resolve(typeof call === 'function' ? Reflect.apply(call, orders, [order.argument]) : undefined),
    );
    called.then(
      (result) => process.send?.({ result } satisfies Answer),
      (error: unknown) =>
        process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
}
