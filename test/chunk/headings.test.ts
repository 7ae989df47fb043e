/** What is a heading and what is not, kind by kind, in texts short enough to see. */

import { describe, expect, it } from 'vitest';
import { body, chunkLines, outlineOf } from './paragraphs.js';

const outline = (lines: readonly string[], levels?: Readonly<Record<number, number>>): string[] =>
  outlineOf(chunkLines(lines, levels));

describe('numbered headings', () => {
  it('nests 一、 and （一） and 1. in the order of custom', () => {
    expect(
      outline(['一、回顾', '（一）经济', '1.工业', body(), '2.农业', body(), '（二）民生', body(), '二、展望', body()]),
    ).toEqual(['1 一、回顾', '2 （一）经济', '3 1.工业', '3 2.农业', '2 （二）民生', '1 二、展望']);
  });
  it('learns from the document that 1. may hold （一）', () => {
    expect(
      outline([
        '1.回顾',
        '（一）经济',
        body(),
        '（二）民生',
        body(),
        '2.展望',
        '（一）目标',
        body(),
        '（二）任务',
        body(),
      ]),
    ).toEqual(['1 1.回顾', '2 （一）经济', '2 （二）民生', '1 2.展望', '2 （一）目标', '2 （二）任务']);
  });
  it('nests chapters and articles, and heads an article by its number', () => {
    expect(
      outline([
        '第一章 总则',
        `第一条　为了${body(60)}`,
        `第二条　本法${body(60)}`,
        '第二章 附则',
        `第三条　自${body(60)}`,
      ]),
    ).toEqual(['1 第一章 总则', '2~第一条', '2~第二条', '1 第二章 附则', '2~第三条']);
  });
  it('heads an article that begins with a whole sentence by its number alone', () => {
    expect(outline([`第一条　门店完成装修的，每店补助1万元。${body()}`, `第二条　补助对象。${body()}`])).toEqual([
      '1~第一条',
      '1~第二条　补助对象',
    ]);
  });
  it('heads a box of a plan in whatever it stands in, and its items in it', () => {
    const lines = [
      '第一章 产业',
      body(),
      '（一）茶叶',
      body(),
      '专栏2 重点工程',
      `1.茶园。${body()}`,
      `2.仓库。${body()}`,
    ];
    expect(outline([...lines, '（二）竹木', body(), '第二章 开放', body()], { 0: 1, 9: 1 })).toEqual([
      '1 第一章 产业',
      '2 （一）茶叶',
      '3 专栏2 重点工程',
      '4~1.茶园',
      '4~2.仓库',
      '2 （二）竹木',
      '1 第二章 开放',
    ]);
    expect(outline([body(), '专栏3列出的工程进展顺利。', body()])).toEqual([]);
  });
  it('nests the parts of an English report, and takes a numbered sentence for an item', () => {
    const words = 'The port handled twice as much cargo as three years before, and the road was opened early.';
    expect(
      outline([
        'I. Review of Work in 2024',
        words,
        `1. New materials took the lead. ${words}`,
        `2. Life became better. ${words}`,
        'II. Targets for 2025',
        '1. We will build a zone for fine chemicals.',
        '2. We will open two clinics.',
      ]),
    ).toEqual([
      '1 I. Review of Work in 2024',
      '2~1. New materials took the lead',
      '2~2. Life became better',
      '1 II. Targets for 2025',
    ]);
  });
  it('counts the parts of an English report in words, too', () => {
    const words = 'The port handled twice as much cargo as three years before, and the road was opened early.';
    expect(outline(['Part One: Work in 2024', words, 'Part Two: Targets for 2025', words])).toEqual([
      '1 Part One: Work in 2024',
      '1 Part Two: Targets for 2025',
    ]);
  });
  it('splits a run-in lead from its body and leaves out the full stop', () => {
    const { sections, passages, text } = chunkLines([
      `（一）聚力稳增长，稳的基础更加坚实。坚持${body()}`,
      `（二）聚力促改革，进的动能更加强劲。深化${body()}`,
    ]);
    expect(sections.map(({ heading }) => heading)).toEqual([
      '（一）聚力稳增长，稳的基础更加坚实',
      '（二）聚力促改革，进的动能更加强劲',
    ]);
    expect(sections.every(({ runIn }) => runIn)).toBe(true);
    expect(passages.map(({ start, end }) => text.slice(start, end))).toEqual(text.split('\n'));
  });
  it('takes 三、四级医院 and a lone 一、 for body', () => {
    expect(outline(['三、四级医院建设加快。', body(), '一、二线城市回稳。', body()])).toEqual([]);
    expect(outline(['一、孤零零的一点', body()])).toEqual([]);
  });
  it('takes a list of items for body', () => {
    expect(outline(['办好以下实事：', '1.新增学位5万个', '2.改造老旧小区89个', '3.新建停车位1万个', body()])).toEqual(
      [],
    );
  });
  it('heads no numbered paragraph whose first sentence is long, and ends what is above there', () => {
    const { sections, passages } = chunkLines([
      `（一）稳增长。${body()}`,
      `（二）促改革。${body()}`,
      `（三）${body(90)}${body()}`,
    ]);
    expect(sections).toHaveLength(2);
    expect(passages.at(-1)?.headingPath).toEqual([]);
  });
  it('keeps 一是 and 二是 with their stem, also where they begin a paragraph', () => {
    expect(
      outline([`重点是六个聚焦：一是聚焦创新。${body()}`, `二是聚焦产业。${body()}`, `三是聚焦开放。${body()}`]),
    ).toEqual([]);
  });
});

