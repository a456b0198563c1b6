import { type Authorizer, ConfigurationError, type ContextStore, type NextActions } from '@holdfast/core/internal';
import { type ClientParts, type Door, door } from '../door.js';
import { ContextV1 } from './context-v1.js';
import { ContextV2 } from './context-v2.js';
import { nextActions } from './next-actions.js';
import { checkOrchestrator, orchestratorOrigin, type OrchestratorOptions, versionOf } from './options.js';
import { keyAuthorizer, loginAuthorizer, RENEW_ON } from './orchestrator-authorizer.js';

/** The two services of the Conversation Orchestrator, which share one key or one token. */
export interface Orchestrator {
  readonly context: ContextStore;
  readonly nextActions: NextActions;
}

/** @throws ConfigurationError without options, or with wrong ones. */
export function orchestrator(parts: ClientParts, options: OrchestratorOptions | undefined): Orchestrator {
  if (options === undefined) {
    throw new ConfigurationError(
      'orchestrator',
      'The Conversation Orchestrator needs a key or a login of its own. Give it in the option orchestrator.',
    );
  }
  checkOrchestrator(options);
  const { accountId, clock } = parts.access;
  const timed = clock === undefined ? {} : { clock };
  const version = versionOf(options);
  const authorizer: Authorizer =
    'key' in options ? keyAuthorizer(options, timed) : loginAuthorizer(options, { rest: parts.rest, ...timed });
  const way = (part: 'context' | 'nextActions'): Door =>
    door(parts, { at: { origin: orchestratorOrigin(options, part) }, authorizer, renewOn: RENEW_ON[version] });
  const context = way('context');
  return {
    context: version === 1 ? new ContextV1(context, accountId) : new ContextV2(context, accountId),
    nextActions: nextActions(way('nextActions'), accountId, version),
  };
}
