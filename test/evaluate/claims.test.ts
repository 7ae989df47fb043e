import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Claim,
  evaluateCited,
  evaluateClaims,
  formatCited,
  formatClaims,
  readClaimSet,
} from '../../src/evaluate/claims.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wenju-claims-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const CLAIMS: readonly Claim[] = [
  { id: 'c1', claim: 'a', verdict: 'supported', lang: 'zh' },
  { id: 'c2', claim: 'b', verdict: 'contradicted' },
  { id: 'c3', claim: 'c', verdict: 'contradicted', lang: 'en' },
  { id: 'c4', claim: 'c', verdict: 'supported' },
];
const judge = async (text: string): Promise<{ verdict: string }> => ({
  verdict: text === 'c' ? 'contradicted' : 'supported',
});

describe('claims', () => {
  it('are none in a folder without the file', async () => {
    expect(await readClaimSet(folder)).toEqual([]);
  });

  it('are read with the fields that are needed', async () => {
    const line = JSON.stringify({ id: 'c1', claim: '荆门增长6.7%', verdict: 'supported', doc: 'a.txt', span: '6.7%' });
    await writeFile(path.join(folder, 'claims.jsonl'), `${line}\n`);
    expect(await readClaimSet(folder)).toEqual([
      { id: 'c1', claim: '荆门增长6.7%', verdict: 'supported', doc: 'a.txt', span: '6.7%' },
    ]);
  });

  it('name the line of a verdict that is none', async () => {
    await writeFile(path.join(folder, 'claims.jsonl'), '{"id":"c1","claim":"a","verdict":"true"}\n');
    await expect(readClaimSet(folder)).rejects.toThrow(/claims\.jsonl:1: verdict/);
  });

  it('are counted by truth, those in English also by themselves, and what is called the opposite is named', async () => {
    const report = await evaluateClaims(CLAIMS, judge);
    expect(report).toEqual({
      byTruth: [
        { truth: 'supported', language: null, count: 2, found: 1 },
        { truth: 'contradicted', language: null, count: 2, found: 1 },
        { truth: 'contradicted', language: 'en', count: 1, found: 1 },
      ],
      calledSupported: ['c2'],
      calledContradicted: ['c4'],
    });
    const text = formatClaims(report);
    expect(text).toContain('contradicted called supported: 1, 0.500 (c2)');
    expect(text).toContain('supported called contradicted: 1, 0.500 (c4)');
  });

  it('are counted as let through beside their passage, but those that have none', async () => {
    const claims: readonly Claim[] = [
      { id: 'c1', claim: 'a', verdict: 'supported', doc: 'one.txt', span: 'x' },
      { id: 'c2', claim: 'b', verdict: 'supported', doc: 'one.txt', span: 'x', lang: 'en' },
      { id: 'c3', claim: 'a', verdict: 'supported', doc: 'none.txt', span: 'x' },
      { id: 'c4', claim: 'b', verdict: 'contradicted', doc: 'one.txt', span: 'x' },
      { id: 'c5', claim: 'a', verdict: 'not_found' },
    ];
    const figures = await evaluateCited(claims, async ({ claim, doc }) => (doc === 'none.txt' ? null : claim === 'a'));
    expect(figures).toEqual([
      { truth: 'supported', language: null, count: 2, found: 1 },
      { truth: 'contradicted', language: null, count: 1, found: 0 },
      { truth: 'supported', language: 'en', count: 1, found: 0 },
    ]);
    expect(formatCited(figures)).toMatch(/supported +2 +1 +0\.500\ncontradicted +1 +0 +0\.000\nsupported, en +1 +0/);
  });
});
