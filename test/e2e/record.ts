import type { ConversationView, EventView, Platform as Simulator } from '@holdfast/simulator';

/** A conversation as the platform keeps it. */
export function conversationOf(simulator: Simulator, conversationId: string | undefined): ConversationView {
  const conversation = simulator.conversations.find(({ id }) => id === conversationId);
  if (conversation === undefined) throw new Error(`The platform has no conversation ${conversationId}.`);
  return conversation;
}

/** Texts that the brand's side has published, in order. */
export const saidByBrand = (simulator: Simulator, conversationId: string | undefined): readonly unknown[] =>
  eventsOf(simulator, conversationId)
    .filter(({ role, event }) => role !== 'CONSUMER' && event['type'] === 'ContentEvent')
    .map(({ event }) => event['message']);

/** Sequences that the brand's side has marked as read. */
export const readByBrand = (simulator: Simulator, conversationId: string | undefined): readonly unknown[] =>
  eventsOf(simulator, conversationId)
    .filter(({ role, event }) => role !== 'CONSUMER' && event['status'] === 'READ')
    .flatMap(({ event }) => event['sequenceList']);

const eventsOf = (simulator: Simulator, conversationId: string | undefined): readonly EventView[] =>
  conversationOf(simulator, conversationId).dialogs.flatMap(({ events }) => events);
