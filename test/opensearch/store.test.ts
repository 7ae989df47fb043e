/** The index in a real OpenSearch server: it answers as the one in files does, and says what is wrong. */

import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AskRequest } from '../../src/api/request.js';
import type { Service } from '../../src/api/service.js';
import { diagnoseCluster } from '../../src/compose/cluster/doctor.js';
import { openClusterService } from '../../src/compose/cluster/service.js';
import { openVectorStore } from '../../src/compose/indexing.js';
import { readEvaluationFolder } from '../../src/evaluate/folder.js';
import { createLexicalIndex } from '../../src/index/bm25.js';
import { openCurrentGeneration } from '../../src/index/generations.js';
import { connectStore, type StoreConnection } from '../../src/index/opensearch/connection.js';
import type { StoredGeneration } from '../../src/index/opensearch/contract.js';
import { passageKey } from '../../src/index/opensearch/layout.js';
import { resolveAliases } from '../../src/index/opensearch/names.js';
import { openStoredGeneration } from '../../src/index/opensearch/read.js';
import { readWords } from '../../src/index/words.js';
import type { Config } from '../../src/settings/config.js';
import { isMissing } from '../needs.js';
import { openTestService, root, TODAY, testConfig } from '../service.js';
import { compareAnswers, compareVerdicts, describeAgreement } from './agreement.js';
import { startCluster, type TestCluster } from './cluster.js';
import { uploadIndex } from './upload.js';

/** Every so many questions of the project's own are asked. */
const EVERY = 8;
const today = () => TODAY;
const index = path.join(root, 'embeddings', 'cache', 'test-corpus');

