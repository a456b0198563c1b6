import type { ConversationSnapshot } from '@holdfast/core/protocol';

/** Something that happened to the conversation without anybody saying anything. */
export type Note = { readonly key: string; readonly at: number } & NoteFact;

export type NoteFact =
  | { readonly kind: 'joined'; readonly speaker: string }
  | { readonly kind: 'transferred'; readonly skillId?: string }
  | { readonly kind: 'survey' };

/** What a new description of a conversation tells beside what was known of it. */
export function notesBetween(before: ConversationSnapshot, after: ConversationSnapshot): readonly Note[] {
  const at = after.metaDataLastUpdateTs ?? after.startTs ?? 0;
  return facts(before, after).map((fact) => ({ ...fact, key: `${fact.kind}-${at}`, at }));
}

function facts(before: ConversationSnapshot, after: ConversationSnapshot): readonly NoteFact[] {
  if (after.stage === 'CLOSE') return [];
  const [earlier, now] = [agentOf(before), agentOf(after)];
  const { skillId } = after;
  const left = earlier !== undefined && now === undefined;
  return [
    ...(before.state === 'OPEN' && after.state === 'CLOSE' ? [{ kind: 'survey' } as const] : []),
    ...(left && after.state === 'OPEN'
      ? [{ kind: 'transferred', ...(skillId === undefined ? {} : { skillId }) } as const]
      : []),
    ...(now !== undefined && now !== earlier ? [{ kind: 'joined', speaker: now } as const] : []),
  ];
}

function agentOf({ participants }: ConversationSnapshot): string | undefined {
  const agent = participants.find(({ role }) => role === 'ASSIGNED_AGENT');
  return agent?.pid ?? agent?.id;
}
