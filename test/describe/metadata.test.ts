/** What documents know of themselves: the order of trust, and each fact read from the text. */

import { describe, expect, it } from 'vitest';
import { cleanDocument } from '../../src/clean/document.js';
import { describeDocument } from '../../src/describe/metadata.js';
import type { DeclaredMetadata } from '../../src/ingest/contract.js';
import { checkDeclared } from '../../src/ingest/declared.js';
import { readPlainText } from '../../src/ingest/plain.js';
import { findDate, findDateOrMonth } from '../../src/lexicon/dates.js';
import { createGazetteer } from '../../src/lexicon/gazetteer.js';

const gazetteer = createGazetteer();
const BODY =
  '过去一年，全市上下坚持稳中求进工作总基调，统筹推进稳增长、促改革、调结构、惠民生、防风险各项工作，经济社会发展取得新成效。';

function describeLines(
  lines: readonly string[],
  source = 'a.txt',
  declared: DeclaredMetadata = {},
  sidecar: DeclaredMetadata | null = null,
) {
  const read = readPlainText(lines.join('\n'));
  const raw = { documentId: '0', source, contentHash: '', format: 'text' as const, ...read, declared };
  return describeDocument(raw, cleanDocument(raw), sidecar, gazetteer);
}

describe('who issues', () => {
  it('is the body below the title of what it reports, and no speaker', () => {
    const title = '关于普洱市2025年国民经济和社会发展计划执行情况与2026年计划草案的报告';
    const { metadata } = describeLines([title, '普洱市发展和改革委员会', BODY]);
    expect(metadata).toMatchObject({ publisher: '普洱市发展和改革委员会', speaker: null });
  });

  it('is no line that says where something was held', () => {
    const lines = [
      '固原市新闻发布会实录',
      '地点：固原市新闻发布厅',
      '问：怎么样？',
      `答：${BODY}`,
      '问：还有呢？',
      `答：${BODY}`,
    ];
    expect(describeLines(lines).metadata).toMatchObject({ publisher: null, type: 'interview' });
  });
});

