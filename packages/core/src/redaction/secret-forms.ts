/**
 * The ways in which a secret may turn up in a text: as it is, in a URL, in a form, in JSON, in JSON within JSON, in
 * base64 (also in the middle of it, as in Basic authorization), in hexadecimal. Longest first.
 */
export const secretForms = (secret: string): readonly string[] => {
  const values = [...new Set([secret, secret.trim()])];
  const escaped = values.flatMap((value) => [value, ...percentForms(value), ...jsonForms(value)]);
  const forms = [...escaped, ...values.flatMap(binaryForms)];
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST).toSorted((a, b) => b.length - a.length);
};

/** Below this a form would blot out ordinary words and numbers. */
const SHORTEST = 6;

const percentForms = (value: string): readonly string[] => {
  if (!isWellFormed(value)) return [];
  const component = encodeURIComponent(value);
  const strict = component.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  const upper = [component, strict, encodeURI(value), component.replaceAll('%20', '+'), strict.replaceAll('%20', '+')];
  const once = upper.flatMap((form) => [form, lowerHex(form)]);
  return [...once, ...once.map((form) => encodeURIComponent(form))];
};

const lowerHex = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());

const isWellFormed = (value: string): boolean => !/\p{Cs}/u.test(value);

const jsonForms = (value: string): readonly string[] => {
  const once = inJson(value);
  return [once, inJson(once), value.replaceAll('/', '\\/'), once.replaceAll('/', '\\/')];
};

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

const binaryForms = (value: string): readonly string[] => {
  const bytes = Buffer.from(value);
  const whole = [bytes.toString('base64'), bytes.toString('base64url')];
  const hex = bytes.toString('hex');
  return [...whole, ...[0, 1, 2].flatMap((shift) => alignedBase64(bytes, shift)), hex, hex.toUpperCase()];
};

/**
 * What of the base64 of a longer text depends on the secret alone, if it begins `shift` bytes after a multiple of
 * three. The digits that it shares with its neighbours are left out.
 */
const alignedBase64 = (bytes: Buffer, shift: number): readonly string[] => {
  const digits = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  const first = Math.ceil((shift * 8) / 6);
  const end = Math.floor(((shift + bytes.length) * 8) / 6);
  const inner = digits.slice(first, end);
  return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
};
