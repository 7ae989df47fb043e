/** Questions that lean on the turns before them, put in full: what they lack is taken over, what they name replaces it. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGazetteer } from '../../../src/lexicon/gazetteer.js';
import { readGlossary } from '../../../src/lexicon/glossary.js';
import { completeQuestion } from '../../../src/understand/history/complete-question.js';

const today = new Date('2026-07-01T12:00:00Z');
const tools = { gazetteer: createGazetteer(), glossary: readGlossary(), mend: (text: string) => text, today };
/** The last of the turns, in full. */
const complete = (...turns: string[]) => {
  const history = turns.slice(0, -1).map((question) => ({ question }));
  return completeQuestion(turns.at(-1) ?? '', history, tools)(new Set());
};

it('takes nothing of the turns before for a whole question in another language', () => {
  const whole = 'Compare the 2026 growth targets of Jiangsu, Shandong and Henan.';
  expect(complete('北京的房价今年会涨吗？', whole).text).toBe(whole);
});

it('takes what is asked for from the turns before where place and year are named in another language', () => {
  expect(complete('荆门2024年粮食产量是多少', 'And the target for Xianning in 2021?').text).toContain('粮食产量');
  expect(complete('How much grain did Jingmen harvest in 2023?', '咸宁2021年的目标呢').text).toContain('grain');
  expect(complete('荆门2024年粮食产量是多少', 'Compare Xianning and Xiantao').text).toContain('粮食产量');
});

describe('a Chinese question', () => {
  it.each([
    ['another place', ['荆门2023年GDP增长多少', '那咸宁呢？'], '咸宁2023年GDP增长多少'],
    ['another year', ['荆门2023年GDP增长多少', '2022年呢'], '荆门2022年GDP增长多少'],
    ['place and year', ['荆门2023年GDP增长多少', '仙桃2020年的呢'], '仙桃2020年GDP增长多少'],
    ['another indicator in half-width', ['荆门2023年GDP增长多少？', '粮食产量?'], '荆门2023年粮食产量增长了多少'],
    [
      'another indicator after level and growth',
      ['安顺2024年粮食产量和增速', '那常住人口呢？'],
      '安顺2024年常住人口是多少',
    ],
    ['the year after', ['荆门2021年粮食产量是多少', '次年呢'], '荆门2022年粮食产量是多少'],
    ['the year before', ['荆门2021年粮食产量是多少', '前一年呢'], '荆门2020年粮食产量是多少'],
    ['a correction', ['荆门2023年修了多少公里公路', '不对，我说的是2022年'], '荆门2022年修了多少公里公路'],
    ['the target', ['荆门2023年进出口增长多少', '2024年的目标呢'], '荆门2024年进出口增长的目标是多少'],
    ['the outcome', ['咸宁2021年财政收入目标是多少', '实际呢'], '咸宁2021年财政收入实际是多少'],
    ['another indicator', ['荆门2023年工业增加值涨了多少', '社零呢'], '荆门2023年社零涨了多少'],
    ['another thing that is counted', ['荆门2024年要建多少个公园', '那体育馆呢'], '荆门2024年体育馆要建多少'],
    ['another thing that is measured', ['山东2024年风电机组产量多少', '光伏组件呢'], '山东2024年光伏组件产量多少'],
    ['another action', ['荆门2024年要建多少个公园', '已经建成多少了'], '荆门2024年公园已经建成多少了'],
    ['another measure', ['荆门2023年经济增速多少', '它的总量是多少'], '荆门2023年地区生产总值总量是多少'],
    ['a modifier', ['咸宁2020年农民的补贴涨到多少', '种粮的呢'], '咸宁2020年种粮的农民的补贴涨到多少'],
    ['its own topic', ['荆门2023年GDP增长多少', '养老床位增加了多少张'], '荆门2023年养老床位增加了多少张'],
    ['that place', ['荆门2023年GDP增长多少', '那边的粮食产量创新高了吗'], '荆门2023年粮食产量创新高了吗'],
    ['that year', ['荆门2020年GDP是多少', '同一年仙桃出口增长了多少'], '2020年仙桃出口增长了多少'],
    ['both places', ['荆门2023年粮食产量多少', '那咸宁呢', '两地2022年各是多少'], '荆门、咸宁2022年粮食产量多少'],
    ['both things', ['荆门2023年建了多少学校', '医院呢', '2024年这两项各定了多少'], '荆门2024年学校和医院各定了多少'],
    ['one of them all', ['2025年哪个省的GDP增速最高', '西藏是多少'], '西藏2025年GDP增速是多少'],
    ['the other of a pair', ['荆门2023年农村低保标准是多少', '城市的呢'], '荆门2023年城市低保标准是多少'],
    ['more of the same', ['荆门2023年GDP增长多少', '具体说说'], '荆门2023年GDP增长多少'],
    ['when it was', ['仙桃2021年谁作的报告', '什么时候作的'], '仙桃2021年报告什么时候作'],
    ['what is like it', ['河北的博览会签了多少亿', '山东有类似的活动吗'], '山东有类似博览会的活动吗'],
    ['what is omitted', ['天津有多少公里地铁', '地下的有多少'], '天津地下的城市轨道交通有多少'],
    ['a place held against another', ['咸宁2020年出口增长多少', '和仙桃比呢'], '咸宁、仙桃2020年出口增长多少，比较'],
    ['a share', ['荆门2023年出口多少亿元', '占全省多少'], '荆门2023年出口占全省多少'],
    ['what was denied', ['贵州2023年粮食产量多少', '不是粮食，我问的是茶叶产量'], '贵州2023年茶叶产量'],
  ])('about %s', (_, turns, full) => {
    expect(complete(...turns).text.replace(/[？。]$/u, '')).toContain(full);
  });

  it('that says all that it asks takes nothing over', () => {
    for (const question of [
      '上海2025年常住人口有多少',
      '咸宁的省重点项目有哪些',
      '全国2025年GDP增长多少',
      '哪个省2025年GDP最高',
    ]) {
      expect(complete('荆门2023年GDP增长多少', question).text).not.toMatch(/荆门/);
      expect(complete('荆门2023年GDP增长多少', question).assumed).not.toContain('place');
    }
  });

  it('that turns to something else keeps the place only', () => {
    const { text, assumed } = complete('荆门2023年GDP增长多少', '换个话题，市长叫什么');
    expect(text).toBe('荆门市长叫什么');
    expect(assumed).toEqual(['place']);
  });

  it('that asks what a word means takes nothing over', () => {
    expect(complete('荆门2023年GDP增长多少', '链长制是什么意思').text).toBe('链长制是什么意思');
  });

  it('that is no question stays as it is', () => {
    for (const said of ['谢谢', '你好', '？', '。。。'])
      expect(complete('荆门2023年GDP增长多少', said).text).toBe(said);
  });

  it('says which year it means by 今年', () => {
    expect(complete('荆门去年建了多少学校？我指的是2022年').text).toBe('荆门2022年建了多少学校');
    expect(complete('荆门今年（2024）GDP目标多少').text).toBe('荆门2024年GDP目标多少');
    // Of two such words the one that is explained.
    expect(complete('去年和今年（2024）荆门GDP目标差多少').text).toBe('去年和2024年荆门GDP目标差多少');
    expect(complete('荆门后年（2028）GDP目标多少').text).toBe('荆门2028年GDP目标多少');
    expect(complete('荆门今年（2024）GDP目标多少', '去年实际增长多少').text).toContain('2023年');
  });

  it('counts 今年 from the report that the conversation is about, unless that is long ago', () => {
    expect(complete('湖北2024年GDP增长多少', '今年的目标呢').text).toBe('湖北2025年GDP增长的目标是多少');
    expect(complete('湖北2019年GDP增长多少', '今年的目标呢').text).toBe('湖北今年GDP增长的目标是多少');
  });

  it('leaves out what is not to be taken over', () => {
    const history = [{ question: '2024年荆门GDP增长目标是多少' }];
    expect(completeQuestion('那咸宁呢', history, tools)(new Set(['time']))).toEqual({
      text: '咸宁GDP增长目标是多少',
      language: 'zh',
      assumed: [],
    });
  });
});

