import type { FaultRecord } from '../faults/fault-log.js';
import type { LogRecord } from '../platform-log.js';

/** A fault in words. */
export function faultText(record: FaultRecord): string {
  const did = acted(record.action);
  switch (record.kind) {
    case 'connect':
      return `${did} a connect of ${whose(record)}`;
    case 'request':
      return `${did} ${record.method} ${record.path}`;
    case 'socket':
      return `${did} socket ${record.socket} of ${whose(record)}`;
    case 'frame':
      return `${did} ${lastPart(record.type)} ${record.direction === 'toClient' ? 'to' : 'from'} ${whose(record)}`;
    case 'bearer':
      return `${did} the bearer of ${record.username ?? 'everybody'}`;
  }
}

/** What the platform saw, in words; `undefined` for what is not worth a line. */
export function platformText(record: LogRecord): string | undefined {
  switch (record.kind) {
    case 'login':
      return record.outcome === 'granted'
        ? `${record.username} logged in`
        : `the login of ${record.username} was refused`;
    case 'upgrade':
      return record.status === 101 ? undefined : `a connect of ${whose(record)} was refused with ${record.status}`;
    case 'opened':
      return `${whose(record)} opened socket ${record.socket}`;
    case 'closed':
      return `socket ${record.socket} of ${whose(record)} closed (${record.code})`;
    case 'refused':
      return `${lastPart(record.request)} on socket ${record.socket} was refused with ${record.code}`;
    default:
      return undefined;
  }
}

const words: Readonly<Record<string, string>> = {
  refuse: 'refused',
  hang: 'left unanswered',
  answer: 'answered in place of the platform:',
  close: 'closed',
  reset: 'reset',
  freeze: 'froze',
  thaw: 'thawed',
  drop: 'dropped',
  delay: 'delayed',
  duplicate: 'duplicated',
  reorder: 'held back',
  expire: 'expired',
};

const acted = (action: string): string => (Object.hasOwn(words, action) ? (words[action] ?? action) : action);

const whose = ({
  role,
  ...by
}: {
  readonly role: string;
  readonly username?: string;
  readonly user?: string;
}): string => by.username ?? by.user ?? `a${role === 'agent' ? 'n agent' : ' consumer'}`;

/** `.ams.ms.PublishEvent` → `PublishEvent`: what a client sends as a type is not repeated at any length. */
const lastPart = (type: string): string => type.slice(type.lastIndexOf('.') + 1).slice(0, 64);
