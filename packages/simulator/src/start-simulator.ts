import { systemClock } from './clock.js';
import { consoleRoutes } from './console/console-routes.js';
import { SimulatorOptionError } from './errors.js';
import { FaultEngine } from './faults/fault-engine.js';
import { faultHooks } from './faults/fault-hooks.js';
import { Account } from './model/account.js';
import type { Agent } from './model/agent.js';
import {
  defaultBehaviour,
  defaultFeatures,
  defaultLimits,
  defaultSkills,
  defaultTimings,
  type ServerTls,
  type SimulatorOptions,
} from './options.js';
import { pageRoutes } from './page/page.js';
import { Platform } from './platform.js';
import { PlatformLog } from './platform-log.js';
import { configurationRoutes } from './rest/configuration.js';
import { directoryRoutes } from './rest/directory.js';
import { engagementRoutes } from './rest/engagement.js';
import { fileRoutes } from './rest/file-storage.js';
import { historyRoutes } from './rest/history.js';
import { identityRoutes } from './rest/identity.js';
import { loginRoutes } from './rest/login.js';
import { orchestratorRoutes } from './rest/orchestrator.js';
import type { Route } from './rest/router.js';
import { sentinelRoutes } from './rest/sentinel.js';
import { userRoutes } from './rest/users.js';
import { seededRandom } from './seeded-random.js';
import { PlatformServer, type ServerOptions } from './server.js';
import { AgentSocket } from './sockets/agent-socket.js';
import { upgradeTarget } from './sockets/upgrade-target.js';

/**
 * Starts a local LivePerson: one server on loopback that is every service of one account.
 *
 * @throws PortInUseError if the port is taken.
 * @throws SimulatorOptionError for options that cannot work.
 * @throws FaultRuleError for a fault that cannot work.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Platform> {
  const { port = 0, host = '127.0.0.1', account: id = '12345678', clock = systemClock } = options;
  const { secondLogin, newerThanSequence, surveyBot } = options;
  const behaviour = {
    ...defaultBehaviour,
    ...(secondLogin === undefined ? {} : { secondLogin }),
    ...(newerThanSequence === undefined ? {} : { newerThanSequence }),
    ...(surveyBot === undefined ? {} : { surveyBot }),
  };
  if (!/^[\w-]+$/.test(id)) {
    throw new SimulatorOptionError('account', `"${id}" cannot stand in a URL. Use digits, as LivePerson does.`);
  }
  const account = new Account({
    id,
    clock,
    timings: { ...defaultTimings, ...options.timings },
    limits: { ...defaultLimits, ...options.limits },
    features: { ...defaultFeatures, ...options.features },
    behaviour,
  });
  for (const { id: skillId, name } of options.skills ?? defaultSkills) account.skills.set(skillId, name ?? skillId);
  const log = new PlatformLog(clock);
  const faultEngine = new FaultEngine({
    clock,
    random: seededRandom(options.seed),
    userOf: (request) => {
      const target = upgradeTarget(account, request);
      return target.role === 'agent' ? target.agent.settings.username : undefined;
    },
  });
  for (const fault of options.faults ?? []) faultEngine.add(fault);
  const server = platformServer({ account, hooks: faultHooks(faultEngine), log }, options.tls);
  const hosts = new Map<string, string>();
  const directory = { account, hostOf: (service: string) => hosts.get(service) ?? hosts.get('*') ?? '' };
  const routes: readonly Route[] = [
    ...directoryRoutes(directory),
    ...loginRoutes({ account, directory, log, loggedIn: (agent) => endEarlierSockets(server, { agent, secondLogin }) }),
    ...identityRoutes(account),
    ...configurationRoutes(account),
    ...userRoutes(account),
    ...historyRoutes(account),
    ...sentinelRoutes(account),
    ...engagementRoutes(account),
    ...orchestratorRoutes(account),
    ...fileRoutes(account),
    ...pageRoutes(account.id),
  ];
  const listening = options.listen === false ? port || UNHEARD : await server.listen({ port, host });
  const authority = `${host.includes(':') ? `[${host}]` : host}:${listening}`;
  hosts.set('*', authority);
  const url = `${options.tls === undefined ? 'http' : 'https'}://${authority}`;
  const platform = new Platform({ account, server, log, port: listening, url, hosts, faultEngine });
  server.serve([...consoleRoutes(platform.console), ...routes]);
  try {
    for (const bot of options.bots ?? [{}]) platform.addBot(bot);
  } catch (error) {
    await platform.stop();
    throw error;
  }
  return platform;
}

/** Stands in the addresses of a platform without a port. */
const UNHEARD = 80;

function platformServer(parts: ServerOptions, tls: ServerTls | undefined): PlatformServer {
  if (tls === undefined) return new PlatformServer(parts);
  try {
    return new PlatformServer({ ...parts, tls });
  } catch (cause) {
    throw new SimulatorOptionError('tls', 'key and certificate cannot be used. Check that they belong together.', {
      cause,
    });
  }
}

interface SecondLogin {
  readonly agent: Agent;
  readonly secondLogin: SimulatorOptions['secondLogin'];
}

function endEarlierSockets(server: PlatformServer, { agent, secondLogin = 'leave' }: SecondLogin): void {
  if (secondLogin === 'leave') return;
  for (const served of server.sockets) {
    if (!(served instanceof AgentSocket) || served.agent !== agent) continue;
    if (secondLogin === 'close4401') served.socket.close(4401, 'another session of this user began');
    else served.socket.terminate();
  }
}
