/** Answers as a reader reads them: what is asked is told first, what is not there is named. Over papers written for it. */

import { describe, expect, it } from 'vitest';
import { AskRequest } from '../../src/api/request.js';
import { servePapers } from './papers.js';

const served = servePapers({
  '保山市2024年县区主要经济指标.csv': `县（市、区）,地区生产总值（亿元）,地区生产总值增速（%）
隆阳区,512.6,4.4
施甸县,118.3,5.9
腾冲市,361.7,5.2
龙陵县,147.9,7.1
昌宁县,203.5,3.8
`,
  '洪湖市政府常务会议纪要.txt': `洪湖市人民政府常务会议纪要

〔2026〕4号

3月6日下午，市长钟立诚主持召开市人民政府第27次常务会议。会议纪要如下：

一、关于万全镇排涝泵站更新

会议听取了市水利和湖泊局关于泵站老化情况的汇报。全镇受涝农田1.8万亩。会议同意更新泵站9座，对受涝农户每亩补助260元，6月底前发放到户。

二、关于早稻种子储备

会议要求市农业农村局5月前完成早稻种子储备，会议强调，不得挪用救灾资金。
`,
  '景德镇市第十五个五年规划纲要.md': `# 景德镇市国民经济和社会发展第十五个五年规划纲要

（2026年3月18日景德镇市第十六届人民代表大会第七次会议批准）

## 第一章 总体目标

**专栏1 “十五五”时期经济社会发展主要指标**

| 指标 | 2025年 | 2030年 | 属性 |
|---|---|---|---|
| 地区生产总值（亿元） | 1310 | 1790 | 预期性 |
| 常住人口城镇化率（%） | 68.4 | 73 | 预期性 |
| 森林覆盖率（%） | 67.9 | 68.2 | 约束性 |
| 陶瓷博物馆藏品（万件） | 12 | 15 | 预期性 |

## 第二章 陶瓷产业

**专栏2 陶瓷产业重点工程**

1.三宝瓷谷扩建。新增工坊180间。

2.陶瓷原料标准化中心。总投资3.6亿元，2028年建成。

## 第三章 实施保障

市人民政府每年报告规划实施情况。
`,
  'Luzhou-government-work-report-2026.txt': `Report on the Work of the Government

Delivered at the Sixth Session of the Fifth People's Congress of Luzhou, Sichuan Province, on February 5, 2026

Fellow Deputies,

On behalf of the Luzhou Municipal People's Government, I will now report to you on the work of the government.

I. Review of Work in 2025

Last year, the city's gross domestic product reached 381.2 billion yuan, an increase of 5.6 percent. Total retail sales of consumer goods came to 142.7 billion yuan.

II. Targets for 2026

The main targets for this year are: GDP growth of around 5.5 percent and at least 31,000 new urban jobs.
`,
  '2026年贵州省政府工作报告.md': `# 2026年贵州省政府工作报告

——2026年1月21日在贵州省第十四届人民代表大会第五次会议上

## 一、2025年工作回顾

地区生产总值增长4.9%。扣除房地产开发投资后，固定资产投资增长8.3%。粮食产量1120万吨，增长2.2%。年末常住人口3851万人。

## 二、“十五五”时期目标任务和2026年工作安排

今年地区生产总值预期目标为增长5%左右。

### （一）扩大内需

增加消费券发放，扶持夜间经济。

### （二）振兴乡村

建设高标准农田150万亩，打造山地茶园。

### （三）守护生态

巩固乌江治理成果，治理石漠化土地。
`,
  '2026年云南省政府工作报告.md': `# 2026年云南省政府工作报告

——2026年1月23日在云南省第十四届人民代表大会第四次会议上

## 一、2025年工作回顾

地区生产总值增长5.2%。粮食产能得到加强，稻米品质继续改善。

## 二、2026年工作安排

今年地区生产总值预期目标为增长5%左右。茶叶加工能力再上台阶。
`,
});

const ask = (question: string) => served.service.ask(AskRequest.parse({ question }));
const leadOf = async (question: string) => (await ask(question)).answer?.lead.map(({ text }) => text) ?? [];

describe('which county is first', () => {
  it.each([
    '保山市哪个县区2024年GDP最高',
    '保山各县区2024年GDP排名',
    'Which county of Baoshan had the highest GDP in 2024?',
  ])('%s is told by one line, and each by the table', async (question) => {
    const { answer } = await ask(question);
    expect(answer?.kind).toBe('ranking');
    expect(answer?.lead).toHaveLength(1);
    expect(answer?.lead[0]?.text).toMatch(/(?:最高的是隆阳区|highest: Longyang)/);
    expect(answer?.table?.rows).toHaveLength(5);
  });
});

