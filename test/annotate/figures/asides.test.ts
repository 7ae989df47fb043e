/** What stands between an indicator and its number: marks of notes, brackets, how it was reckoned. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findFigures } from '../../../src/annotate/figures/extract.js';
import { readGlossary } from '../../../src/lexicon/glossary.js';

const glossary = readGlossary();

/** Each figure as it is written, with its term and what narrows it. */
function find(text: string): string[] {
  return findFigures(text, glossary).map((figure) => {
    expect(text.slice(figure.start, figure.end)).toBe(figure.text);
    return [figure.text, figure.term?.name ?? '?', figure.measure, figure.qualifier].join(' ').trim();
  });
}

describe('marks of notes', () => {
  it.each(['[1]', '［12］', '〔3〕', '【2】', '①', '㉑', '（1）', '（注2）', '*', '²', '[3][4]', '[^5]'])(
    'are passed over behind an indicator: %s',
    (mark) => {
      expect(find(`全市地区生产总值${mark}738.6亿元，增长6.1%。`)).toEqual([
        '738.6亿元 地区生产总值 level',
        '6.1% 地区生产总值 growth',
      ]);
    },
  );

  it('are passed over within the name of an indicator and behind a figure', () => {
    expect(find('规模以上工业[2]增加值增长9.4%[3]，固定资产投资下降2.5%。')).toEqual([
      '9.4% 规模以上工业增加值 growth',
      '2.5% 固定资产投资 growth',
    ]);
  });

  it('part two numbers', () => {
    expect(find('PM2.5[4]31微克/立方米。')).toEqual(['31微克/立方米 细颗粒物浓度 level']);
  });

  it('are no numbers of documents', () => {
    expect(find('按照国办发〔23〕18号文件，常住人口52万人。')).toEqual(['52万人 常住人口 level']);
  });
});

describe('brackets', () => {
  it.each([
    ['固定资产投资（不含农户）增长3.7%', '3.7% 固定资产投资 growth'],
    ['一般公共预算收入（同口径）下降1.2%', '1.2% 一般公共预算收入 growth'],
    ['进出口总额（人民币值）增长8.8%', '8.8% 进出口总额 growth'],
    ['居民消费价格指数（CPI）上涨0.3%', '0.3% 居民消费价格 growth'],
    ['研究与试验发展（R&D）经费支出46亿元', '46亿元 研发经费投入 level'],
    ['城镇人口占常住人口比重（常住人口城镇化率）为58.4%', '58.4% 常住人口城镇化率 level'],
  ])('that explain only are passed over: %s', (text, figure) => {
    expect(find(text)).toEqual([figure]);
  });

  it('that narrow stay with the indicator', () => {
    expect(find('居民人均可支配收入（牧区）3.1万元')).toEqual(['3.1万元 居民人均可支配收入 level 牧区']);
  });

  it('with figures of their own are read', () => {
    expect(find('粮食产量72.3万吨（增长1.9%）')).toEqual(['72.3万吨 粮食产量 level', '1.9% 粮食产量 growth']);
  });
});

describe('how a figure was reckoned', () => {
  it.each([
    '一般公共预算收入44亿元，同口径增长5.2%',
    '一般公共预算收入44亿元，按可比口径计算，增长5.2%',
    '一般公共预算收入44亿元，扣除留抵退税因素，实际增长5.2%',
  ])('is nothing that it is about: %s', (text) => {
    expect(find(text)).toEqual(['44亿元 一般公共预算收入 level', '5.2% 一般公共预算收入 growth']);
  });

  it('may be two ways in one sentence', () => {
    expect(find('进出口总额按人民币计价增长7.5%，按美元计价增长4.1%')).toEqual([
      '7.5% 进出口总额 growth',
      '4.1% 进出口总额 growth',
    ]);
  });
});

describe('parts of a whole', () => {
  it.each([
    [
      '高技术制造业增加值增长12%，占地区生产总值比重9.3%',
      ['12% 高技术制造业增加值 growth', '9.3% 高技术制造业增加值 share'],
    ],
    ['研发经费支出21亿元，与地区生产总值之比为1.9%', ['21亿元 研发经费投入 level', '1.9% 研发经费投入 share']],
    [
      '三次产业增加值占地区生产总值的比重分别为8.1%、41.6%、50.3%',
      ['8.1% 第一产业增加值 share', '41.6% 第二产业增加值 share', '50.3% 第三产业增加值 share'],
    ],
    ['常住人口86万人，其中外来人口9.4万人', ['86万人 常住人口 level', '9.4万人 外来人口 level']],
  ])('are not the whole: %s', (text, figures) => {
    expect(find(text)).toEqual(figures);
  });
});

it('keeps every span within the text, whatever the marks and brackets', () => {
  const piece = fc.constantFrom(
    '地区生产总值',
    '[1]',
    '①',
    '（CPI）',
    '（',
    '）',
    '[',
    ']',
    '5%',
    '12.3亿元',
    '增长',
    '，',
    '〔2〕',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      find(pieces.join(''));
    }),
  );
});
