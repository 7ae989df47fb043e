import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { annotateDocument } from '../../src/annotate/annotate.js';
import { checkClaim } from '../../src/check/claim.js';
import { createEvidenceFinder, type EvidenceFinder } from '../../src/check/evidence.js';
import { createTranslatedFinder, type FindTranslated } from '../../src/check/translated-evidence.js';
import { checkWords } from '../../src/check/word-claims.js';
import { createCover } from '../../src/check/word-cover.js';
import type { Snapshot } from '../../src/index/contract.js';
import { translate } from '../../src/lexicon/dictionary.js';
import { createGazetteer } from '../../src/lexicon/gazetteer.js';
import { readGlossary } from '../../src/lexicon/glossary.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { isMissing, shared } from '../needs.js';
import { documentOf } from '../retrieve/documents.js';
import { createLibrary, readLibrary, tokenizer } from './library.js';

const glossary = readGlossary();
const gazetteer = createGazetteer();

describe('checkWords over a bulletin, which is named for the year that it counts', () => {
  const text = ['2024年鄂城市国民经济和社会发展统计公报', '一、综合', '滨湖图书馆建成开放，城市书房遍布各街道。'].join(
    '\n',
  );
  const metadata = { title: '2024年鄂城市国民经济和社会发展统计公报', type: 'other', year: 2024 } as const;
  const snapshot = createLibrary([annotateDocument(documentOf('公报.txt', metadata, text), readKnowledge())]);
  const ranked = [...snapshot.passageDocument.keys()];
  const judge = async (claim: string) =>
    (await checkWords(claim, ranked, { snapshot, gazetteer, glossary, translate })).verdict;

  it('supports what it says of its own year', async () => {
    expect(await judge('2024年滨湖图书馆建成开放。')).toBe('supported');
  });

  it('supports nothing that names no place, time or thing', async () => {
    expect(await judge('The new library opened.')).toBe('not_found');
  });

  it('does not support the same of the year before', async () => {
    expect(await judge('2023年滨湖图书馆建成开放。')).toBe('not_found');
  });
});

/** What a report says, in other words. */
const SUPPORTED = [
  '荆荆高铁2024年已经建成运营，湖北由此实现了“市市通高铁”的目标。',
  '湖北的李德仁院士荣获国家最高科学技术奖。',
  '湖北的存储芯片、北斗通导遥一体化等技术和产品在世界上领先。',
  '2024年湖北10大类52项民生实事都超额完成了任务。',
  '2024年四川进出口总额重返万亿元规模。',
  '2024年四川农村居民人均可支配收入增长6.6%。',
  '2024年四川省城乡居民人均可支配收入分别增长4.7%和6.6%。',
  '四川的川藏铁路、成渝中线高铁等重大基础设施项目正在加快建设。',
  '2024年杭温高铁在浙江建成投用。',
  '浙江的微腔电子纸显示器件项目已经开工建设。',
  '山东的裕龙岛炼化一体化项目已建成投产。',
  '2024年山东探获全国第一个亿吨级富铁矿。',
  '卡奥斯是全国工业互联网领域的首个千亿品牌。',
  '山东石岛湾核电扩建一期工程已经开工。',
  '国家重大工程深中通道2024年在广东通车运营。',
  '2024年武汉东湖、襄阳、宜昌三家高新区都进入全国50强。',
  "In 2024, Hubei's GDP growth ranked third in the country.",
  "Guangdong's total imports and exports exceeded 9 trillion yuan in 2024.",
  'Sichuan created 1.06 million new urban jobs in 2024.',
  'Shandong ranked fifth nationwide in actual use of foreign capital in 2024.',
  'In 2024, all of the livelihood projects of Sichuan were completed.',
];

/** The same and the like with one thing changed. */
const CONTRADICTED = [
  '荆荆高铁2024年停止运营。',
  '荆荆高铁2023年已经建成运营，湖北由此实现了“市市通高铁”的目标。',
  '湖北的李德仁院士荣获国家自然科学奖。',
  '湖南的李德仁院士荣获国家最高科学技术奖。',
  '湖北的李德群院士荣获国家最高科学技术奖。',
  '湖北的存储芯片、北斗通导遥一体化等技术和产品在国内领先。',
  '2024年湖北10大类52项民生实事部分超额完成了任务。',
  '2024年四川城镇居民人均可支配收入增长6.6%。',
  '2024年四川省城乡居民人均可支配收入分别增长6.6%和4.7%。',
  '四川的川藏铁路、成渝中线高铁等重大基础设施项目已经建成。',
  '2024年杭绍高铁在浙江建成投用。',
  '浙江的微腔电子纸显示器件项目已经建成。',
  '山东的裕龙岛炼化一体化项目已停产。',
  '2024年浙江的镜岭水库项目已经建成投用。',
  '2024年山东探获全国第二个亿吨级富铁矿。',
  '2024年山东探获全国首个亿吨级稀土矿。',
  '卡奥斯是全国工业互联网领域的首个百亿品牌。',
  '山东石岛湾核电扩建二期工程已经开工。',
  '国家重大工程深中通道2024年在浙江通车运营。',
  '潍柴柴油机热效率第三次刷新世界纪录。',
  "In 2024, Hubei's GDP growth ranked fourth in the country.",
  'Sichuan created 1.16 million new urban jobs in 2024.',
  'In 2024, none of the livelihood projects of Sichuan were completed.',
  'In 2023, all of the livelihood projects of Sichuan were completed.',
];

describe.skipIf(isMissing('shared'))('checkClaim over real reports', () => {
  let reports: Snapshot;
  let evidence: EvidenceFinder;
  let findTranslated: FindTranslated;
  beforeAll(async () => {
    reports = await readLibrary(path.join(shared, 'corpus', 'provincial-2025'));
    const texts = { snapshot: reports, gazetteer, glossary, translate, tokenizer };
    evidence = createEvidenceFinder(texts);
    findTranslated = createTranslatedFinder(texts);
  }, 300_000);

  /** In place of the retriever: by the share of the claim that a passage has. */
  function rank(claim: string): number[] {
    const coverOf = createCover(claim, { gazetteer, glossary, translate });
    return [...reports.passageDocument.keys()]
      .map((passage) => ({ passage, share: coverOf(reports.passageText(passage)).share }))
      .sort((a, b) => b.share - a.share)
      .slice(0, 20)
      .map(({ passage }) => passage);
  }
  const judge = (claim: string) =>
    checkClaim(claim, {
      snapshot: reports,
      evidence,
      findTranslated,
      gazetteer,
      glossary,
      translate,
      tokenizer,
      today: () => new Date('2026-03-01'),
      ranked: rank(claim),
    });

  it('supports four of five claims that say in other words what a report says', async () => {
    const verdicts = await Promise.all(SUPPORTED.map(async (claim) => (await judge(claim)).verdict));
    const missed = verdicts.filter((verdict) => verdict !== 'supported');
    expect(missed.length).toBeLessThanOrEqual(SUPPORTED.length / 5);
  }, 120_000);

  it.each(CONTRADICTED)('does not support %s', async (claim) => {
    expect((await judge(claim)).verdict).not.toBe('supported');
  });

  it('gives the sentence it goes by', async () => {
    const [match] = (await judge('山东的裕龙岛炼化一体化项目已建成投产。')).matches;
    const { document, span } = match ?? { document: 0, span: { start: 0, end: 0 } };
    expect(reports.documents[document]?.text.slice(span.start, span.end)).toContain('裕龙岛炼化一体化');
  });
});
