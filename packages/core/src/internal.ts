export { silentLogger } from './ports/logger.js';
