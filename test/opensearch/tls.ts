/**
 * Test support: what stands in front of a cluster in earnest, TLS and a name with a password, as a small proxy in front of a
 * real node on loopback; its certificate is signed by an authority made for the test.
 */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import path from 'node:path';

export interface Certificates {
  /** Of the authority. */
  readonly ca: string;
  readonly key: string;
  readonly certificate: string;
}

/** Files below `folder`. @param name tells authorities of one folder apart */
export function makeCertificates(folder: string, name: string): Certificates {
  const file = (what: string): string => path.join(folder, `${name}-${what}.pem`);
  const [ca, caKey, key, certificate, asked] = ['ca', 'ca-key', 'key', 'certificate', 'request'].map(file);
  const openssl = (...args: readonly (string | undefined)[]): void => {
    execFileSync(
      'openssl',
      args.map((each) => each ?? ''),
      { stdio: 'ignore' },
    );
  };
  const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const bound = ['-addext', 'subjectAltName=IP:127.0.0.1', '-addext', 'basicConstraints=critical,CA:FALSE'];
  openssl('req', '-x509', ...fresh, '-days', '2', '-subj', `/CN=${name} authority`, '-keyout', caKey, '-out', ca);
  openssl('req', ...fresh, '-subj', '/CN=node', ...bound, '-keyout', key, '-out', asked);
  openssl(
    'x509',
    '-req',
    '-in',
    asked,
    '-CA',
    ca,
    '-CAkey',
    caKey,
    '-days',
    '2',
    '-copy_extensions',
    'copy',
    '-out',
    certificate,
  );
  return { ca: ca ?? '', key: key ?? '', certificate: certificate ?? '' };
}

export interface SecureNode {
  readonly url: string;
  /** Requests that were let through. */
  readonly passed: () => number;
  close(): Promise<void>;
}

/** Lets through what has the credentials, and answers the rest as the security plugin does. */
export async function startSecureNode(
  target: string,
  { key, certificate }: Certificates,
  credentials: { readonly user: string; readonly password: string },
): Promise<SecureNode> {
  const wanted = `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`;
  const files = { key: readFileSync(key), cert: readFileSync(certificate) };
  let passed = 0;
  const server = createServer(files, (incoming, outgoing) => {
    if (incoming.headers.authorization !== wanted) {
      incoming.resume();
      outgoing.writeHead(401, {
        'content-type': 'text/plain',
        'www-authenticate': 'Basic realm="OpenSearch Security"',
      });
      outgoing.end('Unauthorized');
      return;
    }
    passed += 1;
    const { authorization: _, host: __, ...headers } = incoming.headers;
    const forwarded = request(new URL(incoming.url ?? '/', target), { method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `https://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    passed: () => passed,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
