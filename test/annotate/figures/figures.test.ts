/** The figures of a sentence: values, units, measures, what they are about, and what is no figure. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../src/annotate/figures/contract.js';
import { findFigures } from '../../../src/annotate/figures/extract.js';
import { readGlossary } from '../../../src/lexicon/glossary.js';
import { growthOf, LINEAR } from '../../growth.js';

const glossary = readGlossary();

function find(text: string): Figure[] {
  return findFigures(text, glossary);
}

/** A figure in short: value, unit, measure, term. */
function inShort(text: string): [number, string, string, string | null][] {
  return find(text).map(({ quantity, measure, term }) => [quantity.value, quantity.unit, measure, term?.name ?? null]);
}

function quantities(text: string): [number, string][] {
  return find(text).map(({ quantity }) => [quantity.value, quantity.unit]);
}

const GDP = '地区生产总值';

it('reads what is planned by a rate: 按增长5%安排', () => {
  const [figure] = find('今年主要预期目标是：地区生产总值按增长5%安排。');
  expect([figure?.term?.name, figure?.measure, figure?.kind]).toEqual([GDP, 'growth', 'target']);
});

describe('findFigures: steps', () => {
  it.each([
    [
      '全省生产总值连续跨越7万亿、8万亿、9万亿三个大台阶，年均增长5.9%。',
      [
        [9e12, 'over'],
        [5.9, 'exact'],
      ],
    ],
    ['地区生产总值迈上5000亿元台阶。', [[5e11, 'over']]],
    [
      '地区生产总值达5000亿元、财政收入300亿元。',
      [
        [5e11, 'exact'],
        [3e10, 'exact'],
      ],
    ],
  ])('passes those on the way, and the last: %s', (text, expected) => {
    expect(find(text).map(({ quantity }) => [quantity.value, quantity.bound])).toEqual(expected);
  });
});

