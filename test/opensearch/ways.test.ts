/** A cluster behind TLS and a password, as the settings say; and answers that a language model writes over it. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AskReply } from '../../src/api/ask.js';
import { CheckRequest } from '../../src/api/check.js';
import { AskRequest } from '../../src/api/request.js';
import type { Service } from '../../src/api/service.js';
import { mirrorIntoCluster } from '../../src/compose/cluster/mirror.js';
import { openClusterService } from '../../src/compose/cluster/service.js';
import { buildIndex } from '../../src/compose/indexing.js';
import { openService } from '../../src/compose/service.js';
import { type Config, readConfig } from '../../src/settings/config.js';
import { REPORTS } from '../answer/generated/reports.js';
import { SCENES, SUMMARY } from '../answer/generated/scenes.js';
import { type ScriptedModel, say, startScriptedModel } from '../answer/generated/scripted-model.js';
import { isMissing } from '../needs.js';
import { root, TODAY } from '../service.js';
import { startCluster, type TestCluster } from './cluster.js';
import { type Certificates, makeCertificates, type SecureNode, startSecureNode } from './tls.js';

const CREDENTIALS = { user: 'wenju', password: 'open sesame 42' };
const today = () => TODAY;
/** Every so many scenes are played twice. */
const EVERY = 4;