describe('describeDocument', () => {
  it('takes an address as its parser writes it, and none that holds a sentence', () => {
    const state = (url: unknown) => checkDeclared({ url }, 'a.md').url;
    expect(state(' HTTPS://Gov.example/报告?a="b"\u200B ')).toBe('https://gov.example/%E6%8A%A5%E5%91%8A?a=%22b%22');
    for (const url of [
      'https://gov.example/a . END OF QUOTATIONS.',
      'https://a.example/\u3000b',
      'javascript:alert(1)',
      'a',
    ])
      expect(() => state(url), url).toThrow('a.md: url: expected an http or https address without spaces.');
    const basedOn = { title: '规划', url: 'https://gov.example/a b' };
    expect(() => checkDeclared({ basedOn }, 'a.md')).toThrow(/basedOn\.url/);
  });

  it('has no character in any field that a reader does not see, wherever it was stated', () => {
    const unseen = '\u202E\u034F\u061C\uFE0F\u{E0049}\u{E0047}\u{E01EF}\u3164';
    const hide = (text: string) => `${text.charAt(0)}${unseen}${text.slice(1)}${unseen}`;
    const stated = checkDeclared(
      {
        ...{ title: hide('某报告'), region: hide('荆门市'), speaker: hide('王某某'), publisher: hide('甲日报') },
        basedOn: { title: hide('规划'), publisher: hide('乙') },
      },
      'a.md',
    );
    expect(stated).toMatchObject({ title: '某报告', region: '荆门市', speaker: '王某某', publisher: '甲日报' });
    expect(stated.basedOn).toMatchObject({ title: '规划', publisher: '乙' });
    // The head of a web page and a file name pass no schema.
    const { metadata } = describeLines([BODY], `${hide('荆门市2024年政府工作报告')}.txt`, {
      publisher: hide('甲日报'),
      title: unseen,
    });
    expect(metadata).toMatchObject({ region: '荆门市', publisher: '甲日报' });
    expect(JSON.stringify(metadata)).not.toMatch(/\p{Default_Ignorable_Code_Point}/u);
    expect(() => checkDeclared({ title: unseen }, 'a.md')).toThrow(/title/);
  });

  it('trusts front matter, then sources.csv, then the file name, then the text', () => {
    const lines = ['荆门市政府工作报告', '——2024年1月10日在荆门市第十届人民代表大会第三次会议上', '市长 王某某', BODY];
    const { metadata, origins } = describeLines(
      lines,
      '2023年仙桃市报告.txt',
      { region: '恩施' },
      { region: '荆州', publisher: '甲' },
    );
    expect(metadata).toMatchObject({
      region: '恩施土家族苗族自治州',
      publisher: '甲',
      year: 2023,
      delivered: '2024-01-10',
    });
    expect(origins).toMatchObject({
      region: 'front matter',
      publisher: 'sources.csv',
      year: 'file name',
      delivered: 'text',
      title: 'text',
      type: 'text',
    });
    expect(origins.url).toBeUndefined();
  });

  it('takes the file name for the title where the page has a title without a place', () => {
    const { metadata } = describeLines(['政府工作报告', '各位代表：', BODY], '2026年广东省政府工作报告.txt');
    expect(metadata).toMatchObject({ title: '2026年广东省政府工作报告', region: '广东省', year: 2026, type: 'report' });
  });

  it('reads no year from a file name that is a hash', () => {
    const { metadata } = describeLines(['工作情况', BODY], '003_2019a.txt');
    expect(metadata).toMatchObject({ year: null, region: null, type: 'other' });
  });

  it('reads place, day and speaker of a speech', () => {
    const lines = [
      '政府工作报告',
      '——二〇二六年一月二十七日在甘肃省十四届人民代表大会第四次会议上',
      '甘肃省省长 任振鹤',
      BODY,
    ];
    const { metadata } = describeLines(lines);
    expect(metadata).toMatchObject({ region: '甘肃省', year: 2026, delivered: '2026-01-27', speaker: '任振鹤' });
  });

  it('reads the year of an interpretation from the targets it sets', () => {
    const lines = [
      '政府工作报告解读',
      '2020年，咸宁怎么看？',
      BODY,
      '2021年全市经济社会发展主要预期目标是：增长10.5%。',
      '到2025年，总目标是翻番。',
    ];
    expect(describeLines(lines).metadata).toMatchObject({ year: 2021, type: 'interpretation', region: '咸宁市' });
  });

  it('takes who answers for the speaker of an interview', () => {
    const lines = [
      '荆门市长谈发展',
      '2021-03-04 来源:甲网 编辑:乙',
      '记者：做了什么？',
      `孙某：${BODY}`,
      '记者：还有呢？',
      `孙某：下一步，${BODY}`,
    ];
    const { metadata } = describeLines(lines);
    expect(metadata).toMatchObject({
      type: 'interview',
      speaker: '孙某',
      publisher: '甲网',
      published: '2021-03-04',
      year: 2021,
    });
  });

  it('takes the offices below the title of a bulletin for who issues it, and for no speaker', () => {
    const { metadata } = describeLines([
      '荆门市2021年国民经济和社会发展统计公报〔1〕',
      '荆门市统计局 国家统计局荆门调查队',
      '2022年3月18日',
      BODY,
    ]);
    expect(metadata).toMatchObject({
      title: '荆门市2021年国民经济和社会发展统计公报',
      speaker: null,
      publisher: '荆门市统计局，国家统计局荆门调查队',
      published: '2022-03-18',
    });
  });

  it('reads title and day of minutes below the head of their paper', () => {
    const lines = [
      '咸宁市人民政府专题会议纪要',
      '〔2022〕6号',
      '咸宁市人民政府办公室 二〇二二年五月九日',
      '关于推进淦河治理有关问题的会议纪要',
      BODY,
    ];
    expect(describeLines(lines).metadata).toMatchObject({
      title: '关于推进淦河治理有关问题的会议纪要',
      published: '2022-05-09',
      year: 2022,
    });
  });

  it('reads day, place and speaker of an English report', () => {
    const { metadata } = describeLines([
      'Report on the Work of the Government',
      "Delivered at the Third Session of the Seventh People's Congress of Jingmen, Hubei Province, on January 9, 2025",
      'Zhao Anlan, Mayor of Jingmen',
      'On behalf of the municipal government, I will now report on its work for your deliberation.',
    ]);
    expect(metadata).toMatchObject({
      region: '荆门市',
      year: 2025,
      delivered: '2025-01-09',
      speaker: 'Zhao Anlan',
      type: 'report',
    });
  });

  it('takes an English report to the National People’s Congress for one of the nation', () => {
    const { metadata } = describeLines([
      'Report on the Work of the Government',
      "Delivered at the Second Session of the 15th National People's Congress of the People's Republic of China on 5 March 2029",
      'Lu Bonian, Premier of the State Council',
      'Trade of Hainan and of Hainan alone grew; Hainan sold more.',
    ]);
    expect(metadata).toMatchObject({ region: '全国', year: 2029, delivered: '2029-03-05', speaker: 'Lu Bonian' });
  });

  it('is of the year in which it came out where it names none, wherever that is stated', () => {
    const { metadata, origins } = describeLines(['《节水办法》解读', BODY], 'a.md', { published: '2025-08-06' });
    expect([metadata.year, origins.year]).toEqual([2025, 'front matter']);
    expect(describeLines(['向海图强', '2026年第4期　2026-04-10', BODY]).metadata).toMatchObject({
      year: 2026,
      published: '2026-04-10',
    });
  });

  it('reads the day on which a plan was passed, and the month of a paper that names no day', () => {
    const passed = '（2026年3月25日荆门市第十届人民代表大会第六次会议批准）';
    expect(describeLines(['荆门市第十五个五年规划纲要', passed, BODY]).metadata.published).toBe('2026-03-25');
    expect(describeLines(['中国的长江禁渔', '国务院新闻办公室', '2028年4月', '前言', BODY]).metadata).toMatchObject({
      published: '2028-04',
      year: 2028,
    });
  });

  it('reads the day of a notice behind its text', () => {
    const lines = ['关于做好孝感市防汛工作的通知', BODY, '孝感市应急管理局', '2022年5月9日'];
    expect(describeLines(lines).metadata).toMatchObject({ published: '2022-05-09', year: 2022 });
  });

  it('takes the office that a line names for who issues a notice', () => {
    const { metadata } = describeLines(['关于做好孝感市防汛工作的通知', '发文机关：孝感市应急管理局', BODY]);
    expect(metadata).toMatchObject({ publisher: '孝感市应急管理局', speaker: null, region: '孝感市' });
  });

  it('takes the office that signs an article of another publisher for its author', () => {
    const lines = ['让老旧厂房焕发新生', '咸宁市委政研室', '2021-06-02 来源：甲日报', BODY];
    expect(describeLines(lines).metadata).toMatchObject({ speaker: '咸宁市委政研室', publisher: '甲日报' });
  });

  it.each([
    ['咸宁市2022年政府工作报告', '作者：王小明'],
    ['老街的新故事', '作者：咸宁发布'],
    ['老街的新故事', '作者：香城融媒'],
  ])('takes no column, and nobody who typed a speech, for who speaks: %s, %s', (title, author) => {
    expect(describeLines([title, author, '2022-01-20 来源：甲网', BODY]).metadata.speaker).toBeNull();
  });

  it('takes the author of an article for who speaks', () => {
    const lines = ['老街的新故事', '作者：王小明', '2022-01-20 来源：甲网', BODY];
    expect(describeLines(lines).metadata.speaker).toBe('王小明');
  });

  it('takes a title without the label before it', () => {
    expect(describeLines(['标题：咸宁市2022年政府工作报告', '各位代表：', BODY]).metadata).toMatchObject({
      title: '咸宁市2022年政府工作报告',
      region: '咸宁市',
    });
  });

  it('names nobody where questions are answered by 答, and takes the date of an official letter for its publication', () => {
    const questions = [
      '对话孝感市长',
      '2022年02月01日 10:00 作者：李四',
      '问：怎么做？',
      `答：${BODY}`,
      '问：还有呢？',
      `答：${BODY}。`,
    ];
    expect(describeLines(questions).metadata).toMatchObject({ type: 'interview', speaker: null, region: '孝感市' });
    const letter = ['湖北省人民政府关于印发规划的通知', '鄂政发〔2021〕12号', '请认真贯彻执行。', '2021年4月12日'];
    expect(describeLines(letter).metadata).toMatchObject({ type: 'policy', published: '2021-04-12', delivered: null });
  });

  it('gives a document that says nothing its file name and null', () => {
    const { metadata } = describeLines([BODY], 'b/笔记.txt');
    const known = Object.entries(metadata).filter(([, value]) => value !== null);
    expect(known).toEqual(Object.entries({ title: '笔记', type: 'other' }));
  });
});