describe('what no document has by its name', () => {
  it.each([
    ['洪湖市第28次常务会议讨论了什么', '第28次常务会议'],
    ['洪湖市政府第二十八次常务会议是谁主持的', '第二十八次常务会议'],
    ['Who chaired the 28th executive meeting in Honghu?', '28th executive meeting'],
    ['洪湖市委书记是谁', '市委书记'],
  ])('%s is refused by its name', async (question, name) => {
    const { status, notFound } = await ask(question);
    expect(status).toBe('not_found');
    expect(notFound?.missing).toEqual([{ kind: 'topic', value: name }]);
  });

  it('is answered where the documents have it', async () => {
    expect((await ask('洪湖市第27次常务会议是谁主持的')).answer?.text).toContain('钟立诚');
    expect((await ask('洪湖市第二十七次常务会议是谁主持的')).answer?.text).toContain('钟立诚');
  });
});

describe('places held against each other', () => {
  it('are told apart where one has no figure: partial, without sentences on something else', async () => {
    const { status, answer, notFound } = await ask('贵州和云南2025年的粮食产量谁增长更快');
    expect(status).toBe('partial');
    expect(notFound?.missing).toEqual([{ kind: 'indicator', value: '云南省2025年粮食产量' }]);
    expect(answer?.sentences.map(({ text }) => text)).toEqual([expect.stringContaining('粮食产量1120万吨')]);
  });
});

describe('figures', () => {
  it('that leave out a part are not told as those of the whole', async () => {
    expect(await leadOf('贵州2025年固定资产投资增速')).toEqual([]);
    expect(await leadOf('贵州2025年扣除房地产开发投资的固定资产投资增速')).toEqual([
      '贵州省2025年固定资产投资：增长8.3%',
    ]);
  });

  it('of no year in particular are those that were reached', async () => {
    expect(await leadOf('贵州GDP增速')).toEqual(['贵州省2025年地区生产总值：增长4.9%']);
  });

  it('of the population are those of the residents, in English as well', async () => {
    expect(await leadOf("What was Guizhou's population at the end of 2025?")).toEqual([
      'Guizhou, 2025: resident population: 38.51 million people (3851万人)',
    ]);
  });
});

describe('what is asked comes first', () => {
  it('among the sentences of minutes: the money, and not who was heard', async () => {
    const { answer } = await ask('洪湖受涝农户每亩补助多少钱');
    expect(answer?.sentences[0]?.text).toContain('每亩补助260元');
  });

  it('among the items of a part that is asked for by its name: each with its own', async () => {
    const { answer } = await ask('景德镇十五五有哪些陶瓷产业重点工程');
    expect(answer?.sentences.map(({ text }) => text)).toEqual([
      '三宝瓷谷扩建。',
      '新增工坊180间。',
      '陶瓷原料标准化中心。',
      '总投资3.6亿元，2028年建成。',
    ]);
  });
});

describe('targets of which none is named', () => {
  it('are all told, each in a line, and those without a name in the glossary quoted', async () => {
    const { answer } = await ask("What are Jingdezhen's targets for 2030?");
    expect(answer?.lead.map(({ text }) => text)).toEqual([
      'Jingdezhen, 2030: gross domestic product, target: 179 billion yuan (1790亿元)',
      'Jingdezhen, 2030: urbanization rate, target: 73%',
      'Jingdezhen, 2030: forest coverage, target: 68.2%',
    ]);
    expect(answer?.text).toContain('陶瓷博物馆藏品');
  });

  it('are not told for who asks for one', async () => {
    expect(await leadOf('景德镇2030年森林覆盖率目标')).toEqual(['景德镇市2030年森林覆盖率目标：68.2%']);
  });
});

describe('a document in English', () => {
  it('answers with its figure', async () => {
    expect(await leadOf("What was Luzhou's GDP in 2025?")).toEqual([
      'Luzhou, 2025: gross domestic product: 381.2 billion yuan',
      'Luzhou, 2025: gross domestic product: growth of 5.6% (5.6 percent)',
    ]);
  });
});

describe('the tasks of a year', () => {
  it('are found where their part is of a plan as well', async () => {
    expect(await leadOf('贵州2026年的重点工作有哪些')).toEqual(['（一）扩大内需', '（二）振兴乡村', '（三）守护生态']);
  });
});
