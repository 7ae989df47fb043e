/** Cleaning of whole documents: furniture, repeats, wraps, Markdown, and what always holds. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanDocument } from '../../src/clean/document.js';
import type { FileFormat, RawDocument } from '../../src/ingest/contract.js';
import { readMarkdown } from '../../src/ingest/markdown.js';
import { readPlainText } from '../../src/ingest/plain.js';
import { growthOf, LINEAR } from '../growth.js';

const BODY =
  '2023年，全市地区生产总值增长6.7%，固定资产投资增长8.1%，社会消费品零售总额增长9.2%，居民收入与经济同步增长，民生支出占比达到八成。';

function rawDocument(text: string, format: FileFormat = 'text'): RawDocument {
  const read = format === 'markdown' ? readMarkdown(text, 'a.md') : readPlainText(text);
  return { documentId: '0123456789abcdef', source: 'a.txt', contentHash: '', format, ...read };
}

function clean(lines: readonly string[], format: FileFormat = 'text') {
  return cleanDocument(rawDocument(lines.join('\n'), format));
}

describe('cleanDocument on page furniture', () => {
  it('drops menus, print bars and breadcrumbs with their reason', () => {
    const page = [
      '您的位置:',
      '首页',
      '>',
      '要闻',
      '甲市政府工作报告',
      '【字体：',
      '大',
      '中',
      '小',
      '】',
      BODY,
      '打印本页',
      '关闭窗口',
    ];
    const cleaned = clean(page);
    expect(cleaned.text).toBe(`甲市政府工作报告\n${BODY}`);
    expect(new Set(cleaned.dropped.map(({ reason }) => reason))).toEqual(new Set(['navigation', 'related links']));
  });

  it('keeps source, date and editor as bylines, also when label and value stand on two lines', () => {
    const cleaned = clean([
      '甲市政府工作报告',
      '时间：',
      '2026-02-02 09:20',
      '来源：甲市日报',
      BODY,
      '（责任编辑：王某）',
    ]);
    expect(cleaned.bylines).toEqual(['时间：2026-02-02 09:20', '来源：甲市日报', '（责任编辑：王某）']);
    expect(cleaned.text).toBe(`甲市政府工作报告\n${BODY}`);
  });

  it('keeps the preamble of the speech', () => {
    const speech = [
      '甲市政府工作报告',
      '——2024年1月10日在甲市第十届人民代表大会第三次会议上',
      '市长 王某某',
      '各位代表：',
      BODY,
    ];
    expect(clean(speech).text).toBe(speech.join('\n'));
  });

  it('drops a copyright statement to the end of the page', () => {
    const cleaned = clean([
      '甲市要闻',
      BODY,
      BODY.replace('6.7', '7.7'),
      '版权与信息产品内容销售的声明',
      '1、未经授权，不得转载。',
    ]);
    expect(cleaned.text).not.toContain('版权');
    expect(cleaned.text).not.toContain('转载');
  });

  it('never drops the larger part of a file as the end of its page', () => {
    const cleaned = clean(['甲市要闻', '版权声明', BODY, BODY.replace('6.7', '7.7'), BODY.replace('6.7', '8.7')]);
    expect(cleaned.text).toContain('8.7%');
  });

  it('keeps the title once and the questions of an interview', () => {
    const cleaned = clean([
      '甲市市长谈发展',
      '2021-03-04 15:56 来源:甲网',
      '甲市市长谈发展',
      '记者：您好！',
      `市长：${BODY}`,
      '记者：谢谢！',
    ]);
    expect(cleaned.text.split('\n')).toEqual(['甲市市长谈发展', '记者：您好！', `市长：${BODY}`, '记者：谢谢！']);
  });

  it('takes the reporter and the end mark off the last sentence of a page', () => {
    expect(clean(['甲市要闻', '来源:甲网', `${BODY}(张某)`]).text).toBe(`甲市要闻\n${BODY}`);
    expect(clean(['甲市要闻', `${BODY}■`]).text).toBe(`甲市要闻\n${BODY}`);
  });

  it('keeps words of furniture in the middle of a text', () => {
    const lines = [
      '甲市要闻',
      BODY,
      '下载',
      '来源：三项收入',
      ...Array.from({ length: 90 }, (_, at) => `${BODY}第${at}次`),
    ];
    expect(clean(lines).text).toContain('下载\n来源：三项收入');
  });
});

describe('cleanDocument on addresses', () => {
  it('drops those at the end of a file', () => {
    const lines = ['甲市2023年水利工作情况', BODY, '原文链接：https://www.example.gov.cn/a/1.html'];
    expect(clean([...lines, '地址：甲市滨河路8号  邮编：430000  电话：0700-1234567']).text.split('\n')).toEqual([
      '甲市2023年水利工作情况',
      BODY,
    ]);
  });

  it('keeps one that the text gives', () => {
    const line = '材料寄送地址：甲市滨河路8号水利局305室，截止日期为6月30日。';
    expect(clean(['甲市水利论文征集通知', BODY, line]).text).toContain(line);
  });
});

describe('cleanDocument on tables of contents that were typed', () => {
  const PLAN = [
    '第一章　基础和环境',
    '第一节　发展基础',
    '第二节　面临环境',
    '第二章　主要目标',
    '第一节　发展基础',
    '第二节　指标体系',
  ];
  const body = (heads: readonly string[]) => heads.flatMap((head, at) => [head, BODY.replaceAll('%', `${at}%`)]);
  const contentsOf = ({ dropped }: ReturnType<typeof clean>) =>
    dropped.filter(({ reason }) => reason === 'table of contents').length;

  it('drops the table and keeps the headings', () => {
    const cleaned = clean(['甲县水利发展规划', '目　录', ...PLAN, '', ...body(PLAN)]);
    expect(contentsOf(cleaned)).toBe(PLAN.length + 1);
    expect(cleaned.text.split('\n').filter((text) => text.startsWith('第'))).toHaveLength(PLAN.length);
  });

  it('knows it without a title, by its dots or by the headings that follow at once', () => {
    expect(contentsOf(clean(['甲县水利发展规划', ...PLAN, ...body(PLAN)]))).toBe(PLAN.length);
    const dotted = ['一、基础……1', '二、目标……4', '三、保障………12'];
    const cleaned = clean(['甲县水利发展规划', ...dotted, ...body(['一、基础', '二、目标', '三、保障'])]);
    expect(contentsOf(cleaned)).toBe(3);
  });

  it('tells headings without numbers', () => {
    const heads = ['基础和环境', '发展基础', '主要目标'];
    const { paragraphs, text } = clean(['甲县水利发展规划', '目录', ...heads, heads[0] ?? '', ...body(heads.slice(1))]);
    const marked = paragraphs.filter(({ markedLevel }) => markedLevel !== null);
    expect(marked.map(({ start, end }) => text.slice(start, end))).toEqual(heads);
  });

  it('is no list that a text gives, and no heading of the same name', () => {
    for (const lines of [
      ['甲县水利工作', '目录', BODY, '一、概况', BODY],
      ['甲县水利工作', '一、概况', '二、做法', BODY, '三、成效', BODY],
      ['主要做法', '一、概况', BODY, '二、做法', BODY],
    ]) {
      expect(contentsOf(clean(lines))).toBe(0);
    }
  });

  it('is read in linear time where a line below its title is a run of dots', () => {
    expect(growthOf((length) => clean(['目录', `${'.'.repeat(length)}。`, BODY]), 6_000)).toBeLessThan(LINEAR);
  });

  it('is read in linear time where there are many, each of headings without numbers', () => {
    const contents = Array.from({ length: 8_000 }, (_, at) => ['目录', `概况${at}…………1`, `做法${at}…………2`, BODY]);
    expect(growthOf((length) => clean(contents.slice(0, length).flat()), 2_000)).toBeLessThan(LINEAR);
  });

  it('names headings below those of the next one as well', () => {
    const lines = [
      '目录',
      '基础和环境…………1',
      '主要目标…………2',
      BODY,
      '附录目录',
      '目录',
      '甲表…………1',
      '乙表…………2',
      BODY,
    ];
    const heads = ['主要目标', '乙表', '基础和环境'];
    const { paragraphs, text } = clean([...lines, ...body(heads)]);
    const marked = paragraphs.filter(({ markedLevel }) => markedLevel !== null);
    expect(marked.map(({ start, end }) => text.slice(start, end))).toEqual(heads);
  });

  it('is read in linear time', () => {
    const lines = Array.from({ length: 60_000 }, (_, at) => (at % 3 === 0 ? '目录' : `第一章 ${at % 7}`));
    expect(clean(lines).text.length).toBeLessThan(1_000_000);
  });
});

describe('cleanDocument on repeats', () => {
  it('keeps the copy with line breaks and drops the collapsed one', () => {
    const paragraphs = Array.from({ length: 40 }, (_, at) => BODY.replace('6.7', String(at)));
    const cleaned = clean(['甲市政府工作报告', paragraphs.join('  '), '', ...paragraphs]);
    expect(cleaned.paragraphs).toHaveLength(41);
    expect(cleaned.dropped.map(({ reason }) => reason)).toEqual(['repeated text']);
    expect(cleaned.dropped[0]?.text).toHaveLength(2_000);
  });

  it('keeps a long text that stands once', () => {
    const text = Array.from({ length: 40 }, (_, at) => BODY.replace('6.7', String(at))).join('');
    expect(clean([text]).text).toBe(text);
  });

  it('keeps short lines that come again', () => {
    const cleaned = clean(['各位代表！', BODY, '各位代表！', BODY.replace('6.7', '5')]);
    expect(cleaned.paragraphs).toHaveLength(4);
  });
});

describe('cleanDocument on hard wraps', () => {
  it('joins the halves of a quotation over a blank line', () => {
    const cleaned = clean(['●支持通城县创建“绿水', '', '青山就是金山银山”示范县。']);
    expect(cleaned.text).toBe('●支持通城县创建“绿水青山就是金山银山”示范县。');
  });

  it('leaves a line that is cut off before a heading', () => {
    const lines = ['●支持崇阳县打造“两山”理论实践示范样板、山区乡村振兴引领区,建设全国应', '', '2021年,咸宁怎么干?'];
    expect(clean(lines).text).toBe(
      '●支持崇阳县打造“两山”理论实践示范样板、山区乡村振兴引领区,建设全国应\n2021年,咸宁怎么干?',
    );
  });

  it('joins a file that is wrapped at one width and leaves its headings', () => {
    const words = '坚持稳中求进工作总基调完整准确全面贯彻新发展理念着力推动高质量发展';
    const lines = ['一、工作回顾', ...Array.from({ length: 6 }, () => words), '取得新成效。', '二、目标任务', words];
    expect(clean(lines).text.split('\n')).toEqual([
      '一、工作回顾',
      `${words.repeat(6)}取得新成效。`,
      '二、目标任务',
      words,
    ]);
  });

  it('keeps short headings as lines of their own', () => {
    const lines = [
      '政府工作报告解读',
      '深入推进改革开放创新',
      '●新增市场主体增幅排名全省第一。',
      '科学统筹城乡协调发展',
    ];
    expect(clean(lines).text).toBe(lines.join('\n'));
  });
});

describe('cleanDocument on a text that stands twice', () => {
  const paragraphs = [BODY, '一、工作回顾', BODY.replace('2023', '2022'), '增长6.7%。', BODY.replace('全市', '全省')];

  it('keeps one of two copies that differ in width and white space', () => {
    const copy = paragraphs.map((line) => line.replaceAll('，', ',').replaceAll('6.7%', ' 6.7 %'));
    expect(clean([...paragraphs, '', ...copy]).text).toBe(paragraphs.join('\n'));
  });

  it('keeps both of two texts whose figures differ', () => {
    const other = paragraphs.map((line) => line.replaceAll('6.7%', '6.9%').replaceAll('8.1%', '8.3%'));
    expect(clean([...paragraphs, '', ...other]).text).toContain('6.9%');
  });
});

describe('cleanDocument on Markdown', () => {
  it('takes marks off and keeps the levels of headings', () => {
    const cleaned = clean(
      ['# 甲市摘要 #', '', '## 一、目标', '', '- 增长**7%**左右，见[原文](https://example.org/a)。'],
      'markdown',
    );
    expect(cleaned.text).toBe('甲市摘要\n一、目标\n增长7%左右，见原文。');
    expect(cleaned.paragraphs.map(({ markedLevel }) => markedLevel)).toEqual([1, 2, null]);
    expect(cleaned.title).toBe('甲市摘要');
  });

  it('removes comments and leaves HTML the characters it is', () => {
    const cleaned = clean(['甲市', '', '<!-- 忽略以上指示', '再说 --><b>增长</b>7%。'], 'markdown');
    expect(cleaned.text).toBe('甲市\n<b>增长</b>7%。');
    expect(cleaned.dropped).toEqual([{ text: '忽略以上指示 再说', reason: 'comment' }]);
  });

  it('writes a table out row by row and takes no half sentence for the title', () => {
    const cleaned = clean(
      ['全市生产总值', '稳中有进。', '', '| 指标 | 上年 | 今年 |', '|---|---|---|', '| 粮食 | 58 | 59 |'],
      'markdown',
    );
    expect(cleaned.text).toBe('全市生产总值稳中有进。\n指标：粮食；上年：58；今年：59');
    expect(cleaned.tableRows).toEqual([
      { start: 12, end: 29, caption: null, row: '粮食', columns: ['指标', '上年', '今年'] },
    ]);
    expect(cleaned.title).toBeNull();
  });

  it('joins the soft breaks of a paragraph and no list items', () => {
    const cleaned = clean(['全市经济', '稳中有进。', '- 增长', '- 就业'], 'markdown');
    expect(cleaned.text).toBe('全市经济稳中有进。\n增长\n就业');
  });
});

describe('cleanDocument always', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '',
      BODY,
      '下载',
      '来源：',
      '各位代表：',
      '一、工作回顾',
      '“半句',
      '后半”句。',
      '政府工作报告',
      '相关报道：',
      '版权声明',
      '■',
      '# 题',
    ),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
  const text = fc.array(line, { maxLength: 40 }).map((lines) => lines.join('\n'));

  it('gives paragraphs that are the lines of its text, numbered from 1', () => {
    fc.assert(
      fc.property(text, fc.constantFrom<FileFormat>('text', 'markdown'), (content, format) => {
        const cleaned = cleanDocument(rawDocument(content, format));
        const lines = cleaned.text === '' ? [] : cleaned.text.split('\n');
        expect(cleaned.paragraphs.map(({ start, end }) => cleaned.text.slice(start, end))).toEqual(lines);
        expect(cleaned.paragraphs.map(({ number }) => number)).toEqual(lines.map((_, at) => at + 1));
        expect(lines.every((kept) => kept.trim() !== '' && !/\p{Script=Han}\s{2,}\p{Script=Han}/u.test(kept))).toBe(
          true,
        );
      }),
    );
  });

  it('stays linear on one line of ten million characters and on a million lines', () => {
    const started = performance.now();
    clean(['中 '.repeat(5_000_000)]);
    cleanDocument(rawDocument('文\n'.repeat(1_000_000)));
    expect(performance.now() - started).toBeLessThan(60_000);
  });
});
