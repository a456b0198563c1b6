import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Agent } from './agent.js';
import type { Conversation } from './conversation.js';
import type { DomainEvent } from './domain-event.js';
import type { Ring, RingState, RoutingTask } from './routing-task.js';
import { Refusal } from '../refusal.js';

export interface RoutingOptions {
  readonly accountId: string;
  readonly clock: Clock;
  /** How long a ring waits for its answer, in ms. */
  readonly ring: number;
  /** How long a conversation that everyone declined waits before it rings again, in ms. */
  readonly ringAgain: number;
  readonly agents: () => Iterable<Agent>;
  readonly emit: (event: DomainEvent) => void;
}

interface OpenTask {
  readonly task: RoutingTask;
  /** Who declined or let it ring out since the last round began. */
  readonly tried: Set<Agent>;
  cancelTimer: (() => void) | undefined;
}

/** Offers waiting conversations to agents: one ring at a time each. Source: messaging.md §6.2, §13. */
export class Routing {
  private readonly open = new Map<Conversation, OpenTask>();
  private lastRingTs = 0;

  constructor(private readonly options: RoutingOptions) {}

  /** Looks for an agent for this conversation; an earlier search of it ends. */
  offer(conversation: Conversation, suggested?: Agent): void {
    this.withdraw(conversation);
    const { skillId } = conversation;
    const task = {
      id: randomUUID(),
      conversation,
      skillId,
      suggested,
      rings: [],
      assigned: undefined,
      completed: false,
    };
    const entry: OpenTask = { task, tried: new Set(), cancelTimer: undefined };
    this.open.set(conversation, entry);
    this.ringNext(entry);
  }

  /** Nobody is looked for any longer: the conversation was closed, or taken without a ring. */
  withdraw(conversation: Conversation): void {
    const entry = this.open.get(conversation);
    if (entry === undefined) return;
    this.open.delete(conversation);
    entry.task.completed = true;
    entry.cancelTimer?.();
    const waiting = entry.task.rings.find((ring) => ring.state === 'WAITING');
    if (waiting) this.endRing(entry, waiting, 'CANCELLED');
  }

  /** The open search of a conversation, if any. */
  taskOf(conversation: Conversation): RoutingTask | undefined {
    return this.open.get(conversation)?.task;
  }

  /** @throws Refusal if this agent has no such ring, or it no longer waits. */
  answer(agent: Agent, ringId: string, answer: 'ACCEPTED' | 'REJECTED'): RoutingTask {
    for (const entry of this.open.values()) {
      const ring = entry.task.rings.find(({ id, state }) => id === ringId && state === 'WAITING');
      if (ring?.agent !== agent) continue;
      if (answer === 'ACCEPTED') this.complete(entry, agent);
      this.endRing(entry, ring, answer);
      if (answer === 'REJECTED') this.ringNext(entry);
      return entry.task;
    }
    throw new Refusal(400, 'Bad Request, ring is not waiting for this agent');
  }

  /** Rings that wait for this agent. */
  waitingFor(agent: Agent): readonly { readonly task: RoutingTask; readonly ring: Ring }[] {
    return [...this.open.values()].flatMap(({ task }) =>
      task.rings.filter((ring) => ring.agent === agent && ring.state === 'WAITING').map((ring) => ({ task, ring })),
    );
  }

  /** Somebody became free: whoever waits without a ring is offered again. */
  reconsider(): void {
    for (const entry of this.open.values()) {
      if (entry.task.rings.some((ring) => ring.state === 'WAITING')) continue;
      // Without anybody new, the pause before the next round goes on.
      if (entry.cancelTimer === undefined || this.fresh(entry).length > 0) this.ringNext(entry);
    }
  }

  /** An agent is gone: his rings go on to the next. */
  lose(agent: Agent): void {
    for (const entry of this.open.values()) {
      const ring = entry.task.rings.find((one) => one.agent === agent && one.state === 'WAITING');
      if (ring === undefined) continue;
      this.endRing(entry, ring, 'CANCELLED');
      this.ringNext(entry);
    }
  }

  stop(): void {
    for (const { cancelTimer } of this.open.values()) cancelTimer?.();
    this.open.clear();
  }

  private complete(entry: OpenTask, agent: Agent): void {
    this.open.delete(entry.task.conversation);
    entry.task.completed = true;
    entry.task.assigned = agent;
  }

  private ringNext(entry: OpenTask): void {
    entry.cancelTimer?.();
    entry.cancelTimer = undefined;
    const [agent] = this.fresh(entry).toSorted((a, b) => a.load - b.load);
    if (agent !== undefined) return this.ring(entry, agent);
    if (entry.tried.size === 0) return;
    entry.cancelTimer = this.options.clock.after(this.options.ringAgain, () => {
      entry.cancelTimer = undefined;
      entry.tried.clear();
      this.ringNext(entry);
    });
  }

  private fresh(entry: OpenTask): readonly Agent[] {
    return this.candidates(entry).filter((agent) => !entry.tried.has(agent));
  }

  private candidates({ task, tried }: OpenTask): readonly Agent[] {
    const { suggested } = task;
    if (suggested && !tried.has(suggested) && ['ONLINE', 'OCCUPIED'].includes(suggested.availability)) {
      return [suggested];
    }
    return [...this.options.agents()].filter(
      (agent) => agent.availability === 'ONLINE' && agent.serves(task.skillId) && agent.load < agent.settings.capacity,
    );
  }

  private ring(entry: OpenTask, agent: Agent): void {
    const { accountId, clock, ring: duration } = this.options;
    // The id holds the time, so that two rings of one millisecond would share it.
    const createdAt = Math.max(clock.now(), this.lastRingTs + 1);
    this.lastRingTs = createdAt;
    const ring: Ring = {
      id: `${entry.task.conversation.id}_${accountId}_${createdAt}`,
      agent,
      createdAt,
      duration,
      state: 'WAITING',
    };
    entry.task.rings.push(ring);
    agent.ringing.add(ring.id);
    entry.cancelTimer = clock.after(duration, () => {
      this.endRing(entry, ring, 'EXPIRED');
      this.ringNext(entry);
    });
    this.options.emit({ type: 'ringChanged', task: entry.task, ring });
  }

  private endRing(entry: OpenTask, ring: Ring, state: RingState): void {
    entry.cancelTimer?.();
    entry.cancelTimer = undefined;
    if (state !== 'CANCELLED') entry.tried.add(ring.agent);
    ring.agent.ringing.delete(ring.id);
    ring.state = state;
    this.options.emit({ type: 'ringChanged', task: entry.task, ring });
  }
}
