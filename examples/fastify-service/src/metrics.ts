import type { Health } from 'holdfast';

/** In the text format of Prometheus. */
export const metricsOf = ({ ready, conversations }: Health, interruptions: number): string =>
  [
    metric('bot_ready', 'gauge', Number(ready)),
    metric('bot_conversations', 'gauge', conversations),
    metric('bot_interruptions_total', 'counter', interruptions),
  ].join('');

const metric = (name: string, type: 'gauge' | 'counter', value: number): string =>
  `# TYPE ${name} ${type}\n${name} ${value}\n`;
