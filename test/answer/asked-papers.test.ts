/** Questions and claims over papers of many kinds, written for it: minutes, a notice, an outline, reports of a city, its district and a new area. */

import { describe, expect, it } from 'vitest';
import { CheckRequest } from '../../src/api/check.js';
import { AskRequest } from '../../src/api/request.js';
import { servePapers } from './papers.js';

const PAPERS = {
  '梅州市人民政府专题会议纪要.txt': `梅州市人民政府专题会议纪要
〔2025〕9号
梅州市人民政府办公室 二〇二五年五月十二日

关于加快梅江堤防加固有关问题的会议纪要

2025年5月9日，分管副市长主持召开专题会议，研究梅江堤防加固有关问题。
一、关于工程进展
会议听取了市水务局的汇报。工程概算总投资8.4亿元，已完成投资2.1亿元。
二、关于资金安排
会议明确，市级配套资金6500万元由市财政局安排，于2025年9月底前拨付到位。`,
  '梅市府办〔2025〕21号.md': `# 梅州市人民政府办公室关于印发梅州市支持金柚产业发展措施的通知

梅市府办〔2025〕21号

各县（市、区）人民政府，市府直属各单位：

《梅州市支持金柚产业发展措施》已经市政府同意，现印发给你们。

梅州市人民政府办公室

2025年6月20日

第一条 对新建100吨以上柚果冷库的，每座补助20万元。

抄送：市委办公室，市人大常委会办公室。`,
  '曲靖市国民经济和社会发展第十五个五年规划纲要.md': `# 曲靖市国民经济和社会发展第十五个五年规划纲要

第一章 发展基础

“十四五”时期，地区生产总值年均增长6.9%，森林覆盖率达到51.2%。

第二章 发展目标

到2030年，各项事业迈上新台阶，主要指标见专栏。

专栏1 “十五五”时期主要指标

| 领域 | 指标名称 | 2025年 | 2030年 | 年均/累计 | 属性 |
|---|---|---|---|---|---|
| 经济 | 1.地区生产总值（亿元） | 4380 | 6000 | 6.5% | 预期性 |
| 经济 | 2.常住人口城镇化率（%） | 54.3 | 59 | — | 预期性 |
| 生态 | 3.森林覆盖率（%） | 51.2 | 52.6 | — | 约束性 |

第三章 产业

第一节 做强光伏产业

到2030年，光伏产业产值达到900亿元。

专栏2 光伏产业重点项目

01 硅棒切片扩能项目

建设单晶硅棒生产线6条，总投资38亿元。

02 电池组件项目

建设高效电池片车间3座，总投资52亿元。`,
  '邯郸市2026年政府工作报告.txt': `邯郸市2026年政府工作报告
——2026年1月20日在邯郸市第十六届人民代表大会第六次会议上
一、2025年工作回顾
全年地区生产总值增长5.7%。1—9月，实际利用外资增长11.3%。粮食产量达到112.4亿斤（目标110亿斤）。城镇登记失业率为3.6%（目标4.5%左右）。
二、2026年工作安排
主要预期目标是：地区生产总值增长5.5%左右，城镇新增就业7.2万人。`,
  '丛台区2026年政府工作报告.txt': `丛台区2026年政府工作报告
——2026年1月9日在丛台区第十三届人民代表大会第六次会议上
一、2025年工作回顾
全年地区生产总值增长6.1%。
二、2026年工作安排
主要预期目标是：全区地区生产总值增长6%左右，一般公共预算收入增长4%。`,
  '邯郸经济技术开发区2025年工作总结.txt': `邯郸经济技术开发区2025年工作总结
一、主要工作开展情况
园区实现工业总产值512亿元，增长9.7%。
二、2026年工作打算
力争工业总产值突破560亿元。`,
  '2026年一季度梅州市经济运行情况.txt': `2026年一季度梅州市经济运行情况
一季度，全市地区生产总值331.6亿元，同比增长4.9%。`,
  '柳岸新区2026年工作报告.txt': `柳岸新区2026年工作报告
2026年2月3日
一、2025年工作回顾
一年来，在邯郸市委、邯郸市政府领导下，新区固定资产投资增长13.6%。
二、2026年工作安排
新开工项目40个。`,
};

const served = servePapers(PAPERS);

async function ask(question: string): Promise<string> {
  const { answer, notFound } = await served.service.ask(AskRequest.parse({ question }));
  if (answer === null) return `refused: ${notFound?.message ?? ''}`;
  return [...answer.lead, ...answer.sentences]
    .map(({ text }) => text)
    .concat(answer.note ?? [])
    .join('\n');
}

async function check(text: string): Promise<string> {
  return (await served.service.check(CheckRequest.parse({ text }))).items.map(({ verdict }) => verdict).join(', ');
}

