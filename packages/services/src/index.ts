export { accountServices, type AccountServicesOptions } from './account-services.js';
export { type BrandKey, brandToken, type BrandTokenOptions } from './brand-token.js';
export type { Connection } from './exchange.js';
export { fileStorage } from './files.js';
export {
  checkOrchestrator,
  type OrchestratorHosts,
  type OrchestratorKey,
  type OrchestratorLogin,
  type OrchestratorOptions,
} from './orchestrator/options.js';
