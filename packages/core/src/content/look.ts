import { type Style, type WireStyle, wireStyle } from './style.js';

/** Options of every element that can be seen. */
export interface LookOptions {
  /** Also what a screen reader says. At most 256 characters. */
  readonly tooltip?: string;
  /** What other channels than the web need to recognize an element, for example `title`. At most 64 characters. */
  readonly tag?: string;
  /** Written from right to left. */
  readonly rtl?: boolean;
  readonly style?: Style;
}

export const lookOptions = ['tooltip', 'tag', 'rtl', 'style'] as const;

interface Look {
  readonly tooltip: string | undefined;
  readonly tag: string | undefined;
  readonly rtl: boolean | undefined;
  readonly style: WireStyle | undefined;
}

export const lookOf = ({ tooltip, tag, rtl, style }: LookOptions): Look => ({
  tooltip,
  tag,
  rtl,
  style: wireStyle(style),
});
