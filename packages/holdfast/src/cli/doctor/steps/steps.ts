import type { Step } from '../plan/step.js';
import { agentState } from './agent-state.js';
import { clock } from './clock.js';
import { configuration } from './configuration.js';
import { domains } from './domains.js';
import { hosts } from './hosts.js';
import { login } from './login.js';
import { logout } from './logout.js';
import { network } from './network.js';
import { permissions } from './permissions.js';
import { proxy } from './proxy.js';
import { socket } from './socket.js';
import { tls } from './tls.js';

/** The examination, in the order in which a bot would meet its parts. */
export const steps: readonly Step[] = [
  configuration,
  proxy,
  network,
  tls,
  domains,
  hosts,
  login,
  socket,
  clock,
  agentState,
  permissions,
  logout,
];
