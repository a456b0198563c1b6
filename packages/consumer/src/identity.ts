import { askOwner, type Call, ConfigurationError, type ConsumerIdentity } from '@holdfast/core/internal';

/** A consumer without a login: the platform makes one up, and knows it again as long as the token is renewed in time. */
export interface AnonymousIdentity {
  readonly anonymous: {
    /** Of the account's connector for anonymous consumers. @default 'default' */
    readonly connectorId?: string;
  };
}

/** Implicit flow: the brand vouches for the consumer with a signed token, for example one of `brandToken()`. */
export interface VouchedIdentity {
  /** Asked each time that a token is needed: the one before may have expired. */
  readonly jwt: () => string | Promise<string>;
  /** Exchanges the token at this connector instead of at the older endpoint, which needs none. */
  readonly connectorId?: string;
}

/** Code flow: the brand gives a code that the platform redeems with the brand. */
export interface CodeIdentity {
  /** Asked each time that a token is needed: a code is good once. */
  readonly code: () => string | Promise<string>;
}

/** Who the consumer is. Source: rest-and-auth.md §8. */
export type Identity = AnonymousIdentity | VouchedIdentity | CodeIdentity;

/** A token that opens the messaging socket, and what else must not be printed. */
export interface ConsumerToken {
  readonly jwt: string;
  readonly secrets: readonly string[];
}

/** Gets a token of the consumer, each time a new one of the same. */
export type TokenSource = (service: ConsumerIdentity, call: Call) => Promise<ConsumerToken>;

/** @throws ConfigurationError for an identity that is none of the three. */
export function tokenSource(identity: Identity): TokenSource {
  const given: unknown = identity;
  if (typeof given === 'object' && given !== null) {
    if ('anonymous' in identity && typeof identity.anonymous === 'object') return anonymous(identity);
    if ('jwt' in identity && typeof identity.jwt === 'function') return vouched(identity);
    if ('code' in identity && typeof identity.code === 'function') return coded(identity);
  }
  throw new ConfigurationError(
    'identity',
    'The option identity is none that there is. Give { anonymous: {} }, { jwt: () => … } or { code: () => … }.',
  );
}

function anonymous({ anonymous: { connectorId } }: AnonymousIdentity): TokenSource {
  let previous: string | undefined;
  return async (service, { signal }) => {
    const external = await service.anonymous(previous, { signal });
    previous = external;
    const jwt = await service.exchange(external, { signal, ...(connectorId === undefined ? {} : { connectorId }) });
    return { jwt, secrets: [external, jwt] };
  };
}

const vouched =
  ({ jwt: ask, connectorId }: VouchedIdentity): TokenSource =>
  async (service, call) => {
    const { signal } = call;
    const token = await asked('identity.jwt', call, ask);
    const jwt = await (connectorId === undefined
      ? service.authenticate(token, { signal })
      : service.exchange(token, { signal, connectorId }));
    return { jwt, secrets: [token, jwt] };
  };

const coded =
  ({ code: ask }: CodeIdentity): TokenSource =>
  async (service, call) => {
    const code = await asked('identity.code', call, ask);
    const jwt = await service.authenticate(code, { signal: call.signal });
    return { jwt, secrets: [code, jwt] };
  };

async function asked(option: string, call: Call, ask: () => string | Promise<string>): Promise<string> {
  const answer: unknown = await askOwner(`The function ${option}`, call, ask);
  if (typeof answer === 'string' && answer !== '') return answer;
  throw new ConfigurationError(
    option,
    `The function ${option} gave no text. Let it give the token or the code itself.`,
  );
}
