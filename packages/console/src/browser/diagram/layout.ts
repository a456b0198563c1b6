/** Where the phases of a session stand in its drawing. Lengths are units of the drawing. */
export interface Layout {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly box: { readonly width: number; readonly height: number };
  /** The left upper corner of each box. */
  readonly places: ReadonlyMap<string, Point>;
  /** What surrounds the phases of a good day: what most of them have in common is drawn once, from here. */
  readonly frame: Rectangle & { readonly phases: ReadonlySet<string> };
  /** Where on its lower edge the frame lets a line to a phase out, when that is not above the middle of the phase. */
  readonly ports: ReadonlyMap<string, number>;
  /** How many events may stand beside a line. */
  readonly labels: number;
  /** Lines, as `from>to`, that there is no room for. */
  readonly undrawn: ReadonlySet<string>;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

const working = new Set(['discovering', 'authenticating', 'connecting', 'resuming', 'live']);

export const wideLayout: Layout = {
  name: 'wide',
  width: 752,
  height: 198,
  labels: 2,
  undrawn: new Set(),
  box: { width: 106, height: 34 },
  places: new Map([
    ['idle', { x: 1, y: 18 }],
    ['discovering', { x: 138, y: 18 }],
    ['authenticating', { x: 262, y: 18 }],
    ['connecting', { x: 386, y: 18 }],
    ['resuming', { x: 510, y: 18 }],
    ['live', { x: 634, y: 18 }],
    ['waiting', { x: 262, y: 108 }],
    ['failed', { x: 448, y: 108 }],
    ['draining', { x: 634, y: 108 }],
    ['closed', { x: 634, y: 163 }],
  ]),
  frame: { x: 126, y: 4, width: 625, height: 62, phases: working },
  ports: new Map([
    ['waiting', 334],
    ['closed', 594],
  ]),
};

export const compactLayout: Layout = {
  name: 'compact',
  width: 342,
  height: 316,
  labels: 1,
  undrawn: new Set(['idle>closed']),
  box: { width: 102, height: 36 },
  places: new Map([
    ['idle', { x: 8, y: 1 }],
    ['discovering', { x: 8, y: 70 }],
    ['authenticating', { x: 120, y: 70 }],
    ['connecting', { x: 232, y: 70 }],
    ['resuming', { x: 232, y: 126 }],
    ['live', { x: 120, y: 126 }],
    ['waiting', { x: 8, y: 214 }],
    ['failed', { x: 120, y: 214 }],
    ['draining', { x: 232, y: 214 }],
    ['closed', { x: 232, y: 278 }],
  ]),
  frame: { x: 1, y: 58, width: 340, height: 116, phases: working },
  ports: new Map([
    ['waiting', 76],
    ['closed', 227],
  ]),
};
