import type { Witness, WitnessedHandler, WitnessedLife } from '../ports/witness.js';
import type { ResolvedBotOptions } from './bot-options.js';
import type { HandlerContext, Middleware } from './middleware.js';

/** The witness of a bot, if it has one, kept from doing any harm. */
export class Bystander {
  constructor(private readonly witness: Witness | undefined) {}

  /** What goes around every handler. */
  get layers(): readonly Middleware[] {
    return this.witness === undefined ? [] : [(context, next) => this.#watch(context, next)];
  }

  begun(life: WitnessedLife): void {
    this.#safely((witness) => witness.begun(life));
  }

  told(event: { readonly type: string }): void {
    this.#safely((witness) => witness.told(event));
  }

  /** The same options, with draws that the witness sees. */
  beside(options: ResolvedBotOptions): ResolvedBotOptions {
    if (this.witness === undefined) return options;
    return { ...options, random: () => this.#drawn(options.random()) };
  }

  async over(): Promise<void> {
    await this.#safely((witness) => witness.over())?.catch(() => undefined);
  }

  async #watch(context: HandlerContext, next: () => Promise<void>): Promise<void> {
    const ended = this.#safely((witness) => witness.handling(factsOf(context)));
    try {
      await next();
      this.#safely(() => ended?.());
    } catch (error) {
      this.#safely(() => ended?.(error));
      throw error;
    }
  }

  #drawn(chance: number): number {
    this.#safely((witness) => witness.drew(chance));
    return chance;
  }

  #safely<T>(tell: (witness: Witness) => T): T | undefined {
    try {
      return this.witness === undefined ? undefined : tell(this.witness);
    } catch {
      return undefined;
    }
  }
}

function factsOf(context: HandlerContext): WitnessedHandler {
  const facts = { kind: context.kind, name: `${context.className}.${context.method}` };
  switch (context.kind) {
    case 'message': {
      const { conversation, dialogId, sequence } = context.input;
      return { ...facts, conversationId: conversation.id, dialogId, ...(sequence === undefined ? {} : { sequence }) };
    }
    case 'session':
      return facts;
    case 'ring':
      return { ...facts, conversationId: context.input.conversationId };
    case 'conversation':
    case 'watch':
    case 'close':
      return { ...facts, conversationId: context.input.id };
    default:
      return { ...facts, conversationId: context.input.conversation.id };
  }
}
