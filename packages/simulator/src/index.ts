/**
 * A local LivePerson, with its faults.
 *
 * @module @holdfast/simulator
 */

export { startSimulator } from './start-simulator.js';
export { type AgentView, type CutOptions, type Platform } from './platform.js';
export { type BotUser } from './bot-user.js';
export { type ConsoleEvent, type PlatformConsole } from './console/platform-console.js';
export type { FaultNotice, FaultSwitch, PlatformNotice, ShownSession } from '@holdfast/console/internal';
export {
  type Behaviour,
  type BotSpec,
  type Features,
  type Limits,
  type ServerTls,
  type SimulatorOptions,
  type SkillSpec,
  type Timings,
} from './options.js';

export {
  type ConversationStart,
  ScriptedConsumer,
  type ScriptedConsumerOptions,
  type TranscriptLine,
} from './consumer/scripted-consumer.js';
export { type RingWait, ScriptedAgent, type Transfer } from './agent/scripted-agent.js';
export { type PlatformAddress } from './consumer/platform-address.js';
export { type HeardMessage } from './consumer/heard-message.js';
export { type Expected } from './consumer/hearing.js';

export { Admin, type OrchestratorAdmin } from './admin.js';
export { type ApiKey, type Privilege } from './model/api-keys.js';
export { type AppClient } from './model/app-tokens.js';
export { type CodeFlow, type ConsumerFlow, type ImplicitFlow } from './model/consumer-authentication.js';
export { type RoutingRule, type TokenShape } from './model/orchestrator.js';

export { type ConversationView, type DialogView, type EventView, type ParticipantView } from './conversation-view.js';
export { type LogEntry, type LogRecord } from './platform-log.js';

export { Faults, type WhichSockets } from './faults/faults.js';
export { type FaultHandle } from './faults/active-rule.js';
export {
  type ConnectRule,
  type FaultRule,
  type FrameRule,
  type OpenRule,
  type RequestRule,
} from './faults/fault-rule.js';
export {
  type ConnectMatch,
  type ConnectSeen,
  type FaultMatch,
  type FaultSide,
  type FrameMatch,
  type OpenMatch,
  type RequestMatch,
  type RequestName,
  type RequestSeen,
  type SocketSeen,
} from './faults/fault-match.js';
export {
  type ConnectAction,
  type FaultAction,
  type FaultDelay,
  type FaultHttpAnswer,
  type FaultSocketAnswer,
  type FrameAction,
  type OpenAction,
  type RequestAction,
  type SocketAction,
} from './faults/fault-action.js';
export { type FaultPlace, type FaultRecord } from './faults/fault-log.js';
export { FaultNotFiredError, FaultRuleError } from './faults/fault-rule-error.js';

export { startToxicProxy, type ToxicProxyOptions } from './proxy/start-toxic-proxy.js';
export { type ProxyCounts, ToxicProxy } from './proxy/toxic-proxy.js';
export { type Toxics } from './proxy/toxics.js';
export { ToxicError } from './proxy/toxic-error.js';

export { type Clock, systemClock } from './clock.js';
export { ManualClock } from './manual-clock.js';

export {
  AgentRefusedError,
  ConsumerRefusedError,
  ListenError,
  NotHeardError,
  PortInUseError,
  SimulatorError,
  SimulatorOptionError,
} from './errors.js';

export { play, type Playable, type PlayOptions } from './playground/play.js';
export { type Environment, environmentOf } from './playground/environment-of.js';
