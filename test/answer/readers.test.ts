/** What readers ask who do not know how reports are written: of the nation, of tasks, of ranks, of words, of several things at once. */

import { describe, expect, it } from 'vitest';
import type { AskReply } from '../../src/api/ask.js';
import { AskRequest } from '../../src/api/request.js';
import { servePapers } from './papers.js';

const REPORTS = {
  '2026年国务院政府工作报告.md': `# 政府工作报告

——2026年3月5日在第十四届全国人民代表大会第四次会议上

国务院总理 某某

## 一、2025年工作回顾

过去一年，国内生产总值增长4.9%，粮食产量1.42万亿斤。

## 二、2026年政府工作任务

今年发展主要预期目标是：国内生产总值增长4.4%左右，城镇新增就业1180万人以上。赤字率拟按3.8%左右安排。
`,
  '2026年青海省政府工作报告.md': `# 2026年青海省政府工作报告

——2026年1月22日在青海省第十四届人民代表大会第四次会议上

青海省省长 某某

## 一、2025年工作回顾

全省地区生产总值增长4.6%，城镇新增就业6.3万人。推行产业链“链长制”，盐湖产业产值增长12%。

## 二、2026年重点工作

今年地区生产总值预期增长4.5%左右。

### （一）建设世界级盐湖产业基地

新增碳酸锂产能3万吨，建成钾肥储备库2座。

### （二）打造清洁能源高地

在格尔木试点低空经济。新增清洁能源装机800万千瓦，开工抽水蓄能电站1座。

### （三）守护中华水塔

治理退化草原500万亩，完成国土绿化300万亩。

### （四）办好民生实事

新建县级养老院20所，改造老旧小区260个。报告中的“双先行”是清洁能源和生态碳汇先行发展的简称；盐湖的“钾转锂”是把提钾剩下的老卤改产碳酸锂。

## 三、加强政府自身建设

过紧日子，压减一般性支出5%。

## 名词解释

1.“清风计划”：指在牧区整治闲置风机、回收旧叶片的专项行动。
`,
  '2026年甘肃省政府工作报告.md': `# 2026年甘肃省政府工作报告

——2026年1月20日在甘肃省第十四届人民代表大会第四次会议上

甘肃省省长 某某

## 一、2025年工作回顾

全省地区生产总值1.37万亿元、增长5.7%，城镇新增就业33万人。实现旅游总花费0.42万亿元，过境免签扩展到9个州（市）。低空经济基地落户庆阳。

## 二、2026年工作安排

今年地区生产总值增长5.5%左右。

### （一）做强石化冶金

新增镍钴材料产能2万吨。

### （二）做活文旅消费

接待游客人数增长15%。

### （三）做优营商环境

新增经营主体20万户。
`,
  '2026年宁夏回族自治区政府工作报告.md': `# 2026年宁夏回族自治区政府工作报告

——2026年1月18日在宁夏回族自治区第十三届人民代表大会第四次会议上

自治区主席 某某

## 一、2025年工作回顾

全区地区生产总值增长5.3%，粮食产量77亿斤。

## 二、2026年工作安排

今年地区生产总值增长5.2%左右。
`,
  '2026年陇南市政府工作报告.md': `# 2026年陇南市政府工作报告

——2026年1月6日在陇南市第五届人民代表大会第六次会议上

市长 某某

## 一、“十四五”时期工作回顾

五年来，城镇新增就业8.6万人，新建高速公路210公里。

## 二、2026年工作安排

今年计划城镇新增就业1.6万人。

持续培育专精特新中小企业。支持专精特新企业上市融资。引导专精特新企业加大研发。完善专精特新企业服务体系。
`,
};

const served = servePapers(REPORTS);

const ask = (question: string, history: readonly string[] = []): Promise<AskReply> =>
  served.service.ask(AskRequest.parse({ question, history: history.map((own) => ({ question: own })) }));
const leadOf = ({ answer }: AskReply): string => answer?.lead.map(({ text }) => text).join('\n') ?? '';

describe('a question in traditional characters', () => {
  it('is refused in them, whole', async () => {
    const { notFound } = await ask('廣東省2025年的經濟增長率是多少？');
    expect(notFound?.message).toMatch(/^所收錄的文件中沒有關於“廣東省”的。現收錄的文件涉及.*年份：/);
    // A name is put into them once: of 隴南 nothing is left to be taken for a word.
    expect(notFound?.message).toContain('隴南市');
  });
});

