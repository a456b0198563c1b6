import type { Row } from '../run/scenario.js';

interface Bounds {
  readonly must: number;
  readonly aim?: number;
}

/** Messages that were answered in a second, against the bare socket. */
export const rate = (figure: string, title: string, bounds: Bounds): Row => ({
  figure,
  title: `echo, ${title}`,
  unit: 'messages/s',
  judge: { against: 'bare', better: 'more', ...bounds },
});

/** Processor time of the client's process, against the bare socket. */
export const cost = (figure: string, title: string, bounds: Bounds): Row => ({
  figure,
  title: `processor time, ${title}`,
  unit: 's per 100,000',
  judge: { against: 'bare', better: 'less', ...bounds },
});
