/** How the names of fields, headers and parameters end that hold a secret, in lower case without `-`, `_`, `.` and spaces. */
const ENDINGS = [
  'authorization',
  'cookie',
  'cookies',
  'password',
  'passwd',
  'passphrase',
  'secret',
  'secrets',
  'token',
  'bearer',
  'csrf',
  'appkey',
  'apikey',
  'privatekey',
  'consumerkey',
  'assertion',
  'samlresponse',
  'jwt',
  'jws',
  'signature',
  'sessionid',
  'onbehalf',
  'credentials',
];

const LONGEST_NAME = 100;

/** Whether a field of this name is never to be printed, for example `Set-Cookie`, `accessTokenSecret`, `oauth_signature`. */
export const namesSecret = (name: string): boolean => {
  if (name.length > LONGEST_NAME) return false;
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return ENDINGS.some((ending) => plain.endsWith(ending));
};
