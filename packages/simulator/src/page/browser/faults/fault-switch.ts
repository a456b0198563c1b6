import { field, readCount, readText } from '@holdfast/core/protocol';

/** A way to break the local LivePerson, as it describes itself. */
export interface FaultSwitch {
  readonly id: string;
  readonly label: string;
  readonly explains: string;
  /** `switch` stays on until it is switched off; `once` acts once. */
  readonly kind: 'switch' | 'once';
  /** On, or armed and waiting for what it acts upon. */
  readonly active: boolean;
  readonly fired: number;
}

export function readFaultSwitch(value: unknown): FaultSwitch | undefined {
  const id = readText(field(value, 'id'), 64);
  if (id === undefined) return undefined;
  return {
    id,
    label: readText(field(value, 'label'), 128) ?? id,
    explains: readText(field(value, 'explains'), 1_000) ?? '',
    kind: field(value, 'kind') === 'switch' ? 'switch' : 'once',
    active: field(value, 'active') === true,
    fired: readCount(field(value, 'fired')) ?? 0,
  };
}