describe('a question that names the government of the nation', () => {
  it.each([
    '国务院报告2026年的GDP目标是多少',
    '国务院政府工作报告提出2026年经济增长多少',
    '全国政府工作报告里2026年GDP目标是多少？',
    "What GDP growth target does the State Council's report set for 2026?",
  ])('is about the nation: %s', async (question) => {
    const reply = await ask(question);
    expect(reply.understood.regions).toEqual(['全国']);
    expect(leadOf(reply)).toContain('4.4%');
  });

  it('is leant on by the next question', async () => {
    const reply = await ask('赤字率呢？', ['国务院报告2026年的GDP目标是多少']);
    expect(reply.understood.regions).toEqual(['全国']);
    expect(reply.answer?.text).toContain('3.8%');
  });

  it('gives way to a province that the next question names', async () => {
    const reply = await ask('那青海呢？', ['国务院报告2026年的GDP目标是多少']);
    expect(reply.understood.regions).toEqual(['青海省']);
    expect(leadOf(reply)).toContain('4.5%');
  });
});

describe('several things asked of a figure', () => {
  it('names the amount that is not given', async () => {
    const reply = await ask('青海2025年GDP是多少，比上年增长多少');
    expect(reply.status).toBe('partial');
    expect(leadOf(reply)).toContain('4.6%');
    expect(reply.notFound?.missing).toEqual([{ kind: 'indicator', value: '地区生产总值（总量）' }]);
  });

  it('is answered in full where both are given', async () => {
    const reply = await ask('甘肃2025年GDP是多少，比上年增长多少');
    expect(reply.status).toBe('answered');
    expect(leadOf(reply)).toMatch(/1\.37万亿元[\s\S]*5\.7%/);
  });
});

describe('the tasks of a year', () => {
  const tasks = ['建设世界级盐湖产业基地', '打造清洁能源高地', '守护中华水塔', '办好民生实事'];

  it.each([
    '青海2026年有哪些重点任务',
    '青海2026年重点工作有哪些',
    '总结一下青海2026年的重点工作',
    '青海2026年的工作重点是什么',
    '青海2026年打算干什么',
    '青海2026年要做哪些事',
    '青海2026年怎么干',
    "What are Qinghai's key tasks for 2026?",
    'Summarise the key tasks of Qinghai for 2026',
    'Summarize what Qinghai plans for 2026',
  ])('are the headings of that part: %s', async (question) => {
    const { answer } = await ask(question);
    expect(answer?.lead.map(({ text }) => text.slice('（一）'.length))).toEqual(tasks);
  });

  it('are told by place where none is named', async () => {
    const lead = leadOf(await ask('2026年重点工作有哪些'));
    expect(lead).toContain(`青海省2026年：${tasks.join('；')}`);
    expect(lead).toContain('甘肃省2026年：做强石化冶金；做活文旅消费；做优营商环境');
  });

  it('are not listed where a topic of them is asked about', async () => {
    expect(leadOf(await ask('青海2026年清洁能源有哪些重点工作'))).not.toContain('守护中华水塔');
  });
});

describe('which place is first', () => {
  it.each(['哪个省增长最快', '增长最快的省份是哪个', 'Which province grows fastest?'])(
    'without an indicator is told by GDP: %s',
    async (question) => {
      const reply = await ask(question);
      expect(reply.understood.indicators).toEqual(['地区生产总值']);
      expect(leadOf(reply).split('\n')[0]).toMatch(/2025.*5\.7%/);
    },
  );

  it('names as many as are asked for', async () => {
    expect(leadOf(await ask('增长前三名的省'))).toMatch(
      /甘肃省（增长5\.7%）.*宁夏回族自治区（增长5\.3%）.*青海省（增长4\.6%）/,
    );
  });

  it('refuses what no report measures', async () => {
    expect((await ask('哪个省的离婚率最高')).status).toBe('not_found');
  });
});

describe('a number', () => {
  it('is not told by sentences that have none', async () => {
    expect((await ask('陇南有多少家专精特新企业')).status).toBe('not_found');
  });
});

describe('what a word means', () => {
  it('is what the report says it stands for', async () => {
    expect((await ask('什么是清风计划')).answer?.text).toContain('整治闲置风机');
  });

  it.each([
    ['报告里的“双先行”指的是啥？', '先行发展的简称'],
    ['盐湖的“钾转锂”是什么意思？', '老卤改产碳酸锂'],
  ])('is told where the word itself is spoken of: %s', async (question, told) => {
    expect((await ask(question)).answer?.text).toContain(told);
  });

  it('is not told by a sentence that only uses it', async () => {
    const reply = await ask('什么是链长制？');
    expect(reply.status).toBe('not_found');
    expect(reply.notFound?.message).toContain('用到“链长制”一词，但没有解释');
    expect(reply.nearest[0]?.text).toContain('链长制');
  });
});

