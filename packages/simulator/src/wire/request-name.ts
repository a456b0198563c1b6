/** Short names, as the 2017 tutorial and the v3 schemas write them, and the v2 families they belong to. */
const FAMILIES: Readonly<Record<string, string>> = {
  ms: '.ams.ms.',
  cm: '.ams.cm.',
  cqm: '.ams.aam.',
  aam: '.ams.aam.',
  routing: '.ams.routing.',
  up: '.ams.userprofile.',
  userprofile: '.ams.userprofile.',
};

/** The dotted v2 name of an agent request, however its client wrote it. Source: messaging.md §5. */
export function agentRequestName(type: string): string {
  if (type.startsWith('.')) return type;
  const dot = type.indexOf('.');
  if (dot === -1) return `.${type}`;
  const family = type.slice(0, dot);
  return Object.hasOwn(FAMILIES, family) ? `${FAMILIES[family]}${type.slice(dot + 1)}` : type;
}

/** The name of a consumer request; a leading dot, as in 2017's `.GetClock`, is dropped. */
export const consumerRequestName = (type: string): string => (type.startsWith('.') ? type.slice(1) : type);
