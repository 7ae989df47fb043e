/** What part of a report each passage stands in and which years it is about, in small reports and in real ones. */

import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PassageTime } from '../../src/annotate/contract.js';
import { classifyPassages } from '../../src/annotate/roles.js';
import { readCorpus } from '../../src/compose/corpus.js';
import type { DocumentMetadata } from '../../src/metadata.js';
import type { Document } from '../../src/types.js';

import { hubei, isMissing, shared } from '../needs.js';
import { documentOf } from '../retrieve/documents.js';
import { root } from '../service.js';

type Line = Partial<PassageTime>;

/** A document whose passages are its lines but those that begin with `#`, which are headings of as many levels. */
function reportOf(lines: readonly string[], metadata: Partial<DocumentMetadata> = {}): Document {
  const text = lines.map((line) => line.replace(/^#+ /, '')).join('\n');
  const headingPath: string[] = [];
  let start = 0;
  const passages = lines.flatMap((line, index) => {
    const level = line.search(/[^#]/);
    const end = start + line.length - (level > 0 ? level + 1 : 0);
    const passage = { id: String(index), start, end, headingPath: [...headingPath], page: null, cut: false };
    start = end + 1;
    if (level === 0) return [{ ...passage, paragraph: index + 1 }];
    headingPath.splice(level - 1, headingPath.length, line.slice(level + 1));
    return [];
  });
  return { ...documentOf('report', { year: 2026, ...metadata }, text), passages };
}

const classify = (lines: readonly string[], metadata: Partial<DocumentMetadata> = {}): Line[] =>
  classifyPassages(reportOf(lines, metadata));
const rolesOf = (lines: readonly string[], metadata: Partial<DocumentMetadata> = {}) =>
  classify(lines, metadata).map(({ role }) => role);

const REVIEW = '地区生产总值增长5%，城镇新增就业20万人。';
const TASK = '加快建设现代化产业体系，新增专精特新企业100家。';
const TARGETS = '今年经济社会发展主要预期目标是：地区生产总值增长5%左右。';
const PREAMBLE = '各位代表：现在，我代表市人民政府，向大会报告工作，请予审议。';

describe('classifyPassages', () => {
  it('goes by the headings of a report', () => {
    const lines = [PREAMBLE, '# 一、2025年工作回顾', REVIEW, '# 二、2026年工作安排', TARGETS, TASK];
    expect(classify(lines)).toEqual([
      { role: 'other', years: [], plan: false },
      { role: 'review', years: [2025], plan: false },
      { role: 'target', years: [2026], plan: false },
      { role: 'task', years: [2026], plan: false },
    ]);
  });

  it('tells a five-year plan from a year, by headings and by what paragraphs begin with', () => {
    const lines = [
      '# 一、2025年和“十四五”时期工作回顾',
      `过去一年，${REVIEW}`,
      '各位代表！2025年主要目标任务如期完成，标志着“十四五”顺利收官。',
      REVIEW,
      '# 二、“十五五”时期主要目标任务',
      '“十五五”发展的主要目标是：到2030年，人均地区生产总值大幅提高，2035年再翻一番。',
      '# 三、2026年重点工作',
      `今年是“十五五”开局之年。${TASK}`,
      TARGETS,
    ];
    expect(classify(lines)).toEqual([
      { role: 'review', years: [2025], plan: false },
      { role: 'review', years: [2025], plan: true },
      { role: 'review', years: [2025], plan: true },
      { role: 'target', years: [2030, 2035], plan: true },
      { role: 'task', years: [2026], plan: false },
      { role: 'target', years: [2026], plan: false },
    ]);
  });

  it('follows a chapter that reviews one plan and sets out the next', () => {
    const lines = [
      '# 二、“十四五”时期发展成就和“十五五”时期主要目标任务',
      '## 这五年，经济高质量发展取得显著成效',
      REVIEW,
      '“十五五”时期是夯实基础、全面发力的关键时期。',
      TASK,
    ];
    expect(classify(lines)).toEqual([
      { role: 'review', years: [2025], plan: true },
      { role: 'task', years: [2030], plan: true },
      { role: 'task', years: [2030], plan: true },
    ]);
  });

  it('sees a chapter on the next plan look back on the last', () => {
    const lines = [
      '# 二、关于第十五个五年规划纲要（草案）',
      `“十四五”时期，${REVIEW}`,
      REVIEW,
      '## （一）加快建设',
      TASK,
    ];
    expect(rolesOf(lines)).toEqual(['review', 'review', 'task']);
  });

  it('takes what is left of a sentence or list of targets with them', () => {
    const line = `${TARGETS.slice(0, -1)}；城镇新增就业20万人；`;
    const rest = '居民收入与经济同步增长。';
    const whole = reportOf(['# 2026年工作安排', line + rest, TASK]);
    const [first, second] = whole.passages;
    if (!first || !second) throw new Error('expected two passages');
    const cut = first.start + line.length;
    const passages = [{ ...first, end: cut }, { ...first, start: cut }, second];
    expect(classifyPassages({ ...whole, passages }).map(({ role }) => role)).toEqual(['target', 'target', 'task']);
  });

  it('turns from review to plan without a heading', () => {
    const lines = [PREAMBLE, `一年来，${REVIEW}`, REVIEW, `今年是攻坚之年。${TASK}`, TARGETS, TASK];
    expect(rolesOf(lines)).toEqual(['other', 'review', 'review', 'task', 'target', 'task']);
    expect(rolesOf(['# 一、2025年工作回顾', REVIEW, TARGETS, TASK])).toEqual(['review', 'target', 'task']);
  });

  it('takes a chapter whose heading says nothing, after the review, as a plan', () => {
    const lines = ['# 一、新城建设取得新成效', REVIEW, '# 二、牢记使命，奋勇争先', TASK, '# 三、建设服务型政府', TASK];
    expect(rolesOf(lines)).toEqual(['review', 'task', 'task']);
  });

  it('keeps self-criticism and headings such as 主要目标质效齐升 in the review', () => {
    const lines = ['# 一、2025年工作回顾', '## 主要目标质效齐升', REVIEW, '我们也清醒看到，还存在一些困难和问题。'];
    expect(rolesOf(lines)).toEqual(['review', 'review']);
  });

  it('adds the years that a passage names, and 今年 in a plan', () => {
    const lines = ['# 一、2023年工作回顾', '比2020年翻一番。', '# 二、二〇二四年任务', '到二〇二七年，今年起步。'];
    expect(classify(lines, { year: 2024 }).map(({ years }) => years)).toEqual([
      [2020, 2023],
      [2024, 2027],
    ]);
  });

  it('does not take the date of a figure for what a paragraph is about', () => {
    const lines = ['# 一、“十四五”时期工作回顾', '2025年四大主导产业占比较2020年提高14个百分点。'];
    expect(classify(lines)).toEqual([{ role: 'review', years: [2020, 2025], plan: true }]);
  });

  it('leaves glossaries out, and lets an annex say what it is', () => {
    const lines = [
      '# 一、2026年工作安排',
      TASK,
      '# 附件',
      '2026年十件民生实事',
      '# 名词解释',
      '## 1.2026年“双百”行动',
      '实施百个项目。',
    ];
    expect(rolesOf(lines)).toEqual(['task', 'task', 'other']);
  });

  it('takes an interviewer at the last sentence of a question', () => {
    const lines = [
      '# 记者：“十三五”期间取得了哪些成就？',
      REVIEW,
      '# 记者：感谢您带我们回顾了“十三五”。“十四五”时期如何规划？',
      TASK,
      '# 记者：您喜欢这座城市吗？',
      '喜欢。',
    ];
    expect(rolesOf(lines, { year: 2021, type: 'interview' })).toEqual(['review', 'task', 'other']);
  });

  it('says nothing about a document that says nothing, and goes by words without a year', () => {
    expect(classify([REVIEW], { type: 'other' })).toEqual([{ role: 'other', years: [], plan: false }]);
    expect(classify(['# 工作回顾', REVIEW, '# 下步安排', TASK], { year: null })).toEqual([
      { role: 'review', years: [], plan: false },
      { role: 'task', years: [], plan: false },
    ]);
  });
});

describe('what no heading and no word says', () => {
  it('is to be done in a policy, of the years that it names', () => {
    const lines = ['# 保障措施', '安排专项资金五千万元。', '# 发展基础', REVIEW, '# 名词解释', '康养：健康养老。'];
    expect(classify(lines, { title: '关于促进旅游发展的通知', type: 'policy' })).toMatchObject([
      { role: 'task', years: [] },
      { role: 'review' },
      { role: 'other' },
    ]);
  });

  it('was achieved in a statistical bulletin, in the year that it is named for', () => {
    const lines = ['# 农业', '粮食产量八万吨，比上年增长2.4%。', '# 注释', '数据为初步统计数。'];
    expect(classify(lines, { title: '2025年统计公报', type: 'other', year: 2025 })).toMatchObject([
      { role: 'review', years: [2025] },
      { role: 'other' },
    ]);
  });
});

describe('the digests of the corpus', () => {
  it('have review and plan under their headings', async () => {
    const { documents } = await readCorpus([path.join(root, 'corpus')]);
    const reports = documents.filter(({ source }) => source.includes('work-report'));
    expect(reports.length).toBeGreaterThan(0);
    for (const document of reports) {
      const roles = classifyPassages(document).map(({ role }) => role);
      expect.soft(new Set(roles), document.source).toEqual(new Set([...roles, 'review', 'task', 'target']));
      expect.soft(roles.lastIndexOf('review'), document.source).toBeLessThan(roles.indexOf('target'));
    }
  });
});

/** Most passages of a report with a short glossary have a role; glossaries and preambles are left out before. */
const LARGEST_OTHER_SHARE = 0.05;

describe.skipIf(isMissing('shared'))('the 62 reports of the provinces', () => {
  let reports: { source: string; year: number; times: PassageTime[]; document: Document }[] = [];
  beforeAll(async () => {
    const folders = ['provincial-2025', 'provincial-2026'].map((folder) => path.join(shared, 'corpus', folder));
    const { documents } = await readCorpus(folders);
    reports = documents.map((document) => ({
      source: document.source,
      year: document.metadata.year ?? 0,
      times: classifyPassages(document),
      document,
    }));
  });

  it('review, then set targets, then tasks', () => {
    expect(reports).toHaveLength(62);
    for (const { source, times } of reports) {
      const roles = times.map(({ role }) => role);
      for (const role of ['review', 'target', 'task'] as const) expect.soft(roles, source).toContain(role);
      expect.soft(roles.lastIndexOf('review'), source).toBeLessThan(roles.indexOf('target'));
      expect.soft(roles.lastIndexOf('review'), source).toBeLessThan(roles.indexOf('task'));
      expect.soft(roles.lastIndexOf('task'), source).toBeGreaterThan(roles.lastIndexOf('target'));
    }
  });

  it('set targets for their year, and those of 2026 for 2030 and 2035 too', () => {
    for (const { source, year, times } of reports) {
      const targets = times.filter(({ role }) => role === 'target');
      const ofYear = targets.filter(({ plan }) => !plan);
      expect.soft(ofYear.length, source).toBeGreaterThan(0);
      for (const { years } of ofYear) expect.soft(years, source).toContain(year);
      const ofPlan = targets.filter(({ plan }) => plan);
      if (year === 2025) expect.soft(ofPlan, source).toEqual([]);
      for (const { years } of ofPlan) expect.soft(years, source).toContain(2030);
    }
  });

  it('review the year before, in 2026 five years too', () => {
    for (const { source, year, times } of reports) {
      const reviews = times.filter(({ role }) => role === 'review');
      for (const { years } of reviews) expect.soft(years, source).toContain(year - 1);
      const ofPlan = reviews.filter(({ plan }) => plan).length;
      if (year === 2025) expect.soft(ofPlan, source).toBe(0);
      else expect.soft(ofPlan, source).toBeGreaterThan(0);
    }
  });

  it('have every passage that states 主要预期目标是 among the targets', () => {
    for (const { source, times, document } of reports) {
      document.passages.forEach(({ start, end }, index) => {
        if (!/预期目标(?:建议)?[是为：:]/.test(document.text.slice(start, end))) return;
        expect.soft(times[index]?.role, source).toBe('target');
      });
    }
  });

  it('have a role for nearly all passages outside glossaries', () => {
    for (const { source, times, document } of reports) {
      const spoken = times.filter((_, index) => !/名词|注释/.test(document.passages[index]?.headingPath.join() ?? ''));
      const others = spoken.filter(({ role }) => role === 'other').length;
      expect.soft(others / spoken.length, source).toBeLessThan(LARGEST_OTHER_SHARE);
    }
  });
});

describe.skipIf(isMissing('shared'))('the five documents on Hubei', () => {
  it('are parted into years where they say so', async () => {
    const { documents } = await readCorpus([hubei]);
    const outline = documents.map((document) => {
      const stretches = classifyPassages(document).map(({ role, plan, years }) => `${role} ${plan} ${years.join(' ')}`);
      return new Set(stretches);
    });
    const [interview, report, , , guide] = outline;
    expect(interview).toContain('task true 2025');
    expect(report).toContain('target false 2024');
    for (const part of ['target false 2021', 'review true 2020', 'target true 2025']) expect(guide).toContain(part);
  });
});
