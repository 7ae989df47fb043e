/** `wenju mcp` as a program meets it: the built command, started and asked by the MCP client of the official SDK. */

import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AskReply } from '../../src/api/ask.js';
import { DocumentsReply } from '../../src/api/documents.js';
import { buildIndex } from '../../src/compose/indexing.js';
import { testConfig } from '../service.js';
import { COMMAND, startCommand } from './command.js';

const REPORT = `---
title: 荆门市2024年政府工作报告
region: 荆门市
year: 2024
type: report
---

# 荆门市2024年政府工作报告

## 一、2024年主要目标

地区生产总值增速7%，粮食总产不低于58亿斤。
`;
const QUESTION = '2024年荆门GDP增长目标是多少？';

let folder: string;
let index: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wenju-mcp-'));
  const corpus = path.join(folder, 'corpus');
  index = path.join(folder, 'index');
  await mkdir(corpus);
  await writeFile(path.join(corpus, 'jingmen.md'), REPORT);
  await buildIndex(testConfig(corpus, index));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const transport = () =>
  new StdioClientTransport({
    command: process.execPath,
    args: [COMMAND, 'mcp', '--index', index],
    cwd: folder,
    stderr: 'pipe',
  });

describe('wenju mcp', () => {
  it('answers a client over standard input and output', async () => {
    const client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
    await client.connect(transport());
    try {
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name).sort()).toEqual([
        'ask',
        'check',
        'cite',
        'compare',
        'get_passage',
        'search',
      ]);
      const { structuredContent, content } = await client.callTool({ name: 'ask', arguments: { question: QUESTION } });
      const reply = AskReply.parse(structuredContent);
      expect(reply).toMatchObject({ status: 'answered', citations: [{ quote: expect.stringContaining('7%') }] });
      expect(JSON.stringify(content)).toContain(`wenju://passages/${reply.citations[0]?.passageId}`);
      const refused = await client.callTool({ name: 'get_passage', arguments: { id: 'absent' } });
      expect(refused).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('absent') }] });
      const [resource] = (await client.readResource({ uri: 'wenju://documents' })).contents;
      const text = resource !== undefined && 'text' in resource ? resource.text : '';
      expect(DocumentsReply.parse(JSON.parse(text)).documents).toMatchObject([{ region: '荆门市' }]);
    } finally {
      await client.close();
    }
  });

  it('prints nothing but the protocol, that of older clients too, and ends with its input', async () => {
    const child = startCommand(['mcp', '--index', index], { folder });
    let [stdout, stderr] = ['', ''];
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const answered = new Promise<void>((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
        if (stdout.split('\n').length > 2) resolve();
      });
    });
    const send = (message: object): boolean => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    const clientInfo = { name: 'test', version: '1' };
    send({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } });
    send({ method: 'notifications/initialized' });
    send({ id: 2, method: 'tools/call', params: { name: 'ask', arguments: { question: QUESTION } } });
    await answered;
    child.stdin.end();
    const [code] = await once(child, 'close');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const messages = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(messages).toMatchObject([
      { jsonrpc: '2.0', id: 1 },
      { jsonrpc: '2.0', id: 2, result: { structuredContent: { status: 'answered' } } },
    ]);
  });

  it('says on standard error that there is no index, and ends with 1', async () => {
    const child = startCommand(['mcp', '--index', path.join(folder, 'none')], { folder });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const [code] = await once(child, 'close');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^wenju: .*\n$/);
  });
});