describe.skipIf(isMissing('opensearch'))('an index in OpenSearch', () => {
  let cluster: TestCluster;
  let connection: StoreConnection;
  let config: Config;
  let here: Service;
  let there: Service;
  let generation: StoredGeneration;

  beforeAll(async () => {
    const [started, local] = await Promise.all([startCluster(), openTestService(undefined, TODAY)]);
    cluster = started;
    here = local;
    config = clusterConfig(cluster.urls);
    connection = connectStore({ urls: cluster.urls });
    await uploadIndex(config);
    there = await openClusterService(config, { today });
    generation = await openStoredGeneration(connection, config.opensearchIndex);
  });
  afterAll(async () => {
    await Promise.all([here?.close(), there?.close(), connection?.close()]);
    await cluster?.stop();
  });

  function clusterConfig(urls: readonly string[]): Config {
    return {
      ...testConfig(path.join(root, 'corpus'), index),
      store: 'opensearch',
      opensearchUrl: [...urls],
      opensearchReplicas: 0,
    };
  }

  it('gives the same first five and the same answers', async () => {
    const read = await readEvaluationFolder(path.join(root, 'test', 'eval', 'digests'));
    if (read.kind !== 'questions') throw new Error('Expected questions.');
    const { answerable, unanswerable } = read.questions;
    const questions = [...answerable, ...unanswerable.map(({ question }) => ({ question, parts: [] }))]
      .map(({ question, parts }) => ({ question, parts }))
      .filter((_, at) => at % EVERY === 0);
    const agreement = await compareAnswers(here, there, questions);
    console.log(describeAgreement('digests', agreement));
    expect(questions.length).toBeGreaterThan(10);
    expect(agreement.differing).toEqual([]);
  });

  it('gives the same verdicts on claims, true and altered', async () => {
    const claims = [
      '2023年荆门地区生产总值增长6.7%。',
      '2023年荆门地区生产总值增长7.6%。',
      '荆门2024年城镇新增就业的目标是100万人。',
      'In 2023 the GDP of Jingmen grew by 6.7%.',
      '仙桃2020年的地区生产总值为827.9亿元。',
    ];
    const { differing } = await compareVerdicts(here, there, claims);
    expect(differing).toEqual([]);
  });

  it('checks a draft, compares figures and lists documents as the index in files does', async () => {
    const draft = '荆门2023年地区生产总值增长6.7%，增速居全省第四。报告说“地区生产总值增速7%”。';
    expect(await there.check({ text: draft })).toEqual(await here.check({ text: draft }));
    const table = {
      indicator: '地区生产总值',
      regions: ['荆门市', '仙桃市'],
      years: [2020, 2023],
      measure: 'growth',
      kind: 'actual',
    } as const;
    expect(await there.compare(table)).toEqual(await here.compare(table));
    expect(await there.documents()).toEqual(await here.documents());
    const [{ id = '' } = {}] = (await here.documents()).documents;
    expect(await there.document(id)).toEqual(await here.document(id));
    expect(await there.passage(`${id}-1`)).toEqual(await here.passage(`${id}-1`));
  });

  it('says that there is no document of an unknown id', async () => {
    await expect(there.document('0123456789abcdef')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('leaves nothing to do for a second upload', async () => {
    expect(await uploadIndex(config)).toMatchObject({ written: 0 });
  });

  it('gives back every vector as it was written, to the last bit, and the words by which BM25 counts', async () => {
    await openCurrentGeneration(index, async ({ folder, manifest }) => {
      const { id = '' } = manifest.documents[0] ?? {};
      const stored = await openVectorStore(folder, manifest.makers.dimensions).read(id);
      const [{ revision = '' } = {}] = await generation.loadDocuments([id]);
      const places = Array.from(stored.passages, (_, ordinal) => ({ document: id, ordinal, revision }));
      const read = await generation.readVectors(places);
      expect(read.map((own) => own?.passage)).toEqual(stored.passages);
      expect(read.flatMap((own) => own?.sentences)).toEqual(stored.sentences);
      expect(await generation.readVectors([{ document: id, ordinal: 0, revision: 'another' }])).toEqual([null]);
      const words = await Promise.all(manifest.documents.map((entry) => readWords(folder, entry.id)));
      // Those of its sentences among them.
      expect((await generation.loadDocuments([id])).map((loaded) => loaded.words)).toEqual(words.slice(0, 1));
      const lexicalIndex = createLexicalIndex(words);
      expect(generation.passages).toBe(lexicalIndex.size);
      const terms = ['荆门', '增长', '§地区生产总值', '2024', 'zzz'];
      const counts = await generation.countPassages(terms);
      expect(terms.map((term) => counts.get(term))).toEqual(terms.map((term) => lexicalIndex.frequencyOf(term)));
    });
  });

  it('says what is wrong: nobody at the address, credentials refused, another server, an index of other makers', async () => {
    const open = (urls: readonly string[]) => openClusterService(clusterConfig(urls), { today });
    const refusing = await startStub(401, '{"error":{"type":"security_exception"}}');
    const other = await startStub(200, '<html>');
    try {
      await expect(
        openStoredGeneration(connectStore({ urls: ['http://127.0.0.1:9'], withinMs: 500 }), 'wenju'),
      ).rejects.toMatchObject({
        code: 'STORE_UNREACHABLE',
        message: expect.stringMatching(/127\.0\.0\.1:9.*did not answer in time.*opensearchUrl/),
      });
      await expect(open([refusing.url])).rejects.toMatchObject({ code: 'STORE_REFUSED', message: /credentials/ });
      await expect(open([other.url])).rejects.toMatchObject({
        code: 'STORE_REFUSED',
        message: /Expected OpenSearch at/,
      });
      await expect(openClusterService({ ...config, opensearchIndex: 'nothing' }, { today })).rejects.toMatchObject({
        code: 'INDEX_MISSING',
        message: /no index "nothing"/,
      });
      const names = await resolveAliases(connection, 'wenju');
      const { _meta } = await readMeta(names?.documents ?? '');
      await writeMeta(names?.documents ?? '', { ..._meta, makers: { ...Object(_meta.makers), tokenizer: 'another' } });
      await expect(open(cluster.urls)).rejects.toMatchObject({ code: 'INDEX_STALE', message: /tokenizer: another/ });
      await writeMeta(names?.documents ?? '', _meta);
      await (await open(cluster.urls)).close();
    } finally {
      refusing.server.close();
      other.server.close();
    }
  });

  it('is diagnosed: nothing wrong, then a block and passages of no document, which are mended', async () => {
    const mending = { ...config, opensearchIndex: 'mended' };
    await uploadIndex(mending);
    expect((await diagnoseCluster(mending, true)).findings).toEqual([]);
    const { documents = '', passages = '' } = (await resolveAliases(connection, 'mended')) ?? {};
    const [{ id = '' } = {}] = (await here.documents()).documents;
    await connection.send({ method: 'DELETE', path: `/${documents}/_doc/${id}`, query: { refresh: true } });
    const block = { 'index.blocks.read_only_allow_delete': true };
    await connection.send({ method: 'PUT', path: `/${passages}/_settings`, body: block });
    const states = async (repairs: boolean) =>
      (await diagnoseCluster(mending, repairs)).findings.map(({ state }) => state);
    expect(await states(false)).toEqual(['repairable', 'repairable', 'left']);
    expect(await states(true)).toEqual(['repaired', 'repaired', 'left']);
    // What is missing is written again, and only that.
    expect(await uploadIndex(mending)).toMatchObject({ written: 1, removed: 0 });
    expect((await diagnoseCluster(mending, true)).findings).toEqual([]);
  });

  it('is found out where a document or a vector was altered, which is taken out and written again', async () => {
    const altering = { ...config, opensearchIndex: 'tampered' };
    await uploadIndex(altering);
    const { documents = '', passages = '' } = (await resolveAliases(connection, 'tampered')) ?? {};
    const [one, other] = (await here.documents()).documents.map(({ id }) => id);
    const tampered = await openStoredGeneration(connection, 'tampered');
    const [loaded, stayed] = await tampered.loadDocuments([one ?? '', other ?? '']);
    const text = JSON.stringify({ ...loaded?.packed.document, annotations: loaded?.packed.annotations });
    const packed = { document: gzipSync(text.replace(/\d(?=[^\d]*亿元)/, '7')).toString('base64') };
    await connection.send({ method: 'POST', path: `/${documents}/_update/${one}`, body: { doc: { packed } } });
    const key = passageKey({ document: other ?? '', ordinal: 1, revision: stayed?.revision ?? '' });
    const found = Object(await connection.send({ method: 'GET', path: `/${passages}/_doc/${key}` }));
    const source = { ...found._source, vectors: `AAAA${String(found._source.vectors).slice(4)}` };
    await connection.send({ method: 'PUT', path: `/${passages}/_doc/${key}`, query: { refresh: true }, body: source });
    await connection.send({ method: 'POST', path: `/${documents}/_refresh` });
    const findings = async (repairs: boolean) => (await diagnoseCluster(altering, repairs)).findings;
    const [only, ...others] = await findings(false);
    expect(others).toEqual([]);
    expect(only?.state).toBe('repairable');
    for (const id of [one, other]) expect(only?.what).toContain(id);
    expect((await findings(true)).map(({ state }) => state)).toEqual(['repaired', 'left']);
    expect(await uploadIndex(altering)).toMatchObject({ written: 2, removed: 0 });
    expect(await findings(false)).toEqual([]);
  });

  it('says of a document that is not as it was written what it is and what to do', async () => {
    const altering = { ...config, opensearchIndex: 'altered' };
    await uploadIndex(altering);
    const { documents = '' } = (await resolveAliases(connection, 'altered')) ?? {};
    const [{ id = '' } = {}] = (await here.documents()).documents;
    const document = gzipSync('{"id": "another"}').toString('base64');
    const body = { doc: { packed: { document } } };
    await connection.send({ method: 'POST', path: `/${documents}/_update/${id}`, query: { refresh: true }, body });
    const altered = await openStoredGeneration(connection, 'altered');
    await expect(altered.loadDocuments([id])).rejects.toMatchObject({
      code: 'INDEX_DAMAGED',
      message: expect.stringContaining(`${id} in the cluster is not as it was written`),
    });
  });

  it('says that a full disk blocks writing, answers all the same, and writes again when it is free', async () => {
    const block = (value: boolean | null) =>
      connection.send({
        method: 'PUT',
        path: '/_all/_settings',
        body: { 'index.blocks.read_only_allow_delete': value },
      });
    const second = { ...config, opensearchIndex: 'second' };
    await uploadIndex(second);
    await block(true);
    try {
      const names = await resolveAliases(connection, 'second');
      await connection.send({ method: 'DELETE', path: `/${names?.documents}/_doc/none` }).catch(() => undefined);
      const writing = connection.send({ method: 'POST', path: `/${names?.passages}/_doc`, body: { ordinal: 1 } });
      await expect(writing).rejects.toMatchObject({ code: 'STORE_REFUSED', message: /blocks writing.*wenju doctor/ });
      const reply = await there.ask(AskRequest.parse({ question: '2024年荆门GDP增长目标是多少？' }));
      expect(reply.status).toBe('answered');
    } finally {
      await block(null);
    }
  });

  it('is ready under the version of the index in files', async () => {
    expect(there.readiness()).toEqual(here.readiness());
  });

  async function readMeta(name: string): Promise<{ _meta: Record<string, unknown> }> {
    const answer = Object(await connection.send({ method: 'GET', path: `/${name}/_mapping` }));
    return answer[name].mappings;
  }

  async function writeMeta(name: string, meta: Record<string, unknown>): Promise<void> {
    await connection.send({ method: 'PUT', path: `/${name}/_mapping`, body: { _meta: meta } });
  }
});

/** Something that answers and is no OpenSearch. */
async function startStub(status: number, body: string): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, server };
}