describe('findFigures: the quantity', () => {
  it.each([
    ['民营企业出口占到一半以上。', 50, 'atLeast'],
    ['进口占全省不到一半。', 50, 'under'],
    ['班列开行量占全国一半还多。', 50, 'over'],
    ['粮食总产没下过500万吨。', 5e6, 'atLeast'],
  ])('reads half of a whole, and bounds as they are said: %s', (text, value, bound) => {
    expect(find(text).map(({ quantity }) => [quantity.value, quantity.bound])).toEqual([[value, bound]]);
  });

  it('finds the term in front of 刚好', () => {
    expect(inShort('城镇新增就业刚好6万人。')).toEqual(inShort('城镇新增就业6万人。'));
  });

  it('counts 亿元, 万亿元 and 万元 in 元', () => {
    expect(quantities('收入达到1.2万亿元、3400亿元和5.6万元。')).toEqual([
      [1.2e12, '元'],
      [3.4e11, '元'],
      [56000, '元'],
    ]);
  });

  it('counts goods and passengers over a distance', () => {
    expect(quantities('货物周转量612.4亿吨公里，旅客周转量3.5亿人公里。')).toEqual([
      [6.124e10, '吨公里'],
      [3.5e8, '人公里'],
    ]);
  });

  it('counts 亿斤, 万吨 and 公斤 in 吨, 公顷 in 亩, 万千瓦 and 兆瓦 in 千瓦', () => {
    expect(quantities('粮食726.8亿斤，油料60万吨，茶叶500公斤，造林2公顷，装机1.5万千瓦，储能20兆瓦。')).toEqual([
      [36340000, '吨'],
      [600000, '吨'],
      [0.5, '吨'],
      [30, '亩'],
      [15000, '千瓦'],
      [20000, '千瓦'],
    ]);
  });

  it('reads full-width digits, thousands separators and Chinese numerals', () => {
    expect(quantities('增长５．５％，培育企业1,234家，新建园区两千二百八十个，超百亿元，十余项。')).toEqual([
      [5.5, '%'],
      [1234, '家'],
      [2280, '个'],
      [1e10, '元'],
      [10, '项'],
    ]);
  });

  it('reads 1/4 as a part, and no date', () => {
    expect(find('产量占全国1/4。').map(({ quantity, measure }) => [quantity.value, measure])).toEqual([[25, 'share']]);
    expect(find('2024/3/15发布。')).toEqual([]);
  });

  it('reads 七成, 三分之一 and 百分之八十 as per cent', () => {
    const [tenths, third, eighty] = find('占比七成，占全国三分之一，完成百分之八十。').map(({ quantity }) => quantity);
    expect(tenths).toMatchObject({ value: 70, unit: '%', step: 10 });
    expect(third).toMatchObject({ unit: '%', step: 0 });
    expect(third?.value).toBeCloseTo(100 / 3);
    expect(eighty).toMatchObject({ value: 80, unit: '%', step: 1 });
  });

  it('takes 翻一番 for growth by once, 翻两番 by three times', () => {
    expect(
      find('收入翻一番，产值翻两番。').map(({ quantity, measure }) => [quantity.value, quantity.unit, measure]),
    ).toEqual([
      [1, '倍', 'growth'],
      [3, '倍', 'growth'],
    ]);
  });

  it('reads ranges with one or two units', () => {
    const ranges = find('增长5%-6%，增长5%至6%，建设3到5个园区，造林30-40万亩。').map(({ quantity }) => [
      quantity.value,
      quantity.to,
    ]);
    expect(ranges).toEqual([
      [5, 6],
      [5, 6],
      [3, 5],
      [300000, 400000],
    ]);
  });

  it('reads vague numbers as far as they reach', () => {
    expect(
      find(
        '十几家企业，三十几万元，几十亿元，一千二百来户，两成多，百分之十三多，四分之一多一点，也快九百个，差不多九百个。',
      ).map(({ text, quantity }) => [text, quantity.value, quantity.to, quantity.unit, quantity.bound]),
    ).toEqual([
      ['十几家', 10, null, '家', 'over'],
      ['三十几万元', 300000, null, '元', 'over'],
      ['几十亿元', 2e9, 1e10, '元', 'exact'],
      ['一千二百来户', 1200, null, '户', 'about'],
      ['两成多', 20, null, '%', 'over'],
      ['百分之十三多', 13, null, '%', 'over'],
      ['四分之一多', 25, null, '%', 'over'],
      ['也快九百个', 900, null, '个', 'nearly'],
      ['差不多九百个', 900, null, '个', 'about'],
    ]);
  });

  it.each([
    ['到辽宁旅游的人次多了近三成。', 'growth', 'up'],
    ['农民去年人均多挣了一千二百来块。', 'change', 'up'],
    ['地铁又长了43公里。', 'change', 'up'],
    ['重污染天少了38天。', 'change', 'down'],
    ['高峰时段能多拉四成的人。', 'growth', 'up'],
  ])('reads what everyday words say of a change: %s', (text, measure, direction) => {
    const figure = find(text).at(-1);
    expect([figure?.measure, figure?.direction]).toEqual([measure, direction]);
  });

  it.each([
    ['投资增长1.8%，低于5%的计划目标。', '5%', 'exact'],
    ['完成5%左右的预期目标。', '5%左右', 'about'],
    ['达到5%以上的增长目标。', '5%以上', 'atLeast'],
    ['实现不低于6%的目标。', '不低于6%', 'atLeast'],
  ])('tells an aim from what came of it: %s', (text, written, bound) => {
    const figure = find(text).at(-1);
    expect([figure?.text, figure?.quantity.bound, figure?.kind]).toEqual([written, bound, 'target']);
  });

  it.each([
    ['约5万亩', 'about'],
    ['5%左右', 'about'],
    ['50个以上', 'atLeast'],
    ['不低于80%', 'atLeast'],
    ['5%以内', 'atMost'],
    ['不超过3家', 'atMost'],
    ['不得超过330立方米', 'atMost'],
    ['没有突破1043亿元', 'atMost'],
    ['未跌破90%', 'atLeast'],
    ['突破1万亿元', 'over'],
    ['超过20户', 'over'],
    ['3200多亿元', 'over'],
    ['120余万人', 'over'],
    ['不到3%', 'under'],
    ['近八成', 'nearly'],
    ['5.5%', 'exact'],
  ])('bounds %s as %s', (text, bound) => {
    const [figure] = find(`达到${text}。`);
    expect(figure?.quantity.bound).toBe(bound);
    expect(figure?.text).toBe(text);
  });

  it('bounds nothing by 节约 or 最近', () => {
    expect(find('节约100万吨。')[0]?.quantity.bound).toBe('exact');
  });

  it('says what the last written digit is worth', () => {
    expect(find('达到1.35万亿元、60万亩、5.50%。').map(({ quantity }) => quantity.step)).toEqual([1e10, 10000, 0.01]);
  });

  it('gives numbers of a list the unit of the last', () => {
    expect(quantities('分别提高15、22个百分点')).toEqual([
      [15, '百分点'],
      [22, '百分点'],
    ]);
  });

  it('counts persons and households without a unit', () => {
    expect(quantities('78万农牧户增收，惠及43万儿童，近百万群众受益。')).toEqual([
      [780000, '户'],
      [430000, '人'],
      [1000000, '人'],
    ]);
  });
});