describe('parts of plans', () => {
  it('has a box as a heading within what it stands in, and its projects below it', () => {
    const lines = [
      '第一章 产业',
      '第一节 工业',
      body(),
      '专栏3 制造业工程',
      '01 光电园区',
      body(),
      '02 纸塑园区',
      body(),
    ];
    expect(outline([...lines, '第二节 农业', body()])).toEqual([
      '1 第一章 产业',
      '2 第一节 工业',
      '3 专栏3 制造业工程',
      '4 01 光电园区',
      '4 02 纸塑园区',
      '2 第二节 农业',
    ]);
  });
  it('takes a box that is only spoken of for body', () => {
    expect(outline([`专栏3中的项目${body(60)}`, '专栏4，即下列项目', body()])).toEqual([]);
  });
  it('has a section that is the only one of its chapter', () => {
    expect(outline(['第一章 目标', '第一节 指标', body(), '第二章 保障', body()])).toEqual([
      '1 第一章 目标',
      '2 第一节 指标',
      '1 第二章 保障',
    ]);
    expect(outline(['第一节课在操场上。', body()])).toEqual([]);
  });
});

describe('leads without ordinal', () => {
  it('heads paragraphs by short first sentences when neighbours are alike', () => {
    expect(outline(['一、任务', `扩大有效投资。${body()}`, `激发消费潜能。${body()}`, '二、保障', body()])).toEqual([
      '1 一、任务',
      '2~扩大有效投资',
      '2~激发消费潜能',
      '1 二、保障',
    ]);
  });
  it('takes a lone short first sentence for a sentence', () => {
    expect(outline([`扩大有效投资。${body()}`, body(80), body(80)])).toEqual([]);
  });
  it('takes a comma only from neighbours that begin alike', () => {
    expect(outline([`这一年,经济打赢翻身仗。${body()}`, `这一年,产业强势破局。${body()}`])).toHaveLength(2);
    expect(outline([`面对压力,全市奋起。${body()}`, `展开工作,成效明显。${body()}`])).toEqual([]);
  });
  it('takes no figures, no salutations, no closing remarks', () => {
    expect(outline([`新增就业5.5万人。${body()}`, `改造小区89个。${body()}`])).toEqual([]);
    expect(outline([`各位代表。${body()}`, `各位代表。${body()}`])).toEqual([]);
    expect(
      outline([`推动强链壮群。${body(200)}`, `深化两业共融。${body(200)}`, `产业强则经济强。${body(30)}`]),
    ).toHaveLength(2);
  });
  it('heads dashes that begin with a lead, not dashes that are items', () => {
    expect(outline([`——大战大考成绩优异。${body()}`, `——产业转型步伐加快。${body()}`])).toEqual([
      '1~——大战大考成绩优异',
      '1~——产业转型步伐加快',
    ]);
    expect(outline(['主要目标是：', '——地区生产总值增长5%；', '——新增就业5万人；', '——粮食产量稳定。'])).toEqual([]);
  });
  it('heads a text whose leads stand above their bodies', () => {
    expect(outline(['生态底色更加亮丽。', body(80), '经济运行持续向好。', body(80)])).toEqual([
      '1~生态底色更加亮丽',
      '1~经济运行持续向好',
    ]);
  });
  it('ends the last lead with its paragraph', () => {
    const { sections, passages } = chunkLines([
      '一、回顾',
      `（一）稳增长。${body()}`,
      `（二）促改革。${body()}`,
      body(60),
      '二、展望',
      body(),
    ]);
    expect(sections).toHaveLength(4);
    expect(passages.map(({ headingPath }) => headingPath.at(-1))).toEqual([
      '（一）稳增长',
      '（二）促改革',
      '一、回顾',
      '二、展望',
    ]);
  });
});

