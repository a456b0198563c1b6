/** Names rather than secrets: they stand in messages, where they help. */
const NAMES: ReadonlySet<string> = new Set(['username', 'userId', 'userPid']);

/** The values of credentials that must not be printed. Those that a function will give are not known yet. */
export const credentialSecrets = (credentials: object): readonly string[] =>
  Object.entries(credentials).flatMap(([name, value]: readonly [string, unknown]) =>
    typeof value === 'string' && !NAMES.has(name) ? [value] : [],
  );