describe('findFigures: what is no figure', () => {
  it.each([
    '2025年1月14日在第十四届人民代表大会第三次会议上',
    '“十四五”规划、二十届四中全会、党的二十大',
    '5G网络、G60走廊、PM2.5、12345热线、“1+3+N”体系',
    '千亿级产业集群、10万吨级码头、国家5A级景区',
    '第3届、第18届奥运会、第一产业、第一书记',
    '三个一批、两山、四个意识、三大攻坚战、两岸一家亲',
    '3岁以下婴幼儿、三年行动、5年来',
    '6.教育助学方面。',
    '山水工程［7］持续推进',
    '“最后一公里”问题、“117项目”复建、15分钟生活圈',
    '千方百计、万众一心、十分重要、数十项、上百家',
  ])('finds none in %s', (text) => {
    expect(find(text)).toEqual([]);
  });
});

describe('findFigures: the measure', () => {
  it('tells growth, change, share, rank and level apart', () => {
    expect(inShort('地区生产总值6万亿元、增长5.5%，占全国比重5%、提高0.2个百分点，居全国第3位。')).toEqual([
      [6e12, '元', 'level', GDP],
      [5.5, '%', 'growth', GDP],
      [5, '%', 'share', GDP],
      [0.2, '百分点', 'change', GDP],
      [3, '位', 'rank', GDP],
    ]);
  });

  it('takes what something rose to for a level, by how much for a change', () => {
    const figures = find('常住人口城镇化率提高到65%，上市公司增加30家，城镇调查失业率降至5%。');
    expect(figures.map(({ measure, direction }) => [measure, direction])).toEqual([
      ['level', 'up'],
      ['change', 'up'],
      ['level', 'down'],
    ]);
  });

  it('gives a fall the direction down and no sign', () => {
    const figures = find('居民消费价格下降3.3%，出口增长-0.5%。');
    expect(figures.map(({ quantity, direction }) => [quantity.value, direction])).toEqual([
      [3.3, 'down'],
      [0.5, 'down'],
    ]);
  });

  it('marks what is said of a distance to another thing', () => {
    const figures = find('地区生产总值增长5.5%，高于全国0.5个百分点，较上年提高0.3个百分点，比全国高1.2个百分点。');
    expect(figures.map(({ isComparison }) => isComparison)).toEqual([false, true, false, true]);
  });

  it('marks the first of 由…提高到… as what it was before', () => {
    const figures = find('研发经费投入强度由2.3%提高到2.8%，营收从全国第12位跃升至第5位。');
    expect(figures.map(({ isFormer }) => isFormer)).toEqual([true, false, true, false]);
  });

  it('ranks 首位 and 全国第一 first, and bounds 前10名', () => {
    const figures = find('产量稳居全国首位，数量居全国第一，跻身全球前10名。');
    expect(figures.map(({ quantity }) => [quantity.value, quantity.bound])).toEqual([
      [1, 'exact'],
      [1, 'exact'],
      [10, 'atMost'],
    ]);
  });

  it('takes a contribution for a share, not for growth', () => {
    expect(find('工业对经济增长贡献率35.1%')[0]?.measure).toBe('share');
  });

  it('changes no number by improving a thing', () => {
    expect(find('提升300个工会驿站')[0]?.measure).toBe('level');
  });
});

