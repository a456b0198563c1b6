const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * The address of a link or a picture that came with a message, if it may be followed: https, or http on this machine,
 * and no user name in it, which would dress up one host as another.
 */
export function safeUrl(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > 2_048 || !URL.canParse(text)) return undefined;
  const { protocol, hostname, username, password, href } = new URL(text);
  if (username !== '' || password !== '') return undefined;
  const allowed = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
  return allowed ? href : undefined;
}
