export { fileStorage } from './files.js';
export type { Connection } from './exchange.js';
