import type { ConversationView } from '../conversation-view.js';
import type { Platform } from '../platform.js';

/** What agents see beside the conversations, where it is not as it was at first. */
export function marginalia({ conversations }: Platform): readonly string[] {
  const lines = conversations.flatMap(besides);
  return lines.length === 0 ? [] : ['\nBeside the conversation, agents see:', ...lines.map((line) => `- ${line}`)];
}

function besides({ ttr, note, topic }: ConversationView): readonly string[] {
  const usual = ttr.ttrType === 'NORMAL';
  return [
    ...(usual ? [] : [`time to respond: ${ttr.ttrType}, ${ttr.value} seconds`]),
    ...(topic === '' ? [] : [`topic: ${topic}`]),
    ...(note === '' ? [] : [`note: ${note}`]),
  ];
}