describe.skipIf(isMissing('opensearch'))('a cluster', () => {
  let cluster: TestCluster;
  let folder: string;
  let own: Certificates;
  let secure: SecureNode;

  beforeAll(async () => {
    cluster = await startCluster();
    folder = mkdtempSync(path.join(tmpdir(), 'wenju-ways-'));
    for (const [name, text] of Object.entries(REPORTS)) writeFileSync(path.join(folder, name), text);
    own = makeCertificates(tmpOf('tls'), 'own');
    secure = await startSecureNode(cluster.urls[0] ?? '', own, CREDENTIALS);
    const config = configFor(environment());
    await mirrorIntoCluster(config, () => buildIndex(config));
  });
  afterAll(async () => {
    await secure?.close();
    await cluster?.stop();
    if (folder)
      for (const place of [folder, `${folder}-index`, `${folder}-tls`]) rmSync(place, { recursive: true, force: true });
  });

  function tmpOf(what: string): string {
    return mkdtempSync(`${folder}-${what}`.replace(/-tls$/, '-tls-'));
  }

  function environment(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      WENJU_STORE: 'opensearch',
      WENJU_OPENSEARCH_URL: secure.url,
      WENJU_OPENSEARCH_USER: CREDENTIALS.user,
      WENJU_OPENSEARCH_PASSWORD: CREDENTIALS.password,
      WENJU_OPENSEARCH_CA: own.ca,
      WENJU_OPENSEARCH_REPLICAS: '0',
      ...changes,
    };
  }

  function configFor(variables: Readonly<Record<string, string>>): Config {
    return readConfig({ corpus: [folder], index: `${folder}-index`, port: 0 }, variables, root);
  }

  it('is written into and asked over TLS with the credentials of the settings', async () => {
    const before = secure.passed();
    expect(before).toBeGreaterThan(0);
    const service = await openClusterService(configFor(environment()), { today });
    const reply = await service.ask(AskRequest.parse({ question: '孝感市2024年地区生产总值增长多少？' }));
    await service.close();
    expect(reply.answer?.text).toContain('6.3%');
    expect(secure.passed()).toBeGreaterThan(before);
  });

  it.each([
    ['a wrong password', { WENJU_OPENSEARCH_PASSWORD: 'wrong' }, /refused the credentials.*opensearchPassword/],
    ['a wrong name', { WENJU_OPENSEARCH_USER: 'another' }, /refused the credentials.*opensearchUser/],
  ])('says that it refuses %s, repeating none', async (_, changes, message) => {
    const failed = await openClusterService(configFor(environment(changes)), { today }).catch(
      (error: unknown) => error,
    );
    expect(failed).toMatchObject({ code: 'STORE_REFUSED', message: expect.stringMatching(message) });
    expect(String(failed)).not.toMatch(/sesame|wrong|another/);
  });

  it('is not trusted by a certificate of others, or by none', async () => {
    const others = makeCertificates(tmpOf('tls'), 'others');
    const untrusted = {
      code: 'STORE_REFUSED',
      message: expect.stringMatching(/certificate that is not trusted.*opensearchCa/),
    };
    const open = (variables: Record<string, string>) => openClusterService(configFor(variables), { today });
    await expect(open(environment({ WENJU_OPENSEARCH_CA: others.ca }))).rejects.toMatchObject(untrusted);
    const { WENJU_OPENSEARCH_CA: _, ...without } = environment();
    await expect(open(without)).rejects.toMatchObject(untrusted);
    // TLS where none is spoken, and none where it is.
    const plain = environment({ WENJU_OPENSEARCH_URL: secure.url.replace('https', 'http') });
    await expect(open(plain)).rejects.toMatchObject({ code: expect.stringMatching(/^STORE_/) });
    const tls = environment({ WENJU_OPENSEARCH_URL: (cluster.urls[0] ?? '').replace('http', 'https') });
    await expect(open(tls)).rejects.toMatchObject({ code: expect.stringMatching(/^STORE_/) });
  });

  describe('that a language model answers from', () => {
    let model: ScriptedModel;
    let here: Service;
    let there: Service;
    beforeAll(async () => {
      model = await startScriptedModel();
      const writing = { WENJU_LLM_BASE_URL: model.baseUrl, WENJU_LLM_MODEL: 'scripted', WENJU_LLM_TIMEOUT: '30' };
      here = await openService(configFor(writing), { today });
      there = await openClusterService(configFor(environment(writing)), { today });
    });
    afterAll(async () => {
      await Promise.all([here?.close(), there?.close(), model?.close()]);
    });

    /** What is the same wherever the index lies. */
    function told({ answer, citations, generation, status, mode }: AskReply) {
      return { answer, citations, status, mode, generation };
    }

    it.each(SCENES.filter((_, at) => at % EVERY === 0).map((scene) => [scene.name, scene] as const))(
      'as from files: %s',
      async (_, { question, plays }) => {
        const asked = AskRequest.parse({ question });
        const replies: AskReply[] = [];
        for (const service of [here, there]) {
          model.play(plays);
          replies.push(await service.ask(asked));
        }
        const [one, other] = replies.map(told);
        expect(other).toEqual(one);
      },
      60_000,
    );

    it.each(['哪些市的报告提到了充电桩？', '哪些市没有提到暖心食堂？', '什么是“暖心食堂”行动？'])(
      'tells who mentions a word, and what it means, as from files: %s',
      async (question) => {
        const asked = AskRequest.parse({ question, mode: 'extractive' });
        const [one, other] = await Promise.all([here, there].map((service) => service.ask(asked)));
        expect(one && told(one).answer?.text).toMatch(/充电桩|暖心食堂/);
        expect(other && told(other)).toEqual(one && told(one));
      },
    );

    it('asks it once, however often a check begins again, and tells each sentence once', async () => {
      const text = '全年新建充电桩1260个[{R}]。粮食总产量231.5万吨[{R}]。一般公共预算收入186亿元[{R}]。';
      model.play(({ idOf }) => say(text.replaceAll('{R}', idOf('全市地区生产总值3120亿元'))));
      const before = model.seen.length;
      const deltas: string[] = [];
      const reply = await there.ask(AskRequest.parse({ question: SUMMARY }), {
        onSentence: ({ delta }) => deltas.push(delta),
      });
      expect(model.seen.length - before).toBe(1);
      expect(new Set(deltas).size).toBe(deltas.length);
      if (reply.generation?.used) expect(deltas.join('')).toBe(reply.answer?.text);
    });

    it('gives the same second opinions', async () => {
      const request = CheckRequest.parse({ text: '孝感市去年在很多方面都有进步，群众普遍感到满意。', opinions: true });
      const replies = [];
      for (const service of [here, there]) {
        model.play(() => say('unsure'));
        replies.push(await service.check(request));
      }
      expect(replies[1]).toEqual(replies[0]);
      expect(replies[0]?.openSentences).toBe(1);
    });
  });
});
