import { execFileSync } from 'node:child_process';

/** A certificate for localhost that vouches for itself, and its key. */
export function selfSigned(): { readonly key: string; readonly cert: string } {
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const form = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const output = ['-keyout', '-', '-out', '-'];
  const pem = execFileSync('openssl', ['req', ...form, ...names, ...output], { encoding: 'utf8', stdio: 'pipe' });
  const part = (name: string) => new RegExp(`-----BEGIN ${name}-----[^-]*-----END ${name}-----`).exec(pem)?.[0] ?? '';
  return { key: part('PRIVATE KEY'), cert: part('CERTIFICATE') };
}