describe('what was done, without a year', () => {
  it.each(['How many jobs did Longnan create?', '陇南新增了多少就业'])(
    'is told before what is planned: %s',
    async (question) => {
      const figures = (await ask(question)).answer?.facts.map(({ text }) => text);
      expect(figures?.slice(0, 1)).toEqual(['8.6万人']);
    },
  );

  it.each(['陇南2026年要新增多少城镇就业', '陇南今年打算新增多少就业'])(
    'leaves to the year what it plans: %s',
    async (question) => {
      expect(leadOf(await ask(question))).toContain('2026年城镇新增就业计划：1.6万人');
    },
  );

  it('is of all the years that it was added up over', async () => {
    expect(leadOf(await ask('How many jobs did Longnan create?'))).toContain(
      '2021—2025: new urban jobs, cumulative: 86,000',
    );
  });
});

describe('over all places', () => {
  it.each(['哪些省提到了低空经济', 'How many provinces mention the low-altitude economy?'])(
    'those that speak of a thing are counted and named: %s',
    async (question) => {
      const lead = leadOf(await ask(question));
      expect(lead).toMatch(/提到“低空经济”的有2个：甘肃省、青海省|2 mention “低空经济”: Gansu, Qinghai/);
    },
  );

  it.each([
    '有没有哪个省没提到低空经济',
    '哪些省2026年的报告没有提到低空经济',
    'Which provinces do not mention the low-altitude economy?',
  ])('those that say nothing of it are named beside how many do: %s', async (question) => {
    const lead = leadOf(await ask(question));
    expect(lead).toMatch(
      /没有提到“低空经济”的有\d+个：(?!.*甘肃).*；提到的有2个|do not mention “低空经济”: (?!.*Gansu).*; 2 do/,
    );
  });

  it('are found by what stands in the text where a heading has the words first', async () => {
    const reply = await ask('哪些省提到了清洁能源');
    expect(leadOf(reply)).toContain('提到“清洁能源”的有1个：青海省');
    expect(reply.citations.some(({ quote }) => quote.includes('新增清洁能源装机'))).toBe(true);
  });

  it.each(['哪些省2026年GDP目标是5.5%左右', 'Which provinces set a GDP growth target above 5.3% for 2026?'])(
    'those with a figure as it is set are named, and nothing is presupposed: %s',
    async (question) => {
      const reply = await ask(question);
      expect(reply.status).toBe('answered');
      expect(leadOf(reply)).toMatch(/甘肃省（增长5\.5%左右）|Gansu \(growth of about 5\.5%/);
      expect(leadOf(reply)).not.toMatch(/青海|Qinghai/);
    },
  );
});

describe('a figure', () => {
  it('is asked for by its bare name, as of a search engine', async () => {
    expect(leadOf(await ask('宁夏粮食产量'))).toContain('77亿斤');
  });

  it('is asked for in English by what was produced', async () => {
    expect(leadOf(await ask('How much grain did Ningxia produce in 2025?'))).toContain('77亿斤');
  });

  it('of money is no count of something else in its sentence', async () => {
    const lead = leadOf(await ask('甘肃旅游收入多少'));
    expect(lead).toContain('0.42万亿元');
    expect(lead).not.toContain('9个');
  });

  it('is of each year what its clause asks', async () => {
    const facts = (await ask('甘肃2026年GDP增长目标是多少，2025年实际增长多少')).answer?.facts;
    expect(facts?.map(({ years, kind }) => [years[0], kind === 'target' || kind === 'plan'])).toEqual([
      [2025, false],
      [2026, true],
    ]);
  });

  it('tells whether an aim was met only beside the aim', async () => {
    const reply = await ask('宁夏2025年GDP增长目标完成了吗');
    expect(reply.status).toBe('partial');
    expect(reply.notFound?.missing).toEqual([{ kind: 'indicator', value: '2025年地区生产总值（目标）' }]);
  });

  it('is no share of what no statement tells a share of', async () => {
    expect((await ask('青海民营经济占GDP比重是多少')).status).toBe('not_found');
  });
});

it('names what is missing in the words of the question', async () => {
  const reply = await ask('甘肃2025年地铁票价是多少');
  expect(reply.status).toBe('not_found');
  expect(reply.notFound?.message).not.toContain('城市轨道交通');
  expect((await ask('甘肃2025年的茶叶产量达到多少万吨')).notFound?.message).toContain('“茶叶产量”');
  expect((await ask('甘肃的制造业占比是多少')).notFound?.message).toContain('“制造业占比”');
});

it('names places in English for a reader of English', async () => {
  expect((await ask('What is the divorce rate in Hebei?')).notFound?.message).toMatch(/Hebei.*Gansu/);
});
