/** Claims over documents of other kinds than a province's report: a by-law, a paper of the nation, a table of counties, English. */

import { describe, expect, it } from 'vitest';
import { annotateDocument } from '../../src/annotate/annotate.js';
import { checkClaim } from '../../src/check/claim.js';
import { createEvidenceFinder } from '../../src/check/evidence.js';
import { createTranslatedFinder } from '../../src/check/translated-evidence.js';
import { translate } from '../../src/lexicon/dictionary.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { documentOf } from '../retrieve/documents.js';
import { createLibrary, tokenizer } from './library.js';

const knowledge = readKnowledge();
const DOCUMENTS = [
  documentOf(
    '大理州核桃初加工补助办法.txt',
    { region: '大理白族自治州', year: 2025, type: 'policy', title: '大理州核桃初加工补助办法' },
    [
      '大理州核桃初加工补助办法',
      '第一条 为支持核桃初加工设备更新，制定本办法。',
      '第二条 购置烘干设备的合作社，每台补助2.4万元。',
      '第三条 补助申请由州林业和草原局牵头受理，州财政局配合。',
      '第四条 骗取补助的，两年内不得再次申报核桃初加工项目。',
      '第五条 本办法自2025年9月15日起施行。',
    ].join('\n'),
  ),
  documentOf(
    '国务院关于促进冰雪运输的意见.txt',
    { region: '全国', year: 2027, type: 'policy', title: '国务院关于促进高寒公路养护的意见' },
    [
      '国务院关于促进高寒公路养护的意见',
      '到2030年，高寒公路除雪机械中电动机械占比达到30%，在青藏公路沿线布设除雪驿站45座。',
      '高寒公路联合调度平台由黑龙江、吉林、新疆先行试点。',
    ].join('\n'),
  ),
  documentOf(
    '延边州2024年主要指标.txt',
    {
      region: '延边朝鲜族自治州',
      year: 2024,
      type: 'other',
      title: '延边朝鲜族自治州2024年国民经济和社会发展统计公报',
    },
    [
      '延边朝鲜族自治州2024年国民经济和社会发展统计公报',
      '敦化市地区生产总值181.4亿元，增长5.2%。',
      '珲春市地区生产总值96.7亿元，增长6.8%。',
      '汪清县地区生产总值58.3亿元，增长4.1%。',
      '图们市地区生产总值31.9亿元，增长3.7%。',
      '安图县地区生产总值49.5亿元，增长4.6%。',
    ].join('\n'),
  ),
  documentOf(
    'Shaoxing-report-2025.txt',
    { region: '绍兴市', year: 2025, type: 'report', title: 'Report on the Work of the Government' },
    [
      'Report on the Work of the Government',
      'I. Review of Work in 2024',
      "Last year, the city's gross domestic product reached 861.3 billion yuan, an increase of 5.9 percent.",
      'Value added of industrial enterprises above designated size rose by 7.4 percent.',
      'II. Targets for 2025',
      'The main targets for this year are: GDP growth of around 6 percent; growth of 7 percent in the value added of industrial enterprises above designated size.',
    ].join('\n'),
  ),
];
const texts = {
  snapshot: createLibrary(DOCUMENTS.map((document) => annotateDocument(document, knowledge))),
  ...knowledge,
  translate,
  tokenizer,
};
const finders = { evidence: createEvidenceFinder(texts), findTranslated: createTranslatedFinder(texts) };
const tools = { ...texts, ...finders, today: () => new Date('2029-12-01') };

async function judge(claim: string): Promise<string> {
  return (await checkClaim(claim, { ...tools, ranked: [...texts.snapshot.passageDocument.keys()] })).verdict;
}

describe('claims over documents of other kinds', () => {
  it.each([
    ['a by-law lays down and plans nothing', '合作社购置核桃烘干设备，每台能拿到2.4万块补助。', 'supported'],
    ['another date in front of the same words', '大理州核桃初加工补助办法自2025年8月15日起施行。', 'contradicted'],
    ['another body leads', '大理州核桃初加工补助申请由州财政局牵头受理。', 'contradicted'],
    [
      'without a place: what one document alone speaks of',
      '到2030年，高寒公路除雪机械中电动机械要占到三成。',
      'supported',
    ],
    [
      'the nation names a place, and another has what is claimed',
      '高寒公路联合调度平台由黑龙江、辽宁、新疆先行试点。',
      'contradicted',
    ],
    ['first of all, though another has more', '延边各县市里，2024年地区生产总值最高的是珲春市。', 'contradicted'],
    ['last of all, though another has less', '延边各县市里，2024年地区生产总值增速最低的是汪清县。', 'contradicted'],
    ['the very first is not contradicted', '延边各县市里，2024年地区生产总值最高的是敦化市。', 'not_found'],
    ['a report in English', '2024年绍兴规上工业增加值增长7.4%。', 'supported'],
    ['a report in English, altered', '2024年绍兴地区生产总值8613亿元，增长6.9%。', 'contradicted'],
  ])('%s: %s', async (_, claim, verdict) => {
    expect(await judge(claim)).toBe(verdict);
  });
});
