import { contentSecurityPolicy } from '@holdfast/console/internal';
import { pageImportMap } from './import-map.js';

const loopback = ['http://127.0.0.1:*', 'http://localhost:*'];

/** The page also reads the session ports of this machine, and shows pictures of rich content from https and loopback. */
export const pagePolicy = contentSecurityPolicy({
  importMap: pageImportMap,
  connect: loopback,
  images: ['data:', 'https:', ...loopback],
});
