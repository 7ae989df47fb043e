/** The glossary: terms under every name reports and questions give them, their places, and the shipped file itself. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGlossary, FORMS_FILE, makeForms, readGlossary } from '../../src/lexicon/glossary.js';

const glossary = readGlossary();
const asked = (text: string) => glossary.findAsked(text).map(({ term }) => term.name);
const written = (text: string) => glossary.findWritten(text).map(({ term }) => term.name);

const HEAD = 'name,kind,written,asked,english';

describe('the shipped glossary', () => {
  it('has several hundred terms, most kinds of figures among them', () => {
    expect(glossary.terms.length).toBeGreaterThan(350);
    expect(glossary.terms.filter(({ kind }) => kind === 'indicator').length).toBeGreaterThan(150);
  });

  it('finds every written form in itself, in reports and in questions', () => {
    for (const term of glossary.terms) {
      for (const form of term.written) {
        const whole = [{ term, start: 0, end: form.length }];
        expect(glossary.findWritten(form)).toEqual(whole);
        expect(glossary.findAsked(form)).toEqual(whole);
      }
    }
  });

  it('has no form that is a single character', () => {
    const short = glossary.terms.flatMap((term) => term.written.filter((form) => form.length < 2));
    expect(short).toEqual([]);
    for (const character of '玩酒人钱房粮水电路树车') expect(asked(character)).toEqual([]);
  });

  it('gives the name first', () => {
    expect(glossary.terms.filter((term) => term.written[0] !== term.name)).toEqual([]);
  });
});

describe('findWritten', () => {
  it('finds a term under the names reports give it', () => {
    expect(written('生产总值增长6%')).toEqual(['地区生产总值']);
    expect(written('规上工业增加值增长7.8%')).toEqual(['规模以上工业增加值']);
    expect(written('PM2.5平均浓度27微克')).toEqual(['细颗粒物浓度']);
    expect(written('实施“人工智能+”行动')).toEqual(['人工智能+']);
  });

  it('takes the longest form, so that a term inside another is passed over', () => {
    expect(written('人均地区生产总值突破10万元')).toEqual(['人均地区生产总值']);
    expect(written('农村居民人均可支配收入增长6%')).toEqual(['农村居民人均可支配收入']);
    expect(written('房地产开发投资下降')).toEqual(['房地产开发投资']);
  });

  it.each([
    ['地区生产总值', '人均地区生产总值'],
    ['居民人均可支配收入', '城镇居民人均可支配收入'],
    ['城镇调查失业率', '城镇登记失业率'],
    ['一般公共预算收入', '一般公共预算支出'],
    ['一般公共预算收入', '税收收入'],
    ['进出口总额', '出口'],
    ['规模以上工业增加值', '工业增加值'],
    ['固定资产投资', '民间投资'],
    ['工业投资', '技术改造投资'],
    ['单位地区生产总值能耗', '规模以上工业单位增加值能耗'],
    ['新能源发电量', '清洁能源发电量'],
    ['清洁能源发电量', '可再生能源发电量'],
    ['汽车保有量', '机动车保有量'],
    ['森林蓄积量', '活立木蓄积量'],
    ['信息服务业增加值', '软件和信息技术服务业增加值'],
    ['生猪出栏', '猪肉产量'],
  ])('tells %s from %s', (one, other) => {
    expect(written(`${one}、${other}`)).toEqual([one, other]);
  });

  it('finds within the name of a part the whole that it is a part of', () => {
    for (const [part, whole, from] of [
      ['园林水果产量', '水果产量', 2],
      ['风电发电量', '发电量', 2],
    ] as const) {
      expect(glossary.findWritten(part).at(-1)).toMatchObject({ term: { name: whole }, start: from });
    }
  });

  it('knows no everyday or English name but those that reports use', () => {
    expect(written('物价 economic growth')).toEqual([]);
    expect(written('GDP增长')).toEqual(['地区生产总值']);
  });

  it('gives places in the text as it was given', () => {
    const text = '2024年，ＧＤＰ和 人均 GDP 分别为……，粮食总产量5亿斤。';
    expect(glossary.findWritten(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'ＧＤＰ',
      '人均 GDP',
      '粮食总产量',
    ]);
  });

  it('keeps its places past letters whose lower case is longer', () => {
    const text = 'İİ GDP';
    expect(glossary.findWritten(text)).toMatchObject([{ start: 3, end: 6 }]);
  });

  it('reaches across no line and no space between Chinese words', () => {
    expect(written('粮食\n产量')).toEqual(['粮食安全']);
    expect(written('固定 资产投资')).toEqual([]);
  });
});

describe('findAsked', () => {
  it.each([
    ['去年经济增长了多少', '地区生产总值'],
    ['打了多少粮', '粮食产量'],
    ['物价涨了多少', '居民消费价格'],
    ['失业率是多少', '城镇调查失业率'],
    ['财政收入', '一般公共预算收入'],
    ['社零', '社会消费品零售总额'],
    ['固投', '固定资产投资'],
    ['What was the GDP growth?', '地区生产总值'],
    ['fixed asset investment', '固定资产投资'],
    ['fixed-asset investment', '固定资产投资'],
    ['Fixed‑Asset  Investments', '固定资产投资'],
    ['retail sale of consumer goods', '社会消费品零售总额'],
    ['the urban unemployment rate', '城镇调查失业率'],
    ['above-scale industrial value added', '规模以上工业增加值'],
    ['How many high-speed railways', '高速铁路'],
    ['an old residential community', '老旧小区改造'],
    ['low altitude economy', '低空经济'],
    ['cold-chain logistics', '冷链物流'],
    ['express parcels', '快递业务量'],
    ['a new energy vehicle', '新能源汽车'],
    ['R&D spending', '研发经费投入'],
    ["Hubei's GDP’s growth", '地区生产总值'],
    ['renewable power generation', '可再生能源发电量'],
    ['pork output', '猪肉产量'],
    ['猪肉产了多少', '猪肉产量'],
    ['farmers’ incomes', '农村居民人均可支配收入'],
    ["the farmer's income", '农村居民人均可支配收入'],
    ["urban and rural residents' income", '居民人均可支配收入'],
    ['The 15th Five-Year Plan', '十五五规划'],
  ])('%s names %s', (question, name) => {
    expect(asked(question)).toEqual([name]);
  });

  it('matches English on the borders of words', () => {
    expect(asked('the gdpx of exportsville')).toEqual([]);
    expect(asked('湖北GDP多少')).toEqual(['地区生产总值']);
  });

  it('takes no bare English word that may be anything', () => {
    expect(asked('What growth, output, income, investment, rate or number was planned?')).toEqual([]);
  });

  it('gives mentions in order, none overlapping, whatever the text', () => {
    const parts = fc.constantFrom(
      'GDP',
      '人均',
      ' ',
      '-',
      '生产总值',
      'growth',
      '5G',
      '＋',
      '人工智能',
      '\n',
      '.',
      '&',
      '“',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (words) => {
        const text = words.join('');
        let end = 0;
        for (const mention of glossary.findAsked(text)) {
          expect(mention.start).toBeGreaterThanOrEqual(end);
          expect(mention.end).toBeGreaterThan(mention.start);
          end = mention.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it.each(['人均', 'a', ' ', '-', 'a&', 'a-', '粮食', 'per capita disposable income of '])(
    'reads a hundred thousand characters of %j in linear time',
    (part) => {
      const time = (length: number) => {
        const text = part.repeat(length / part.length);
        const started = performance.now();
        glossary.findAsked(text);
        return performance.now() - started;
      };
      time(100_000);
      // 100 µs a thousand characters is usual; a square of the length would take minutes.
      expect(time(100_000)).toBeLessThan(2_000);
    },
  );
});

describe('the file of forms that the build makes', () => {
  it('says what the rows say', () => {
    expect(JSON.parse(readFileSync(FORMS_FILE, 'utf8'))).toEqual(makeForms());
  });

  it('belongs to the glossary that is read', () => {
    expect(glossary.version).toBe(makeForms().version);
    expect(glossary.terms).toEqual(makeForms().terms);
  });
});

describe('whose something is', () => {
  it.each([
    'The value added of Quzhou’s industrial enterprises above designated size rose by 8 percent.',
    "The value added of the province's industrial enterprises above designated size rose by 5%.",
  ])('stands within its English name: %s', (text) => {
    expect(
      readGlossary()
        .findAsked(text)
        .map(({ term }) => term.name),
    ).toContain('规模以上工业增加值');
  });
});

describe('createGlossary', () => {
  const create = (...rows: string[]) => createGlossary([HEAD, ...rows].join('\n'), 'terms.csv');

  it('names both lines of a form that two terms claim, plurals and hyphens evened out', () => {
    expect(() => create('出口,indicator,,,exports', '外贸,topic,,,export')).toThrow(
      /terms\.csv: .*"export" in line 2 and line 3/,
    );
    expect(() => create('甲乙,topic,,,cold-chain', '丙丁,topic,,,cold chain')).toThrow(/"cold chain" in line 2/);
  });

  it('names the line of a repeated name, an empty form, and a row of another shape', () => {
    expect(() => create('出口,indicator,,,', '出口,topic,,,')).toThrow(/"出口" in line 2 and line 3/);
    expect(() => create('出口,indicator,出口额|,,')).toThrow(/an empty one in line 2/);
    expect(() => create('出口,figure,,,')).toThrow(/line 2.*kind/);
    expect(() => create('出口,indicator,,')).toThrow(/terms\.csv/);
  });
});
