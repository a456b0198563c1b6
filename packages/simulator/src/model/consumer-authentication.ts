import { type KeyObject, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { isObject, type JsonObject } from '@holdfast/core/protocol';
import { compactDecrypt, errors, importSPKI, jwtVerify } from 'jose';
import type { Clock } from '../clock.js';
import { SimulatorOptionError } from '../errors.js';

/** The brand hands its consumers a signed token, which the platform checks with the brand's public key. */
export interface ImplicitFlow {
  readonly flow: 'implicit';
  /** SPKI, in PEM. */
  readonly publicKey: string;
  readonly issuer: string;
}

/** The brand hands its consumers a code, which the platform redeems at the brand's token endpoint. */
export interface CodeFlow {
  readonly flow: 'code';
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The brand's key for the token that the endpoint gives out. */
  readonly publicKey: string;
  readonly issuer: string;
}

export type ConsumerFlow = ImplicitFlow | CodeFlow;

/** What a brand says of a consumer, or the platform's number for why it is not believed. Source: rest-and-auth.md §8.4. */
export type BrandVerdict = { readonly claims: JsonObject } | { readonly error: string };

/** How the account knows its consumers: one way for the web and for apps. Source: rest-and-auth.md §8. */
export class ConsumerAuthentication {
  private configured: ConsumerFlow | undefined;
  private key: KeyObject | undefined;

  constructor(private readonly clock: Clock) {}

  get flow(): ConsumerFlow | undefined {
    return this.configured;
  }

  /** @throws SimulatorOptionError for a second type: an account has one. */
  configure(flow: ConsumerFlow): void {
    if (this.configured !== undefined && this.configured.flow !== flow.flow) {
      throw new SimulatorOptionError(
        'consumers',
        `the account authenticates by the ${this.configured.flow} flow, and has one type for all its channels. Start another platform for the ${flow.flow} flow.`,
      );
    }
    this.configured = flow;
  }

  /** The platform's own key for encrypted tokens, as its page shows it: SPKI in PEM. */
  get encryptionKey(): string {
    return createPublicKey(this.privateKey).export({ type: 'spki', format: 'pem' }).toString();
  }

  /** Judges the token of a brand: signed, or signed and encrypted. */
  async verify(token: string, flow: ConsumerFlow): Promise<BrandVerdict> {
    const signed = token.split('.').length === 5 ? await this.decrypted(token) : token;
    if (signed === undefined) return { error: '1004' };
    if (signed.split('.').length !== 3) return { error: '1008' };
    try {
      const key = await importSPKI(flow.publicKey, 'RS256');
      const { payload } = await jwtVerify(signed, key, {
        issuer: flow.issuer,
        algorithms: ['RS256'],
        requiredClaims: ['sub', 'iat', 'exp'],
        currentDate: new Date(this.clock.now()),
      });
      return { claims: payload };
    } catch (error) {
      return { error: errorOf(error) };
    }
  }

  /** Redeems a code at the brand's endpoint, as the platform does. Source: rest-and-auth.md §8.3. */
  async redeem(code: string, flow: CodeFlow): Promise<BrandVerdict> {
    const { tokenEndpoint, clientId, clientSecret } = flow;
    const form = { code, grant_type: 'authorization_code', redirect_uri: 'https://liveperson.net' };
    const response = await fetch(tokenEndpoint, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(5_000),
    }).catch(() => undefined);
    if (response === undefined) return { error: '9013' };
    const body: unknown = await response.json().catch(() => undefined);
    const idToken = isObject(body) ? body['id_token'] : undefined;
    return response.ok && typeof idToken === 'string' ? this.verify(idToken, flow) : { error: '9011' };
  }

  private get privateKey(): KeyObject {
    return (this.key ??= generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey);
  }

  private async decrypted(token: string): Promise<string | undefined> {
    try {
      const { plaintext } = await compactDecrypt(token, this.privateKey, { keyManagementAlgorithms: ['RSA-OAEP-256'] });
      return Buffer.from(plaintext).toString('utf8');
    } catch {
      return undefined;
    }
  }
}

function errorOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return '1012';
  if (error instanceof errors.JWTClaimValidationFailed) return '1011';
  if (error instanceof errors.JOSEAlgNotAllowed) return '1003';
  return '9007';
}