describe('lines that stand alone', () => {
  it('nests plain headings below questions', () => {
    expect(
      outline([
        '2020年,怎么看?',
        body(),
        '打好三场硬仗',
        `●${body()}`,
        '深化改革开放',
        `●${body()}`,
        '2021年,怎么干?',
        body(),
      ]),
    ).toEqual(['1 2020年,怎么看?', '2 打好三场硬仗', '2 深化改革开放', '1 2021年,怎么干?']);
  });

  it('takes captions of figures for none', () => {
    expect(
      outline([
        body(),
        '农业生产',
        body(),
        '图1 粮食产量及其增速',
        body(),
        '工业生产',
        body(),
        '图二 工业增加值',
        body(),
      ]),
    ).toEqual(['1 农业生产', '1 工业生产']);
  });

  it('puts plain headings above numberings that start over below them', () => {
    expect(
      outline([
        body(),
        '工作回顾总结',
        '一、经济',
        body(),
        '二、民生',
        body(),
        '重点工作安排',
        '一、经济',
        body(),
        '二、民生',
        body(),
      ]),
    ).toEqual(['1 工作回顾总结', '2 一、经济', '2 二、民生', '1 重点工作安排', '2 一、经济', '2 二、民生']);
  });
  it('takes title, subtitle and speaker for no headings, and salutations neither', () => {
    const { sections, passages } = chunkLines([
      '荆门市政府工作报告',
      '荆门市人民政府市长 陈家伟',
      '各位代表:',
      body(),
      '一、回顾',
      body(),
      '二、展望',
      body(),
    ]);
    expect(sections).toHaveLength(2);
    expect(passages[0]).toMatchObject({ headingPath: [], paragraph: 1 });
  });
  it('takes lines in a row for a list, and pieces of a broken line for text', () => {
    expect(outline([body(), '张三李四', '王五赵六', '孙七周八', body()])).toEqual([]);
    expect(outline([body(), '●支持创建“绿水', '青山就是金山银山”示范县。', body(), '一行不完整的话', body()])).toEqual(
      [],
    );
  });
  it('heads an interview by its questions, whole', () => {
    const { sections, text } = chunkLines([
      '记者:请问过去五年有何成就?',
      body(),
      '记者:谢谢。未来怎么规划?',
      body(),
      body(),
    ]);
    expect(sections.map(({ start, end }) => text.slice(start, end))).toEqual([
      '记者:请问过去五年有何成就?',
      '记者:谢谢。未来怎么规划?',
    ]);
    expect(sections[1]?.contentEnd).toBe(text.length);
  });
});

describe('glossaries', () => {
  const glossary = chunkLines([
    '一、回顾',
    body(),
    '二、展望',
    body(),
    '名词解释:',
    '1.“双集中”:指推进城市和产业集中。',
    '2.“百日双扫”:指365日扫风险点。',
  ]);
  it('are of the outermost level, with a heading and a passage an entry', () => {
    expect(outlineOf(glossary).slice(2)).toEqual(['1 名词解释:', '2~1.“双集中”', '2~2.“百日双扫”']);
    expect(glossary.passages.slice(2).map(({ start, end }) => glossary.text.slice(start, end))).toEqual(
      glossary.text.split('\n').slice(5),
    );
  });
  it('keep an entry without a term apart from the one above', () => {
    const { passages } = chunkLines([
      '名词解释',
      '1.“双集中”:指推进城市和产业集中。',
      '2.没有冒号的一条。',
      '3.没有冒号的又一条。',
    ]);
    expect(passages.map(({ headingPath }) => headingPath.length)).toEqual([2, 1, 1]);
  });
  it('may have their definitions below the terms', () => {
    const { passages, sections } = chunkLines([
      '名词解释',
      '1.“四上”企业：',
      '指规模以上企业。',
      '2.“双高计划”：',
      '指学校建设计划。',
    ]);
    expect(sections.map(({ heading }) => heading)).toEqual(['名词解释', '1.“四上”企业', '2.“双高计划”']);
    expect(passages).toHaveLength(2);
  });
});

describe('marked headings', () => {
  it('closes gaps between levels and takes a lone title for no section', () => {
    expect(
      outline(['标题', body(), '回顾', body(), '工业', body(), '展望', body()], { 0: 1, 2: 2, 4: 4, 6: 2 }),
    ).toEqual(['1 回顾', '2 工业', '1 展望']);
  });
  it('keeps the first line a section when others share its level', () => {
    expect(outline(['回顾', body(), '展望', body()], { 0: 1, 2: 1 })).toEqual(['1 回顾', '1 展望']);
  });
  it('finds numbered leads below them', () => {
    expect(
      outline(['回顾', `（一）稳增长。${body()}`, `（二）促改革。${body()}`, '展望', body()], { 0: 2, 3: 2 }),
    ).toEqual(['1 回顾', '2~（一）稳增长', '2~（二）促改革', '1 展望']);
  });
});
