import { field, isObject, type JsonObject, readList, readString } from '../protocol/read.js';

/** What the platform knows of a consumer. Source: messaging.md §5.11. */
export interface ConsumerProfile {
  readonly userId?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly avatarUrl?: string;
  readonly description?: string;
  /** How surely the consumer is who he says he is: `loa0`, `loa1` … */
  readonly acr?: string;
  /** Who vouches for him. */
  readonly issuer?: string;
  /** Engagement attributes that came with his identity. */
  readonly claims: readonly JsonObject[];
  /** Engagement attributes that the brand has vouched for. */
  readonly authenticated: readonly JsonObject[];
  /** All of it, as it came. */
  readonly raw: JsonObject;
}

export function readConsumerProfile(answer: unknown): ConsumerProfile | undefined {
  if (!isObject(answer)) return undefined;
  const privateData = answer['privateData'];
  return {
    ...texts({
      userId: answer['userId'],
      firstName: answer['firstName'],
      lastName: answer['lastName'],
      email: field(privateData, 'email') ?? field(privateData, 'mail'),
      phone: field(privateData, 'mobileNum'),
      avatarUrl: answer['avatarUrl'],
      description: answer['description'],
      acr: answer['acr'],
      issuer: field(answer['claims'], 'iss'),
    }),
    claims: attributes(answer['claims']),
    authenticated: attributes(answer['authenticatedData']),
    raw: answer,
  };
}

const attributes = (value: unknown): readonly JsonObject[] => readList(field(value, 'lp_sdes')).filter(isObject);

/** The fields that are texts with something in them. */
const texts = <K extends string>(fields: Readonly<Record<K, unknown>>): { readonly [N in K]?: string } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => (readString(value) ?? '') !== '')) as {
    readonly [N in K]?: string;
  };
