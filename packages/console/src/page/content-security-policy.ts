import { createHash } from 'node:crypto';

export interface PolicyTerms {
  /** The text of the one inline script that may stand in the page. */
  readonly importMap?: string;
  /** Whom the page may talk to, beside its own server. */
  readonly connect?: readonly string[];
  /** Where its pictures may come from, beside its own server. */
  readonly images?: readonly string[];
}

/** Own files only; no inline code but the import map; nobody may put the page into a frame. */
export const contentSecurityPolicy = ({ importMap, connect = [], images = [] }: PolicyTerms): string =>
  [
    "default-src 'none'",
    ["script-src 'self'", ...(importMap === undefined ? [] : [hashOf(importMap)])].join(' '),
    "style-src 'self'",
    ["connect-src 'self'", ...connect].join(' '),
    ["img-src 'self'", ...images].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
