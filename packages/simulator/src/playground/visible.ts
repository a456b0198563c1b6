import { field, type JsonObject, readList, readText } from '@holdfast/core/protocol';

/** What a person sees of an event: words, pictures in parentheses, what can be tapped in brackets. Nothing of receipts and typing. */
export function visible(event: JsonObject): string | undefined {
  const lines = linesOf(event);
  const replies = readList(field(event['quickReplies'], 'replies')).flatMap(shown);
  return lines && [...lines, ...(replies.length === 0 ? [] : [replies.join(' ')])].join('\n');
}

function linesOf({ type, contentType, message, content }: JsonObject): readonly string[] | undefined {
  if (type === 'RichContentEvent') return shown(content);
  if (type !== 'ContentEvent') return undefined;
  return contentType === 'hosted/file' ? [`(${wordsOf(message, 'caption') || 'picture'})`] : [String(message)];
}

/** Elements in a row share a line. */
function shown(element: unknown): readonly string[] {
  const inside = readList(field(element, 'elements')).flatMap(shown);
  switch (field(element, 'type')) {
    case 'text':
      return [wordsOf(element, 'text')];
    case 'button':
      return [`[${wordsOf(element, 'title')}]`];
    case 'image':
      return [`(${wordsOf(element, 'caption') || wordsOf(element, 'tooltip') || 'picture'})`];
    case 'horizontal':
      return [inside.join(' ')];
    default:
      return inside;
  }
}

const wordsOf = (element: unknown, name: string): string => readText(field(element, name), 8_000) ?? '';
