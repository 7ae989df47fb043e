/** What the container is built from and what it may use, as Dockerfile and compose.yaml say it. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const compose = z.object({
  services: z.object({
    wenju: z.looseObject({ build: z.object({ args: z.object({ NODE_IMAGE: z.string() }) }) }),
  }),
});

const cluster = z.object({
  services: z.record(z.string(), z.looseObject({ environment: z.record(z.string(), z.string()).optional() })),
});

describe('the container', () => {
  it('is built from one base image, named by its digest, unless another is named', () => {
    const dockerfile = readFileSync('Dockerfile', 'utf8');
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(bases).toEqual([`\${NODE_IMAGE}`, `\${NODE_IMAGE}`]);
    const [, usual = ''] = /^ARG NODE_IMAGE=(\S+)$/m.exec(dockerfile) ?? [];
    expect(usual).toMatch(/@sha256:[0-9a-f]{64}$/);
    const { wenju } = compose.parse(parse(readFileSync('compose.yaml', 'utf8'))).services;
    expect(wenju.build.args.NODE_IMAGE).toBe(`\${NODE_IMAGE:-${usual}}`);
  });

  it('stands beside a cluster of three nodes with certificates and a password, each with the same bounds', () => {
    const { services } = cluster.parse(parse(readFileSync('compose.yaml', 'utf8'), { merge: true }));
    const nodes = Object.entries(services).filter(([name]) => name.startsWith('opensearch-'));
    expect(nodes).toHaveLength(3);
    for (const [name, node] of nodes) {
      expect(node).toMatchObject({ profiles: ['cluster'], hostname: name, cap_drop: ['ALL'], mem_limit: '4g' });
      expect(node.environment).toMatchObject({
        'node.name': name,
        'plugins.security.ssl.http.enabled': 'true',
        'plugins.security.ssl.http.pemcert_filepath': `certificates/${name}.pem`,
        'plugins.security.ssl.transport.pemkey_filepath': `certificates/${name}-key.pem`,
      });
    }
    expect(services['wenju-cluster']?.environment).toMatchObject({ WENJU_STORE: 'opensearch' });
  });

  it('has bounds on memory and processes, no capabilities and a read-only root', () => {
    const { wenju } = compose.parse(parse(readFileSync('compose.yaml', 'utf8'))).services;
    expect(wenju).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      mem_limit: '3g',
      pids_limit: expect.any(Number),
    });
  });
});
