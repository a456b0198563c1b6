import { X509Certificate } from 'node:crypto';
import { ConfigurationError } from '@holdfast/core/internal';

export type Certificates = string | Buffer | readonly (string | Buffer)[];

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/**
 * Node.js drops what it cannot read of `ca` in silence, and then every connection fails for a reason nobody sees.
 *
 * @throws ConfigurationError if there is no certificate in it, or one that cannot be read.
 */
export function readCertificates(given: unknown): (string | Buffer)[] {
  const parts: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (parts.length === 0) throw faulty('is an empty list');
  return parts.map((part) => {
    if (typeof part !== 'string' && !Buffer.isBuffer(part))
      throw faulty('is neither a text, a Buffer nor a list of these');
    const found = part.toString('latin1').match(CERTIFICATE) ?? [];
    if (found.length === 0) throw faulty('holds no certificate; perhaps it is the path of a file');
    if (!found.every(isReadable)) throw faulty('holds a certificate that cannot be read');
    return part;
  });
}

function isReadable(certificate: string): boolean {
  try {
    return new X509Certificate(certificate).fingerprint256 !== '';
  } catch {
    return false;
  }
}

const faulty = (fault: string): ConfigurationError =>
  new ConfigurationError('ca', `The option ca ${fault}. Give the content of a PEM file: -----BEGIN CERTIFICATE----- …`);