describe('an English question', () => {
  it.each([
    [['What was the GDP growth of Jingmen in 2023?', 'And Xianning?'], 'What was the GDP growth of Xianning in 2023?'],
    [['What was the GDP growth of Jingmen in 2023?', 'and in 2021?'], 'What was the GDP growth of Jingmen in 2021?'],
    [
      ['How much grain did Xiantao grow in 2020?', 'What about the year before?'],
      'How much grain did Xiantao grow in 2019?',
    ],
    [
      ['What was the GDP growth of Jingmen in 2023?', 'And the target for the following year?'],
      'What is the target for GDP growth in Jingmen in 2024?',
    ],
    [['How many jobs did Xianning create in 2020?', 'I meant 2021.'], 'How many jobs did Xianning create in 2021?'],
    [
      ['Who delivered the 2024 work report of Jingmen?', "And Xiantao's in 2021?"],
      'Who delivered the 2021 work report of Xiantao?',
    ],
    [
      ['What was the GDP of Jingmen in 2023?', 'How many hospitals were built there that year?'],
      'How many hospitals were built in 2023 in Jingmen?',
    ],
    [['What was the GDP of Jingmen in 2023?', 'And retail sales?'], 'What was retail sales in Jingmen in 2023?'],
    [
      ['How many cars did Hubei build in 2024?', 'How many of them were electric?'],
      'How many of the cars were electric in Hubei in 2024?',
    ],
  ])('%j', (turns, full) => {
    expect(complete(...turns).text).toBe(full);
  });

  it('that says all that it asks takes nothing over', () => {
    const asked = 'How many hospitals did Xiantao build in 2020?';
    expect(complete('What was the GDP of Jingmen in 2023?', asked).text).toBe(asked);
  });
});

describe('a question in another language than the one before', () => {
  it('leans on it as it is, and keeps its own language for the answer', () => {
    expect(complete('荆门2023年GDP增长多少', 'and in 2021?')).toMatchObject({
      text: '荆门市2021年GDP增长多少',
      language: 'en',
    });
    expect(complete("What was Jingmen's GDP growth in 2023?", '那咸宁呢？')).toMatchObject({
      text: "What was 咸宁's GDP growth in 2023?",
      language: 'zh',
    });
  });

  it('with a topic of its own is put in full in its own', () => {
    expect(complete('荆门2023年GDP增长多少', 'How much grain was produced?').text).toMatch(
      /^How much grain was produced in 荆门市 in 2023/,
    );
    expect(complete("What was Jingmen's GDP growth in 2023?", '粮食产量是多少').text).toBe(
      '荆门市2023年粮食产量是多少',
    );
  });
});

it('takes any text for a question, within linear time', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }), (turns) => {
      expect(typeof complete(...turns).text).toBe('string');
    }),
    { numRuns: 100 },
  );
  const long = '那荆门2023年呢，'.repeat(240);
  const startedAt = performance.now();
  complete(...Array.from({ length: 11 }, () => long));
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