describe('findFigures: what it is about', () => {
  it('shares numbers out by 分别', () => {
    expect(inShort('规上工业增加值、固定资产投资分别增长3%、4%。')).toEqual([
      [3, '%', 'growth', '规模以上工业增加值'],
      [4, '%', 'growth', '固定资产投资'],
    ]);
  });

  it('completes names that share their end, and 城乡', () => {
    expect(inShort('城镇和农村居民人均可支配收入分别增长4.4%、6.5%。').map(([, , , term]) => term)).toEqual([
      '城镇居民人均可支配收入',
      '农村居民人均可支配收入',
    ]);
    expect(inShort('城乡居民人均可支配收入分别达6.9万元、3.4万元，增长4.2%、5.3%').map(([, , , term]) => term)).toEqual(
      ['城镇居民人均可支配收入', '农村居民人均可支配收入', '城镇居民人均可支配收入', '农村居民人均可支配收入'],
    );
  });

  it('takes the subject of a share, not what it is a share of', () => {
    expect(inShort('数字经济核心产业增加值占GDP比重达到12.5%')).toEqual([
      [12.5, '%', 'share', '数字经济核心产业增加值'],
    ]);
  });

  it('takes the counted thing behind the number', () => {
    expect(find('在“老老人”较多的区域新建2000张家庭养老床位、50个养老服务中心').map(({ subject }) => subject)).toEqual([
      '家庭养老床位',
      '养老服务中心',
    ]);
    expect(inShort('76.1%的财政支出用于民生。')).toEqual([[76.1, '%', 'share', '一般公共预算支出']]);
  });

  it('takes a per cent of budget or plan for how much of the same came of it', () => {
    const about = (text: string) => find(text).map(({ term, measure }) => [term?.name, measure]);
    const income = '一般公共预算收入';
    expect(about('一般公共预算收入完成158.3亿元，为预算的101.2%，增长3.4%。')).toEqual([
      [income, 'level'],
      [income, 'share'],
      [income, 'growth'],
    ]);
    expect(about('一般公共预算收入98亿元，完成年初预算的97%；城镇新增就业1.2万人，完成年度目标120%。')).toEqual([
      [income, 'level'],
      [income, 'share'],
      ['城镇新增就业', 'level'],
      ['城镇新增就业', 'share'],
    ]);
  });

  it('goes on about the same in a part of the year, and counts nobody by a month', () => {
    const growth = (text: string) => find(text).map(({ term, quantity: { value } }) => [value, term?.name]);
    expect(growth('进出口增长4%，其中6月份增长9%，前三季度增长3%。')).toEqual([
      [4, '进出口总额'],
      [9, '进出口总额'],
      [3, '进出口总额'],
    ]);
    expect(growth('6月份居民消费价格上涨0.1%。')).toEqual([[0.1, '居民消费价格']]);
  });

  it('leaves numbers of paragraphs, 拟 and 年底前 out of what a figure is about', () => {
    const subjects = (text: string) => find(text).map(({ subject }) => subject);
    expect(subjects('（一）古城改造总投资4350万元。')).toEqual(['古城改造总投资']);
    expect(subjects('赤字率拟按4%左右安排。')).toEqual(['赤字率']);
    expect(subjects('2029年底前建设换电站60座。')).toEqual(['换电站']);
  });

  it('keeps what narrows a term as its qualifier', () => {
    expect(find('民营企业进出口增长12%')[0]).toMatchObject({ qualifier: '民营企业', term: { name: '进出口总额' } });
    expect(find('新增上市公司12家')[0]?.qualifier).toContain('新增');
    expect(find('居民人均可支配收入增速居全国第3位')[0]?.qualifier).toBe('增速');
  });

  it('names no term that is only a part of the subject', () => {
    expect(find('高新技术企业营业收入增长10%')[0]?.term?.name).not.toBe('高新技术企业');
    expect(find('消费对经济增长贡献率达到60%')[0]?.term).toBeNull();
  });

  it('goes on about what stands before a duration', () => {
    expect(find('粮食总产量1344亿斤，连续8年稳定在1300亿斤以上').map(({ term }) => term?.name)).toEqual([
      '粮食产量',
      undefined,
      '粮食产量',
    ]);
  });

  it.each([
    ['出口25.4亿元、进口18.3亿元，分别增长7.1%和2.3%。', ['出口', '进口', '出口', '进口']],
    [
      '规模以上工业增加值增长8.1%，固定资产投资增长5.2%，分别高于全省2.3、2个百分点。',
      ['规模以上工业增加值', '固定资产投资', '规模以上工业增加值', '固定资产投资'],
    ],
    ['水果、蔬菜、茶叶产量分别达到52万吨、91万吨、3万吨。', ['水果产量', '蔬菜产量', '茶叶产量']],
    ['制造业、工业技改投资分别增长13%、6%。', ['制造业投资', '技术改造投资']],
    ['工业、制造业、工业技改投资分别增长9%、13%、6%。', ['工业投资', '制造业投资', '技术改造投资']],
    ['刑事、治安案件分别下降12%、3%。', ['刑事案件', '治安案件']],
  ])('shares out what 分别 shares out: %s', (text, terms) => {
    expect(find(text).map(({ term }) => term?.name)).toEqual(terms);
  });

  it.each([
    [
      '“十四五”时期，常住人口城镇化率由2020年的52%提高到2025年的57%，粮食产量年均增长1.1%。',
      [[2020], [2025], [2021, 2022, 2023, 2024, 2025]],
    ],
    ['2024年接待游客812万人次，是2019年的1.6倍。', [[2024], [2024]]],
    ['2024年人均地区生产总值6.2万元，按2023年平均汇率折合8798美元。', [[2024], [2024]]],
  ])('dates what was before, an average, and what is only compared with: %s', (text, years) => {
    expect(find(text).map((figure) => figure.years)).toEqual(years);
  });

  it('reads a half behind a whole', () => {
    expect(
      find('出关时间在一个半小时以内').map(({ quantity }) => [quantity.value, quantity.unit, quantity.bound]),
    ).toEqual([[1.5, '小时', 'atMost']]);
  });

  it.each([
    ['GDP3.15万亿元，CPI2%左右', ['GDP', 'CPI']],
    ['社会消费品零售总额的增长目标定为3%左右', ['社会消费品零售总额']],
    ['粮食产量目标定在726.8亿斤以上', ['粮食产量']],
    ['给城镇新增就业定的目标是70万人以上', ['城镇新增就业']],
    ['新认定高新技术企业2000家', ['高新技术企业']],
    ['G0711公里、PM2.5微克、AGDP500亿元', []],
  ])('reads an abbreviation before its number, and what an aim was set to: %s', (text, terms) => {
    expect(find(text).map(({ term, subject }) => term?.name ?? subject)).toEqual(terms);
  });

  it('takes no 及 of 普及 for a list sign', () => {
    expect(find('农村供电可靠率、自来水普及率分别达99.9%、94.5%。').map(({ subject }) => subject)).toEqual([
      '农村供电可靠率',
      '自来水普及率',
    ]);
  });

  it('finds the subject across years: 从2020年的…增长到2025年的…', () => {
    const figures = find('地区生产总值从2020年的3.68万亿元增长到2025年的4.93万亿元');
    expect(figures.map(({ term, isFormer }) => [term?.name, isFormer])).toEqual([
      [GDP, true],
      [GDP, false],
    ]);
  });

  it('names no term for a ratio to it', () => {
    expect(find('某项费用与地区生产总值的比率降至15%')[0]?.term).toBeNull();
  });

  it('does not go on about another sentence', () => {
    expect(find('地区生产总值增长5%。同比提高3%。')[1]?.term).toBeNull();
  });
});