describe('the kind of a document', () => {
  const turns = ['记者：做了什么？', `孙某：${BODY}`, '记者：还有呢？', `孙某：下一步，${BODY}`];

  it.each([
    ['report', ['荆门市2024年政府工作报告', BODY]],
    ['report', ['荆门市长讲话', '现在，我向大会报告市政府的工作。', BODY]],
    ['interpretation', ['2024年政府工作报告解读', BODY]],
    ['interview', ['专访荆门市长', BODY]],
    ['interview', ['市长谈政策措施', '市长向大会作政府工作报告后接受采访。', ...turns]],
    ['policy', ['关于促进旅游发展的若干措施', BODY]],
    ['policy', ['荆门市旅游发展工作如何开展', '荆门市文化和旅游局', BODY]],
    ['other', ['2024年荆门市国民经济和社会发展统计公报', '荆门市统计局', BODY]],
    ['other', ['随笔', BODY]],
  ])('is %s, by title and text: %s', (type, lines) => {
    expect(describeLines(lines).metadata.type).toBe(type);
  });

  it('is told by the name of its file where the title does not tell', () => {
    const { metadata, origins } = describeLines(['荆门市开局良好', BODY], '荆门市2024年政府工作报告.txt');
    expect([metadata.type, origins.type]).toEqual(['report', 'file name']);
    expect(describeLines(['荆门市政府工作报告解读', BODY], '政府工作报告.txt').metadata.type).toBe('interpretation');
  });
});

