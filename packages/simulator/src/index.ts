export { startSimulator } from './start-simulator.js';
export { type AgentView, type BotUser, type CutOptions, type Platform } from './platform.js';
export {
  type Behaviour,
  type BotSpec,
  type Limits,
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
export { type HeardMessage } from './consumer/heard-message.js';
export { type Expected } from './consumer/hearing.js';

export { type ConversationView, type DialogView, type EventView, type ParticipantView } from './conversation-view.js';
export { type LogEntry, type LogRecord } from './platform-log.js';

export { type Clock, systemClock } from './clock.js';
export { ManualClock } from './manual-clock.js';

export {
  ConsumerRefusedError,
  ListenError,
  NotHeardError,
  PortInUseError,
  SimulatorError,
  SimulatorOptionError,
} from './errors.js';

export { play, type Playable, type PlayOptions } from './playground/play.js';
