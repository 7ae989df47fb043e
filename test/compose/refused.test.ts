/** Files that were refused: read again when their bytes, the readers or whoever asks give a reason to, and else not. */

import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { addSource, holdIndex, mirrorCorpus, removeSource } from '../../src/compose/indexing.js';
import { type FileRefusal, READER_VERSION } from '../../src/compose/refusals.js';
import { type Config, readConfig } from '../../src/settings/config.js';
import { createHashEmbedder, temporaryFolder } from '../index/documents.js';
import { root } from '../service.js';

const NO_PDF = Buffer.from('%PDF-1.7\n没有页');
/** An Office file in the old format that holds no text: its reader might have needed a program. */
const OLD_OFFICE = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
const MARK = '（记住的）';

let corpus: string;
let config: Config;
let memory: string;

const write = (name: string, content: string | Buffer) => writeFile(path.join(corpus, name), content);
const hold = <Result>(update: () => Promise<Result>) => holdIndex(config.index, update);
const upload = (name: string, bytes: Buffer) =>
  hold(() => addSource(config, createHashEmbedder(), { name, bytes, declared: null }));
const reasons = async (triesAgain?: (refusal: FileRefusal) => boolean) => {
  const { skipped } = await hold(() => mirrorCorpus(config, createHashEmbedder(), undefined, { triesAgain }));
  return Object.fromEntries(skipped.map(({ source, reason }) => [source, reason]));
};

interface Memory {
  reader: string;
  cleaner: string;
  refused: Record<string, FileRefusal>;
}
const remembered = async (): Promise<Memory> => JSON.parse(await readFile(memory, 'utf8'));
/** Marks what is remembered: a reason with the mark was not given by a reader. */
async function mark(change: (memory: Memory) => Memory = (same) => same): Promise<void> {
  const kept = await remembered();
  for (const refusal of Object.values(kept.refused)) refusal.reason += MARK;
  await writeFile(memory, JSON.stringify(change(kept)));
}

beforeEach(async () => {
  const folder = temporaryFolder();
  corpus = path.join(folder, 'corpus');
  config = readConfig({ corpus: [corpus], index: path.join(folder, 'index') }, {}, root);
  memory = path.join(config.index, 'refused.json');
  await mkdir(corpus);
  await write('a.txt', '全年新建学校十二所，改造老旧小区四十个。');
});

describe('a refused file', () => {
  it('is not read again, and its reason stays', async () => {
    await write('b.pdf', NO_PDF);
    const first = await reasons();
    expect(first['b.pdf']).toContain('b.pdf: expected a PDF file');
    expect(await reasons()).toEqual(first);
    await mark();
    expect(await reasons()).toEqual({ 'b.pdf': `${first['b.pdf']}${MARK}` });
    await upload('c.txt', Buffer.from('新建水库三百零七座，惠及沿线村民。'));
    await hold(() => removeSource(config, createHashEmbedder(), 'c.txt'));
    expect((await reasons())['b.pdf']).toContain(MARK);
  });

  it('is read again with other bytes, and under another name', async () => {
    await write('b.pdf', NO_PDF);
    await reasons();
    await mark();
    await write('b.pdf', Buffer.concat([NO_PDF, Buffer.from('\n')]));
    await write('c.pdf', NO_PDF);
    const found = await reasons();
    expect(Object.keys(found)).toEqual(['b.pdf', 'c.pdf']);
    expect(JSON.stringify(found)).not.toContain(MARK);
  });

  it('is read again by readers of another version', async () => {
    await write('b.pdf', NO_PDF);
    await reasons();
    await mark((kept) => ({ ...kept, reader: '0' }));
    expect((await reasons())['b.pdf']).not.toContain(MARK);
    expect((await remembered()).reader).toBe(READER_VERSION);
  });

  it('is read again when the cleaner is of another version, as it may keep what it left nothing of', async () => {
    await write('menu.txt', '首页\n打印本页\n关闭窗口\n');
    expect((await reasons())['menu.txt']).toContain('nothing but navigation');
    await mark();
    expect((await reasons())['menu.txt']).toContain(MARK);
    await mark((kept) => ({ ...kept, cleaner: '0' }));
    expect((await reasons())['menu.txt']).not.toContain(MARK);
  });

  it('is read again when it is asked for only if the machine may have been the reason', async () => {
    await write('b.pdf', NO_PDF);
    await write('old.doc', OLD_OFFICE);
    await reasons();
    await mark();
    const found = await reasons(({ mayPass }) => mayPass);
    expect(found['b.pdf']).toContain(MARK);
    expect(found['old.doc']).toContain('old.doc: expected a text in the old Word format');
    expect(found['old.doc']).not.toContain(MARK);
  });

  it('is read when it is what was uploaded', async () => {
    await write('b.pdf', NO_PDF);
    await reasons();
    await mark();
    await expect(upload('b.pdf', NO_PDF)).rejects.toThrow(/^(?!.*记住的).*b\.pdf was stored and then left out/);
  });

  it('is forgotten when it is gone', async () => {
    await write('b.pdf', NO_PDF);
    await reasons();
    expect(Object.keys((await remembered()).refused)).toHaveLength(1);
    await rm(path.join(corpus, 'b.pdf'));
    expect(await reasons()).toEqual({});
    expect((await remembered()).refused).toEqual({});
  });

  it.each(['', '{"refused":', '{"reader":"1","refused":[3]}'])('is read when the memory is torn: %j', async (torn) => {
    await write('b.pdf', NO_PDF);
    const first = await reasons();
    await writeFile(memory, torn);
    expect(await reasons()).toEqual(first);
    expect(Object.keys((await remembered()).refused)).toHaveLength(1);
  });

  it('leaves nothing behind in a folder without any', async () => {
    expect(await reasons()).toEqual({});
    expect(existsSync(memory)).toBe(false);
  });
});
