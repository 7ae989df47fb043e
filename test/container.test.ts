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

describe('the container', () => {
  it('is built from one base image, which may be named by its digest', () => {
    const dockerfile = readFileSync('Dockerfile', 'utf8');
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(bases).toEqual([`\${NODE_IMAGE}`, `\${NODE_IMAGE}`]);
    const [, usual = ''] = /^ARG NODE_IMAGE=(\S+)$/m.exec(dockerfile) ?? [];
    const { wenju } = compose.parse(parse(readFileSync('compose.yaml', 'utf8'))).services;
    expect(wenju.build.args.NODE_IMAGE).toBe(`\${NODE_IMAGE:-${usual}}`);
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
