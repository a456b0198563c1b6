import { readTime } from '@holdfast/console/browser';
import { field, readText } from '@holdfast/core/protocol';

/** Something was broken on purpose. */
export interface FaultNotice {
  readonly at: number;
  /** The switch. */
  readonly id: string;
  readonly what: string;
}

export function readFaultNotice(value: unknown): FaultNotice | undefined {
  const at = readTime(field(value, 'at'));
  const id = readText(field(value, 'id'), 64);
  if (at === undefined || id === undefined) return undefined;
  return { at, id, what: readText(field(value, 'what'), 500) ?? id };
}
