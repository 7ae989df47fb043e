/** What a question says about place, time, comparison and language. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGazetteer } from '../../src/ingest/gazetteer.js';
import { understandQuestion } from '../../src/retrieve/understand.js';

const gazetteer = createGazetteer();
const understand = (question: string) => {
  const { regions, ...rest } = understandQuestion(question, gazetteer);
  return { ...rest, regions: regions.map(({ name }) => name) };
};

describe('understandQuestion', () => {
  it('finds place and year of a Chinese question', () => {
    expect(understand('2024年荆门GDP增长目标是多少？')).toEqual({
      language: 'zh',
      regions: ['荆门市'],
      years: [2024],
      reportYears: [2024, 2025],
      comparison: false,
    });
  });

  it('finds place and year of an English question', () => {
    expect(understand('How many AAAA tourist areas did Jingmen add in 2023?')).toEqual({
      language: 'en',
      regions: ['荆门市'],
      years: [2023],
      reportYears: [2023, 2024],
      comparison: false,
    });
  });

  it.each([
    ['Hubei', '湖北省'],
    ["Xiantao's exports", '仙桃市'],
    ['Xianning’s life expectancy', '咸宁市'],
    ['湖北省荆门市的粮食总产', '荆门市'],
  ])('knows the place in "%s"', (question, region) => {
    expect(understand(question).regions).toContain(region);
  });

  it('names a place once that the question names twice', () => {
    expect(understand('荆门的目标，荆门市的结果').regions).toEqual(['荆门市']);
  });

  it('lists years once and in order', () => {
    expect(understand('2024年、2023年和2024年')).toMatchObject({
      years: [2023, 2024],
      reportYears: [2023, 2024, 2025],
    });
  });

  it('reads full-width digits', () => {
    expect(understand('２０２４年荆门的目标').years).toEqual([2024]);
  });

  it('finds no place and no year where there is none', () => {
    expect(understand('手机屏幕碎了去哪里修便宜？')).toMatchObject({ regions: [], years: [], reportYears: [] });
  });

  it.each(['12024家', '20245', '1949年', '2050年', '第20条'])('takes no year from %s', (question) => {
    expect(understand(question).years).toEqual([]);
  });

  it.each([
    '投资2000万元以上的项目有多少个',
    '总量什么时候过2000亿元',
    '新增2000 个学位',
    '1,950 mu of land',
    '2000.5亿元',
  ])('takes no year from the amount in "%s"', (question) => {
    expect(understand(question).years).toEqual([]);
  });

  it.each(['2016-2020年改造了多少套', '2016—2020', 'between 2016 and 2020'])('finds both ends of %s', (question) => {
    expect(understand(question).years).toEqual([2016, 2020]);
  });

  it.each([
    '仙桃和咸宁2020年花在民生上的比例',
    '荆门2023年和2024年的粮食',
    '哪个产值涨得更猛，对比一下',
    '老小区比去年多了多少',
    'Compare the GDP goals',
    'Was it higher than planned?',
  ])('takes "%s" for a comparison', (question) => {
    expect(understand(question).comparison).toBe(true);
  });

  it.each(['荆门的低保标准', 'What is the average life expectancy in Xianning?'])(
    'takes "%s" for no comparison',
    (question) => {
      expect(understand(question).comparison).toBe(false);
    },
  );

  it('takes a Chinese question with English words for Chinese', () => {
    expect(understand('GDP 里的 AI 指标是什么').language).toBe('zh');
  });

  it('takes an English question that quotes a Chinese term for English', () => {
    expect(
      understand('When Jingmen evaluates projects it speaks of "three stores" (三库). What are they?').language,
    ).toBe('en');
  });

  it('understands any string, in the bounds of its own types', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (question) => {
        const { years, reportYears } = understand(question);
        expect(years.every((year) => year >= 1950 && year < 2050)).toBe(true);
        expect(reportYears).toEqual([...new Set(years.flatMap((year) => [year, year + 1]))].sort());
      }),
    );
  });
});
