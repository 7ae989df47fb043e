/** The English version of a report: its parts and their years, and its figures as those of a Chinese one. */

import { describe, expect, it } from 'vitest';
import { findFigures } from '../../src/annotate/figures/extract.js';
import { prepareDocument } from '../../src/compose/prepare.js';
import type { RawDocument } from '../../src/ingest/contract.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';

const knowledge = readKnowledge();

const LINES = [
  ['Report on the Work of the Government', 1],
  ['Delivered at the Second Session of the Provincial People’s Congress', null],
  ['On behalf of the provincial government, I now report on the work of the government for your deliberation.', null],
  ['I. Review of Work in 2023', 2],
  [
    'GDP grew by 4.4 percent to 2.1 trillion yuan. Per capita disposable income of urban and rural residents rose by 5.2 percent and 7.9 percent, respectively.',
    null,
  ],
  ['The average PM2.5 concentration fell to 28 micrograms per cubic meter.', null],
  ['II. Main Targets for 2024', 2],
  [
    'The main targets for this year are as follows: GDP growth of around 5 percent and at least 320,000 new urban jobs.',
    null,
  ],
  ['III. Major Tasks for 2024', 2],
  [
    'We will renovate 900 old residential communities and start 40 major projects with an investment of 75 billion yuan.',
    null,
  ],
] as const;

const raw: RawDocument = {
  documentId: 'english',
  source: 'report.md',
  contentHash: '0',
  format: 'markdown',
  declared: { title: 'Report on the Work of the Government', region: '江西省', year: 2024, type: 'report' },
  dropped: [],
  lines: LINES.map(([text, level]) => ({ text, level, startsBlock: true, page: null, table: null })),
};
const { text, passages, annotations } = prepareDocument(raw, null, knowledge);

describe('the parts of an English report', () => {
  it.each([
    ['GDP grew', 'review', [2023]],
    ['The main targets', 'target', [2024]],
    ['We will renovate', 'task', [2024]],
  ])('%s: %s of %s', (words, role, years) => {
    const passage = passages.findIndex(({ start, end }) => text.slice(start, end).includes(words));
    expect(annotations.passages[passage]).toMatchObject({ role, years, plan: false });
  });
});

it('has figures with indicator, place, year and kind', () => {
  const said = annotations.facts.map(({ figure, term, region, years, kind }) =>
    [figure.text, term, figure.measure, region, years, kind].join(' '),
  );
  expect(said).toEqual([
    '4.4 percent 地区生产总值 growth 360000 2023 actual',
    '2.1 trillion yuan 地区生产总值 level 360000 2023 actual',
    '5.2 percent 城镇居民人均可支配收入 growth 360000 2023 actual',
    '7.9 percent 农村居民人均可支配收入 growth 360000 2023 actual',
    '28 micrograms per cubic meter 细颗粒物浓度 level 360000 2023 actual',
    'around 5 percent 地区生产总值 growth 360000 2024 target',
    'at least 320,000 城镇新增就业 level 360000 2024 target',
    '900 老旧小区改造 level 360000 2024 plan',
    '40 重大项目 level 360000 2024 plan',
    '75 billion yuan  level 360000 2024 plan',
  ]);
});

describe('figures that are listed in English', () => {
  it.each([
    ['Exports and imports rose by 6.1 percent and 1.3 percent, respectively.', ['6.1% 出口', '1.3% 进口']],
    [
      'Value added of the primary, secondary and tertiary industries grew by 3 percent, 4 percent and 5 percent respectively.',
      ['3% 第一产业增加值', '4% 第二产业增加值', '5% 第三产业增加值'],
    ],
    ['The number of high-tech enterprises rose from 1,200 to 1,450.', ['1200个 高新技术企业', '1450个 高新技术企业']],
    [
      'Industry aims at growth of 6 percent in the value added of industrial enterprises above the designated size.',
      ['6% 规模以上工业增加值'],
    ],
  ])('are each about their own: %s', (sentence, said) => {
    const figures = findFigures(sentence, knowledge.glossary);
    expect(figures.map(({ quantity, term }) => `${quantity.value}${quantity.unit} ${term?.name}`)).toEqual(said);
  });
});

describe('growth that English says in a word or a part', () => {
  it.each([
    ['Jilin has halved the number of its funds.', '50% growth down'],
    ['It cut forums, fairs and dinners by more than half.', '50% growth down'],
    ['Deaths fell by a fifth.', '20% growth down'],
    ['A quarter of the cars are new.', '25% share null'],
    ['Output doubled.', '100% growth up'],
    ['It aims to lift retail sales by around 6 percent.', '6% growth up'],
  ])('%s', (sentence, said) => {
    const [figure] = findFigures(sentence, knowledge.glossary);
    expect(`${figure?.quantity.value}${figure?.quantity.unit} ${figure?.measure} ${figure?.direction}`).toBe(said);
  });

  it('is of no year that only names a report', () => {
    const [figure] = findFigures('It had built 34 schools by the time of its 2025 report.', knowledge.glossary);
    expect(figure?.years).toEqual([]);
  });
});
