import { createHash } from 'node:crypto';
import { importMap } from './import-map.js';

const importMapHash = createHash('sha256').update(importMap).digest('base64');

const images = ["'self'", 'data:', 'https:', 'http://127.0.0.1:*', 'http://localhost:*'];

/** Own files only; no inline code but the import map; pictures of rich content also from https and from loopback. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${importMapHash}'`,
  "style-src 'self'",
  "connect-src 'self'",
  `img-src ${images.join(' ')}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