describe('the place of what a body of the nation issues', () => {
  const named = '北京、上海加快建设国际科技创新中心。北京试点先行，北京率先取得突破，湖北、广东等地跟进。';

  it.each([
    ['a premier', ['政府工作报告', '——2025年3月5日在第十四届全国人民代表大会第三次会议上', '国务院总理 李某', named]],
    [
      'a premier, where no line stands apart',
      ['政府工作报告', '各位代表：', `现在，我代表国务院，向大会报告。${named}`],
    ],
    ['the State Council', ['国务院关于加强数字政府建设的指导意见', '国发〔2022〕14号', named]],
    ['two bodies', ['中共中央 国务院关于做好二〇二三年全面推进乡村振兴重点工作的意见', named]],
    ['a number only', ['关于印发行动方案的通知', '国办发〔2024〕3号', named]],
    ['a bureau, in the title', ['中华人民共和国2024年国民经济和社会发展统计公报', '国家统计局', named]],
    ['a bureau, below the title', ['2024年国民经济运行情况', '国家统计局', named]],
    ['a ministry, at the end', ['关于延续实施有关政策的公告', BODY, named, '财政部', '2023年8月2日']],
    ['a commission', ['关于2024年计划执行情况的报告', '国家发展和改革委员会', named]],
    ['who published it', ['国民经济运行情况', '2024-01-17 来源：国家统计局', named]],
  ])('is the nation, however often it names one: by %s', (_, lines) => {
    expect(describeLines(lines).metadata.region).toBe('全国');
  });

  it.each([
    ['its title', ['国务院关于支持湖北高质量发展的意见', named], '湖北省'],
    [
      'who issues it',
      ['2024年国民经济运行情况', '国家统计局荆门调查队', `荆门稳中有进，荆门向好。${named}荆门第一。荆门快。`],
      '荆门市',
    ],
    ['its own assembly', ['政府工作报告', '——2024年1月10日在荆门市第十届人民代表大会第三次会议上', named], '荆门市'],
    [
      'the place it names most often, where the nation is only spoken of',
      ['工作情况', `落实国务院部署。${named}`],
      '北京市',
    ],
    ['the same, where a short sentence begins with the nation', ['工作情况', '国务院督查组来访。', named], '北京市'],
  ])('is that of %s', (_, lines, region) => {
    expect(describeLines(lines).metadata.region).toBe(region);
  });

  it('is what is stated', () => {
    const { metadata } = describeLines(['国务院关于加强数字政府建设的指导意见', named], 'a.txt', { region: '湖北' });
    expect(metadata.region).toBe('湖北省');
  });
});

