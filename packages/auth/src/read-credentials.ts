import { type Call, ConfigurationError } from '@holdfast/core/internal';
import { isObject, type JsonObject } from '@holdfast/core/protocol';

/** Credentials, checked, with the form they have. */
export type CheckedCredentials =
  | { readonly form: 'login'; readonly who: string; readonly body: JsonObject }
  | {
      readonly form: 'bearer';
      readonly bearer: string;
      readonly userId: string;
      readonly userPid?: string;
      readonly refresh?: (call: Call) => unknown;
    };

const MAX_LENGTH = 16_384;
const FORMS = [
  { fields: ['username', 'appKey', 'secret', 'accessToken', 'accessTokenSecret'] },
  { fields: ['username', 'clientId', 'clientSecret'] },
  { fields: ['username', 'password'] },
  { fields: ['assertion'] },
  { fields: ['bearer', 'userId'], optional: ['userPid', 'refresh'] },
] as const;

/**
 * Checks credentials that an owner wrote or a provider gave, and turns them into what the login service reads.
 * Source: rest-and-auth.md §2.1–2.3.
 *
 * @throws ConfigurationError naming the field at fault, never its value.
 */
export function readCredentials(given: unknown): CheckedCredentials {
  if (!isObject(given)) throw faulty('credentials', 'are not an object');
  const value = (name: string): unknown => (Object.hasOwn(given, name) ? given[name] : undefined);
  const names = Object.keys(given).filter((name) => value(name) !== undefined);
  checkForm(names);

  if (names.includes('bearer')) return readBearer(value);
  const text = (name: string): string => readText(name, value(name));
  if (names.includes('assertion')) {
    // The service wants a jwt beside the assertion and does not read it.
    return { form: 'login', who: 'a SAML assertion', body: { assertion: text('assertion'), jwt: 'none' } };
  }
  const username = text('username');
  const who = `user ${username}`;
  if (names.includes('password')) return { form: 'login', who, body: { username, password: text('password') } };
  if (names.includes('clientId')) {
    // The same endpoint serves both kinds of application and insists on all five fields.
    const placeholders = { accessToken: 'placeholder', accessTokenSecret: 'placeholder' };
    const client = { appKey: text('clientId'), secret: text('clientSecret') };
    return { form: 'login', who, body: { username, ...client, ...placeholders } };
  }
  const [appKey, secret] = [text('appKey'), text('secret')];
  const [accessToken, accessTokenSecret] = [text('accessToken'), text('accessTokenSecret')];
  return { form: 'login', who, body: { username, appKey, secret, accessToken, accessTokenSecret } };
}

/** The form is the one with most fields in common; whatever is missing from it, or foreign to it, is named. */
function checkForm(names: readonly string[]): void {
  const shared = (form: (typeof FORMS)[number]): number => form.fields.filter((name) => names.includes(name)).length;
  const own = (form: (typeof FORMS)[number]): boolean => form.fields.some((f) => f !== 'username' && names.includes(f));
  const form = FORMS.filter(own).toSorted((a, b) => shared(b) - shared(a))[0];
  if (form === undefined) throw faulty('credentials', 'hold no key, client, password, assertion or bearer');
  const missing = form.fields.find((name) => !names.includes(name));
  if (missing !== undefined) throw faulty(`credentials.${missing}`, 'is missing');
  const known: readonly string[] = 'optional' in form ? [...form.fields, ...form.optional] : form.fields;
  const odd = names.find((name) => !known.includes(name));
  if (odd !== undefined) throw faulty(`credentials.${odd}`, `does not go together with ${form.fields.join(', ')}`);
}

function readBearer(value: (name: string) => unknown): CheckedCredentials {
  const bearer = readText('bearer', value('bearer'));
  if (!/^[\x21-\x7e]+$/.test(bearer)) throw faulty('credentials.bearer', 'holds characters that no bearer has');
  const userId = readText('userId', value('userId'));
  const userPid = value('userPid') === undefined ? undefined : readText('userPid', value('userPid'));
  const refresh = value('refresh');
  if (refresh !== undefined && typeof refresh !== 'function') throw faulty('credentials.refresh', 'is not a function');
  return {
    form: 'bearer',
    bearer,
    userId,
    ...(userPid === undefined ? {} : { userPid }),
    ...(refresh === undefined
      ? {}
      : { refresh: (call): unknown => Reflect.apply(refresh, undefined, [call]) as unknown }),
  };
}

function readText(name: string, value: unknown): string {
  const option = `credentials.${name}`;
  if (typeof value !== 'string') throw faulty(option, 'is not a string');
  if (value === '') throw faulty(option, 'is empty');
  if (value.length > MAX_LENGTH && name !== 'assertion') throw faulty(option, 'is longer than any real one');
  if (name !== 'password' && value.trim() !== value) throw faulty(option, 'has white space around it; trim it');
  if (name === 'username' && /\p{Cc}/u.test(value)) throw faulty(option, 'holds control characters');
  return value;
}

/** A name written by a confused owner may be a value; only names that look like one are repeated. */
const faulty = (option: string, fault: string): ConfigurationError => {
  const shown = /^credentials(?:\.[a-zA-Z]{1,30})?$/.test(option) ? option : 'credentials';
  return new ConfigurationError(shown, `The option ${shown} ${fault}. See the forms of credentials in the readme.`);
};
