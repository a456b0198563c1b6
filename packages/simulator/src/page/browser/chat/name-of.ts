import type { ChatState } from './chat-state.js';

const roles: ReadonlyMap<string, string> = new Map([
  ['CONSUMER', 'You'],
  ['ASSIGNED_AGENT', 'Agent'],
  ['AGENT', 'Agent'],
  ['MANAGER', 'Manager'],
  ['CONTROLLER', 'Controller'],
]);

/** What to call a speaker: a name once it is known, the role until then. */
export const nameOf = (
  { names }: Pick<ChatState, 'names'>,
  { speaker, role }: { readonly speaker: string; readonly role: string },
): string => (role === 'CONSUMER' ? 'You' : (names.get(speaker) ?? roles.get(role) ?? 'LivePerson'));
