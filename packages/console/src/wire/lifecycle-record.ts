/** One thing that a bot told about its session. It holds no text of consumers and no secret. */
export interface LifecycleRecord {
  /** Grows by one, and goes on growing when the port is opened anew. */
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
  /** As in `bot.on`: `discovered`, `interrupted`, `recovered`, `gap` … */
  readonly name: string;
  /** The facts of the event; an error is told by its code. */
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}