describe('findFigures: for when', () => {
  it('takes the years that the sentence says, not those compared with', () => {
    expect(find('到2027年研发经费投入强度达到3%')[0]?.years).toEqual([2027]);
    expect(find('“十四五”末常住人口城镇化率达到65%')[0]?.years).toEqual([2025]);
    expect(find('“十五五”时期地区生产总值年均增长5%')[0]?.years).toEqual([2026, 2027, 2028, 2029, 2030]);
    expect(find('优良天数比2020年增加36天')[0]?.years).toEqual([]);
  });

  it.each([
    ['主要预期目标是：地区生产总值增长5%', 'target'],
    ['力争粮食产量500亿斤', 'target'],
    ['没有完成粮食产量500亿斤的年度目标', 'target'],
    ['预计地区生产总值增长5%', 'estimate'],
    ['累计完成投资5亿元', 'cumulative'],
    ['去年粮食产量500亿斤', 'actual'],
    ['粮食产量500亿斤', null],
  ])('reads the kind of %s as %s', (text, kind) => {
    expect(find(text)[0]?.kind).toBe(kind);
  });
});

describe('findFigures: in English', () => {
  it('gives the same terms and canonical units', () => {
    expect(inShort('In 2023 GDP grew by 5.5 percent to 1.2 trillion yuan.')).toEqual([
      [5.5, '%', 'growth', GDP],
      [1.2e12, '元', 'level', GDP],
    ]);
    expect(inShort('The province created 441,000 new urban jobs.')).toEqual([[441000, '人', 'level', '城镇新增就业']]);
  });

  it('reads bounds, points, ranks, fractions and falls', () => {
    const figures = find(
      'R&D intensity rose by at least 0.3 percentage points, ranked second in the country; exports fell about 3 percent; a third of the budget was spent.',
    );
    expect(
      figures.map(({ quantity, measure, direction }) => [quantity.unit, quantity.bound, measure, direction]),
    ).toEqual([
      ['百分点', 'atLeast', 'change', 'up'],
      ['位', 'exact', 'rank', null],
      ['%', 'about', 'growth', 'down'],
      ['%', 'exact', 'share', null],
    ]);
  });

  it('takes no year for a figure', () => {
    expect(find('The report of 2024 was delivered in January.')).toEqual([]);
  });
});

