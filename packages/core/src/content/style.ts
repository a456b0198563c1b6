import { type Fields, fields, flag, number, oneOf, optional, words } from './check.js';
import { given } from './given.js';

/** How an element looks where the consumer's window allows it. */
export interface Style {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly size?: 'small' | 'medium' | 'large';
  /** A colour as in `#1f2937`, like those below. */
  readonly color?: string;
  readonly backgroundColor?: string;
  readonly borderColor?: string;
  readonly borderRadius?: number;
}

/** A style with the platform's own names. Source: messaging.md §5.9. */
export interface WireStyle {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly size?: 'small' | 'medium' | 'large';
  readonly color?: string;
  readonly 'background-color'?: string;
  readonly 'border-color'?: string;
  readonly 'border-radius'?: number;
}

export function wireStyle(style: Style | undefined): WireStyle | undefined {
  if (style === undefined) return undefined;
  const { bold, italic, size, color, backgroundColor, borderColor, borderRadius } = given(style, names, 'style');
  return {
    ...(bold === undefined ? {} : { bold }),
    ...(italic === undefined ? {} : { italic }),
    ...(size === undefined ? {} : { size }),
    ...(color === undefined ? {} : { color }),
    ...(backgroundColor === undefined ? {} : { 'background-color': backgroundColor }),
    ...(borderColor === undefined ? {} : { 'border-color': borderColor }),
    ...(borderRadius === undefined ? {} : { 'border-radius': borderRadius }),
  };
}

const names = ['bold', 'italic', 'size', 'color', 'backgroundColor', 'borderColor', 'borderRadius'] as const;

const shape: Fields = {
  bold: optional(flag),
  italic: optional(flag),
  size: optional(oneOf('small', 'medium', 'large')),
  color: optional(words(256)),
  'background-color': optional(words(256)),
  'border-color': optional(words(256)),
  'border-radius': optional(number(0, 1_000)),
};

export const checkStyle = fields(shape);