describe('describeDocument of a web page', () => {
  it('trusts sources.csv more than what the page says of itself', () => {
    const read = readPlainText(['甲市政府工作报告', BODY].join('\n'));
    const declared = { title: '首页标题', publisher: '某网站' };
    const raw = { documentId: '0', source: 'a.html', contentHash: '', format: 'html' as const, ...read, declared };
    const { metadata } = describeDocument(raw, cleanDocument(raw), { title: '荆门市2024年政府工作报告' }, gazetteer);
    expect(metadata).toMatchObject({ title: '荆门市2024年政府工作报告', region: '荆门市', publisher: '某网站' });
  });
});

describe('the year of a document', () => {
  it.each([
    [
      'the month of a report that names no day',
      ['青禾县政府工作报告', '2031年1月在青禾县第三届人民代表大会第二次会议上', BODY],
      2031,
    ],
    ['元月', ['青禾县政府工作报告', '2031年元月8日在青禾县第三届人民代表大会第二次会议上', BODY], 2031],
    ['its number', ['关于扶持茶产业的通知', '青政办发〔2031〕12号', BODY], 2031],
    ['its signature', ['关于推进河道治理的会议纪要', BODY, '青禾县人民政府办公室', '二〇三一年三月八日'], 2031],
    ['its issue, not the span it is about', ['关于城市总体规划（2030—2045年）的批复', '青函〔2031〕7号', BODY], 2031],
    ['the first year of a plan', ['青禾县国民经济和社会发展第十六个五年规划和二〇四五年远景目标纲要', BODY], 2031],
    [
      'the plan, not the year that is over',
      ['关于2030年国民经济和社会发展计划执行情况与2031年计划草案的报告', BODY],
      2031,
    ],
    [
      'what it counts',
      ['青禾县第八次全国人口普查公报（第二号）', '以2030年11月1日零时为标准时点，全县常住人口20万人。'],
      2030,
    ],
    ['the work that it sets out', ['县长的报告', '一、2030年工作回顾', BODY, '二、2031年工作安排', BODY], 2031],
  ])('is that of %s', (_, lines, year) => {
    expect(describeLines(lines).metadata.year).toBe(year);
  });

  it('is none where nothing says one', () => {
    expect(describeLines(['工作情况', BODY]).metadata.year).toBeNull();
  });
});

describe('the place of a document', () => {
  it.each([
    ['包头市青山区2031年政府工作报告', '包头市青山区'],
    ['遵义市青峰新区2031年工作报告', '青峰新区'],
    ['荆门高新区2031年工作报告', '荆门高新区'],
    ['達拉特旗2031年政府工作報告', '达拉特旗'],
  ])('called %s is %s', (title, region) => {
    expect(describeLines([title, BODY]).metadata.region).toBe(region);
  });
});

describe('a district whose name others have', () => {
  const text = ['青山区2031年政府工作报告', '——2031年1月8日在青山区第三届人民代表大会上', `包头市委领导有力。${BODY}`];

  it('is the one in the city that its text names', () => {
    expect(describeLines(text).metadata.region).toBe('包头市青山区');
  });

  it('is so, too, where its bare name is stated', () => {
    expect(describeLines(text, 'a.txt', {}, { region: '青山区' }).metadata.region).toBe('包头市青山区');
    expect(describeLines(text, 'a.txt', {}, { region: '武汉市青山区' }).metadata.region).toBe('武汉市青山区');
  });
});

describe('findDateOrMonth', () => {
  it.each([
    ['2031年1月在会上', '2031-01'],
    ['二〇三一年元月', '2031-01'],
    ['2031年元月8日', '2031-01-08'],
    ['2031年', null],
  ])('reads %s as %s', (text, date) => {
    expect(findDateOrMonth(text)).toBe(date);
  });
});

describe('findDate', () => {
  it.each([
    ['2024年1月10日', '2024-01-10'],
    ['2024-03-19 13:58', '2024-03-19'],
    ['发布时间:2021/2/25', '2021-02-25'],
    ['二〇二六年十二月三十一日', '2026-12-31'],
    ['2024年13月1日', null],
    ['2024年2月31日', null],
    ['2024年2月29日', '2024-02-29'],
    ['第12024-01-01号', null],
  ])('reads %s as %s', (text, date) => {
    expect(findDate(text)).toBe(date);
  });
});