describe('findFigures: any text', () => {
  it('gives spans that hold their text, in order', () => {
    const pieces = fc.constantFrom(
      '地区生产总值',
      '增长',
      '5.5%',
      '、',
      '和',
      '分别',
      '，',
      '。',
      '1.2万亿元',
      '第3位',
      '(',
      '“',
      '2024年',
      '由',
      '到',
      '占',
      '三分之一',
      '100个',
      'GDP ',
      'rose ',
      '\n',
      '翻番',
      '百',
      '-',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (words) => {
        const text = words.join('');
        let last = 0;
        for (const figure of find(text)) {
          expect(figure.start).toBeGreaterThanOrEqual(last);
          expect(text.slice(figure.start, figure.end)).toBe(figure.text);
          expect(figure.quantity.value).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(figure.quantity.value)).toBe(true);
          last = figure.end;
        }
      }),
    );
  });

  it.each([
    ['one digit', '1'.repeat(200_000)],
    ['numbers without end', '5%、'.repeat(60_000)],
    ['no sentence end', '增长5%，'.repeat(40_000)],
    ['Chinese numerals', '百千万亿'.repeat(50_000)],
    ['brackets', '（'.repeat(200_000)],
    ['English numbers', 'rose 5 percent '.repeat(14_000)],
    ['years', '2024年'.repeat(40_000)],
    ['former values', '从'.repeat(200_000)],
  ])('takes linear time for 200,000 characters: %s', (_, text) => {
    expect(growthOf((length) => find(text.slice(0, length)), 50_000)).toBeLessThan(LINEAR);
  });
});
