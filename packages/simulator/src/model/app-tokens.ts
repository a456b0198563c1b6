import {
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import { readString } from '@holdfast/core/protocol';
import { jwtVerify, SignJWT } from 'jose';
import type { Clock } from '../clock.js';

/** An application that was installed on the account. */
export interface AppClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

interface Installed extends AppClient {
  readonly scopes: readonly string[];
}

/** An hour. */
const LIFETIME = 3_600;

/** Applications, and the tokens that they prove themselves with. Source: rest-and-auth.md §9.1. */
export class AppTokens {
  private readonly clients = new Map<string, Installed>();
  private key: { readonly privateKey: KeyObject; readonly kid: string } | undefined;

  constructor(
    private readonly accountId: string,
    private readonly clock: Clock,
  ) {}

  install(scopes: readonly string[]): AppClient {
    const client = { clientId: randomUUID(), clientSecret: randomBytes(16).toString('hex') };
    this.clients.set(client.clientId, { ...client, scopes });
    return client;
  }

  /** A token for an application, or nothing if it is not who it says it is. */
  async issue(clientId: string, clientSecret: string, audience = this.accountId): Promise<string | undefined> {
    const client = this.clients.get(clientId);
    if (client === undefined || client.clientSecret !== clientSecret) return undefined;
    const { privateKey, kid } = this.pair();
    const iat = Math.floor(this.clock.now() / 1_000);
    return new SignJWT({ azp: clientId, scope: client.scopes.join(' ') })
      .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
      .setIssuer('Sentinel')
      .setAudience(audience)
      .setIssuedAt(iat)
      .setExpirationTime(iat + LIFETIME)
      .sign(privateKey);
  }

  /** The scopes of a token that holds for this account. */
  async verify(token: string): Promise<ReadonlySet<string> | undefined> {
    try {
      const { payload } = await jwtVerify(token, createPublicKey(this.pair().privateKey), {
        issuer: 'Sentinel',
        audience: this.accountId,
        currentDate: new Date(this.clock.now()),
        algorithms: ['RS256'],
      });
      return new Set((readString(payload['scope']) ?? '').split(' '));
    } catch {
      return undefined;
    }
  }

  /** From now on tokens are signed with another key, and older ones are good no longer. */
  rotateKey(): void {
    this.key = undefined;
  }

  get publicKeys(): readonly JsonWebKey[] {
    const { privateKey, kid } = this.pair();
    return [{ ...createPublicKey(privateKey).export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }];
  }

  private pair(): { readonly privateKey: KeyObject; readonly kid: string } {
    return (this.key ??= {
      privateKey: generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey,
      kid: randomUUID(),
    });
  }
}
