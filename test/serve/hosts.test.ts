/** Under which names the service answers: a page of another site must not read it by a name that means this machine. */

import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/serve/app.js';
import { startServer } from '../../src/serve/server.js';
import { createMemoryService } from './memory.js';

const PATHS = ['/', '/v1/documents', '/docs', '/openapi.json', '/healthz', '/readyz', '/metrics', '/widget.js', '/x'];

async function statusOf(Host: string, path = '/v1/documents', options: Parameters<typeof createApp>[1] = {}) {
  return (await createApp(createMemoryService(), options).request(path, { headers: { Host } })).status;
}

describe('a service of this machine without keys', () => {
  it.each(PATHS)('refuses another Host on %s', async (path) => {
    const reply = await createApp(createMemoryService()).request(path, { headers: { Host: 'evil.example' } });
    expect(reply.status).toBe(403);
    expect(reply.headers.get('Content-Type')).toBe('application/problem+json');
  });

  it.each(['localhost', '127.0.0.1:9000', '[::1]:8787'])('answers to %s', async (host) => {
    expect(await statusOf(host)).toBe(200);
  });

  it('answers to names that the operator allows', async () => {
    const options = { hosts: ['wenju.internal'], publicUrl: 'https://ask.example.org' };
    expect(await statusOf('wenju.internal:80', '/v1/documents', options)).toBe(200);
    expect(await statusOf('ask.example.org', '/v1/documents', options)).toBe(200);
    expect(await statusOf('evil.example', '/v1/documents', options)).toBe(403);
  });

  it('refuses two Host headers', async () => {
    const server = await startServer(createApp(createMemoryService()), { host: '127.0.0.1', port: 0 });
    const reply = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () =>
        socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n'),
      );
      let text = '';
      socket.on('data', (chunk) => {
        text += String(chunk);
      });
      socket.on('close', () => resolve(text));
    });
    await server.close();
    expect(reply).toMatch(/^HTTP\/1.1 400 /);
  });
});

describe('a service with keys or for a network', () => {
  it('is addressed by any name', async () => {
    expect(await statusOf('ask.example.org', '/healthz', { apiKeys: ['key'] })).toBe(200);
    expect(await statusOf('ask.example.org', '/healthz', { host: '0.0.0.0' })).toBe(200);
  });
});