describe('minutes and notices', () => {
  it.each([
    ['2025年梅江堤防加固工程总投资多少？', /8\.4亿元/],
    ['梅江堤防2025年市级配套资金什么时候到位', /2025年9月底前/],
    ['会议纪要〔2025〕9号研究了什么', /梅江堤防/],
    ['梅市府办〔2025〕21号是什么文件？', /金柚产业发展措施/],
    ['梅州2025年建柚果冷库补助多少', /20万元/],
  ])('%s', async (question, right) => {
    const answer = await ask(question);
    expect(answer).toMatch(right);
    expect(answer).not.toMatch(/^(?:2025年6月20日|梅市府办〔2025〕21号|梅州市人民政府办公室.{0,12}|抄送.*)$/m);
  });
});

describe('the number of a paper', () => {
  it.each([
    ['国办发〔2023〕99号是关于什么的', '国办发〔2023〕99号'],
    ['市府办〔2025〕22号讲了什么', '市府办〔2025〕22号'],
    ['What is 国办发〔2023〕99号 about?', '国办发〔2023〕99号'],
  ])('that no document has is no other one’s: %s', async (question, number) => {
    const { status, notFound } = await served.service.ask(AskRequest.parse({ question }));
    expect(status).toBe('not_found');
    expect(notFound?.missing).toEqual([{ kind: 'topic', value: number }]);
  });

  it('is told as its paper writes it', async () => {
    expect(await ask('请问梅市府办〔2025〕21号是关于什么的')).toMatch(/^梅市府办〔2025〕21号：《梅州市人民政府办公室/);
  });
});

describe('the outline of a plan', () => {
  it.each([
    ['曲靖2030年森林覆盖率目标是多少？', /52\.6%/],
    ['曲靖“十五五”城镇化率要达到多少？', /59%/],
    ['曲靖2025年森林覆盖率是多少？', /51\.2/],
    ['曲靖硅棒切片扩能项目总投资多少？', /38亿元/],
  ])('%s', async (question, right) => {
    expect(await ask(question)).toMatch(right);
  });

  it.each([
    ['到2030年，曲靖市森林覆盖率达到52.6%。', 'match'],
    ['到2030年，曲靖市常住人口城镇化率达到63%。', 'value_differs'],
    ['曲靖市“十四五”时期地区生产总值年均增长6.9%。', 'match'],
  ])('%s %s', async (claim, verdict) => {
    expect(await check(claim)).toBe(verdict);
  });
});

describe('parts of a year', () => {
  it.each([
    ['2025年前三季度，邯郸市实际利用外资增长11.3%。', /^match/],
    ['截至2025年9月底，邯郸市实际利用外资增长11.3%。', /^match/],
    ['2025年邯郸市实际利用外资增长11.3%。', /^(?:not_found|year_differs)$/],
    ['2025年上半年邯郸市地区生产总值增长5.7%。', /^(?:not_found|year_differs)$/],
    ['2026年一季度梅州市地区生产总值331.6亿元。', /^match/],
    ['2026年梅州市地区生产总值331.6亿元。', /^(?:not_found|year_differs)$/],
  ])('%s', async (claim, verdict) => {
    expect(await check(claim)).toMatch(verdict);
  });
});

describe('whose figure it is', () => {
  it('is told where the figure is of the city around the district asked about, and the reverse', async () => {
    expect(await ask('丛台区2026年城镇新增就业目标是多少？')).toMatch(/^refused|邯郸市/);
    expect(await ask('邯郸市2026年一般公共预算收入目标增长多少？')).toMatch(/^refused|丛台区/);
    expect(await ask('丛台区2026年GDP增长目标是多少？')).not.toMatch(/邯郸市|5\.5%/);
  });

  it('is that of a new area in both languages, and of no other area', async () => {
    expect(await ask('柳岸新区2025年固定资产投资增长多少？')).toMatch(/13\.6%/);
    expect(await ask('How fast did fixed-asset investment grow in Liu’an New Area in 2025?')).toMatch(/13\.6%/);
    expect(await ask('白桥新区2025年固定资产投资增长多少？')).toMatch(/^refused/);
  });

  it('is no figure of the city that a zone lies in, whatever the zone is called for short', async () => {
    expect(await check('2025年邯郸经开区工业总产值512亿元。')).toBe('match');
    expect(await check('2025年邯郸市工业总产值512亿元。')).not.toMatch(/match/);
    expect(await ask('邯郸经开区2025年工业总产值多少？')).toMatch(/512亿元/);
    expect(await ask('梅州2026年一季度GDP是多少？')).toMatch(/1-3月地区生产总值：331\.6亿元/);
  });

  it('was met or missed where more of it is better, and neither where less is', async () => {
    expect(await ask('邯郸市2025年粮食产量达到目标了吗？')).toMatch(/^达到了目标/);
    expect(await ask('邯郸市2025年城镇登记失业率达到目标了吗？')).not.toMatch(/达到(?:了)?目标：/);
  });

  it('is both result and target where both are asked for', async () => {
    const both = await ask('邯郸2025年粮食产量多少，目标是多少？');
    expect(both).toMatch(/112\.4亿斤/);
    expect(both).toMatch(/目标：110亿斤/);
    expect(await ask('邯郸2025年粮食产量目标是多少？')).toMatch(/目标：110亿斤/);
  });
});
