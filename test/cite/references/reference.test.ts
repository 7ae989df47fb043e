/** References for readers, shaped as the standards print them. */

import { describe, expect, it } from 'vitest';
import type { ReferenceStyle } from '../../../src/api/check.js';
import { writeReference } from '../../../src/cite/references/reference.js';
import type { DocumentMetadata } from '../../../src/metadata.js';
import { citedFrom, DIGEST, INTERPRETATION, INTERVIEW, POLICY, REPORT, withoutAll } from './cited.js';

const PLACE = '二、2026年重点工作';
const offline = { ...REPORT, url: null };
const undated = { ...REPORT, published: null, delivered: null };

/** [what, metadata, style, reference] */
const GOLDEN: readonly (readonly [string, DocumentMetadata, ReferenceStyle, string])[] = [
  // 中国互联网络信息中心. 第29次……报告[R/OL]. 2012-01-16. https://… (2025, B.7)
  [
    'a report',
    REPORT,
    'gb7714-2025-numeric',
    `湖北省人民政府. 2026年湖北省政府工作报告[R/OL]. 湖北日报，2026-02-05：${PLACE}，第12段. https://www.hubei.gov.cn/report.html.`,
  ],
  [
    'a report',
    REPORT,
    'gb7714-2025-author-date',
    `湖北省人民政府，2026. 2026年湖北省政府工作报告[R/OL]. 湖北日报，2026-02-05：${PLACE}，第12段. https://www.hubei.gov.cn/report.html.`,
  ],
  [
    'a report',
    REPORT,
    'gb7714-2015-numeric',
    `湖北省人民政府. 2026年湖北省政府工作报告[R/OL]. 湖北日报, 2026: ${PLACE}, 第12段(2026-02-05)[2026-08-01]. https://www.hubei.gov.cn/report.html.`,
  ],
  [
    'a report',
    REPORT,
    'gb7714-2015-author-date',
    `湖北省人民政府, 2026. 2026年湖北省政府工作报告[R/OL]. 湖北日报: ${PLACE}, 第12段(2026-02-05)[2026-08-01]. https://www.hubei.gov.cn/report.html.`,
  ],
  [
    'a report',
    REPORT,
    'apa',
    '湖北省人民政府. (2026, February 5). 2026年湖北省政府工作报告. 湖北日报. https://www.hubei.gov.cn/report.html',
  ],
  [
    'a report',
    REPORT,
    'mla',
    '湖北省人民政府. 2026年湖北省政府工作报告. 湖北日报, 5 Feb. 2026, https://www.hubei.gov.cn/report.html.',
  ],
  [
    'a report',
    REPORT,
    'chicago',
    `湖北省人民政府, 2026年湖北省政府工作报告 (湖北日报, February 5, 2026), under “${PLACE},” para. 12, https://www.hubei.gov.cn/report.html.`,
  ],

  [
    'a report without address',
    offline,
    'gb7714-2025-numeric',
    `湖北省人民政府. 2026年湖北省政府工作报告[R]. [出版地不详]：湖北日报，2026-02-05：${PLACE}，第12段.`,
  ],
  [
    'a report without address',
    offline,
    'gb7714-2015-numeric',
    `湖北省人民政府. 2026年湖北省政府工作报告[R]. [出版地不详]: 湖北日报, 2026: ${PLACE}, 第12段.`,
  ],
  ['a report without address', offline, 'mla', '湖北省人民政府. 2026年湖北省政府工作报告. 湖北日报, 5 Feb. 2026.'],

  // A year that is estimated stands in brackets.
  [
    'a report without date',
    undated,
    'gb7714-2025-numeric',
    `湖北省人民政府. 2026年湖北省政府工作报告[R/OL]. 湖北日报，[2026]：${PLACE}，第12段[2026-08-01]. https://www.hubei.gov.cn/report.html.`,
  ],
  [
    'a report without date',
    undated,
    'gb7714-2015-author-date',
    `湖北省人民政府, [2026]. 2026年湖北省政府工作报告[R/OL]. 湖北日报: ${PLACE}, 第12段[2026-08-01]. https://www.hubei.gov.cn/report.html.`,
  ],
  [
    'a report without date',
    undated,
    'apa',
    '湖北省人民政府. (2026). 2026年湖北省政府工作报告. 湖北日报. https://www.hubei.gov.cn/report.html',
  ],

  // 余建斌. ……访中国工程院院长周济[N/OL]. 人民日报, 2013-01-12(2)[2013-03-20]. http://… (2015, 4.4.2)
  [
    'an interview in a newspaper',
    INTERVIEW,
    'gb7714-2025-numeric',
    '孙兵：将荆门打造成“先行区”[N/OL]. 湖北日报，2021-03-04. https://epaper.hubeidaily.net/a.html.',
  ],
  [
    'an interview in a newspaper',
    INTERVIEW,
    'gb7714-2025-author-date',
    '佚名，2021. 孙兵：将荆门打造成“先行区”[N/OL]. 湖北日报，2021-03-04. https://epaper.hubeidaily.net/a.html.',
  ],
  [
    'an interview in a newspaper',
    INTERVIEW,
    'gb7714-2015-numeric',
    '孙兵：将荆门打造成“先行区”[N/OL]. 湖北日报, 2021-03-04[2026-08-01]. https://epaper.hubeidaily.net/a.html.',
  ],
  [
    'an interview in a newspaper',
    INTERVIEW,
    'apa',
    '孙兵：将荆门打造成“先行区”. (2021, March 4). 湖北日报. https://epaper.hubeidaily.net/a.html',
  ],
  [
    'an interview in a newspaper',
    INTERVIEW,
    'mla',
    '孙兵. “孙兵：将荆门打造成‘先行区’.” Interview. 湖北日报, 4 Mar. 2021, https://epaper.hubeidaily.net/a.html.',
  ],
  [
    'an interview in a newspaper',
    INTERVIEW,
    'chicago',
    `孙兵, “孙兵：将荆门打造成‘先行区’,” interview, 湖北日报, March 4, 2021, under “${PLACE},” para. 12, https://epaper.hubeidaily.net/a.html.`,
  ],
  [
    'an interview in a newspaper on paper',
    { ...INTERVIEW, url: null },
    'gb7714-2025-numeric',
    '孙兵：将荆门打造成“先行区”[N]. 湖北日报，2021-03-04.',
  ],
  // 许振超：“好好干，当一个好工人”[EB/OL]. （2025-02-17）[2025-06-22]. http://… (2025, 8.11.3.2)
  [
    'an interview on the web',
    { ...INTERVIEW, publisher: '人民网' },
    'gb7714-2025-numeric',
    '孙兵：将荆门打造成“先行区”[EB/OL]. （2021-03-04）[2026-08-01]. https://epaper.hubeidaily.net/a.html.',
  ],
  [
    'an interview whose speaker is unknown',
    { ...INTERVIEW, speaker: null },
    'chicago',
    `“孙兵：将荆门打造成‘先行区’,” interview, 湖北日报, March 4, 2021, under “${PLACE},” para. 12, https://epaper.hubeidaily.net/a.html.`,
  ],

  // 北京市人民政府办公厅. ……通知[A/OL]. (2005-07-12)[2011-07-12]. http://… (2015, 4.6.2)
  [
    'a policy',
    POLICY,
    'gb7714-2015-numeric',
    '湖北省人民政府办公厅. 关于印发稳增长若干措施的通知[A/OL]. (2026-02-05)[2026-08-01]. https://www.hubei.gov.cn/notice.html.',
  ],
  // 北京鲁迅博物馆……. ……章程[EB/OL]. （2021-04-21）[2023-05-02]. http://… (2025, B.10)
  [
    'a policy',
    POLICY,
    'gb7714-2025-numeric',
    '湖北省人民政府办公厅. 关于印发稳增长若干措施的通知[EB/OL]. （2026-02-05）[2026-08-01]. https://www.hubei.gov.cn/notice.html.',
  ],
  [
    'a policy',
    POLICY,
    'apa',
    '湖北省人民政府办公厅. (2026, February 5). 关于印发稳增长若干措施的通知. https://www.hubei.gov.cn/notice.html',
  ],
  [
    'a policy',
    POLICY,
    'mla',
    '“关于印发稳增长若干措施的通知.” 湖北省人民政府办公厅, 5 Feb. 2026, https://www.hubei.gov.cn/notice.html.',
  ],
  [
    'a policy',
    POLICY,
    'chicago',
    `湖北省人民政府办公厅, “关于印发稳增长若干措施的通知,” February 5, 2026, under “${PLACE},” para. 12, https://www.hubei.gov.cn/notice.html.`,
  ],

  [
    'an interpretation',
    INTERPRETATION,
    'gb7714-2025-numeric',
    '政府工作报告解读[EB/OL]. （2026-02-06）[2026-08-01]. https://www.xnnews.com.cn/guide.html.',
  ],
  [
    'an interpretation',
    INTERPRETATION,
    'gb7714-2015-author-date',
    '佚名, 2026. 政府工作报告解读[EB/OL]. (2026-02-06)[2026-08-01]. https://www.xnnews.com.cn/guide.html.',
  ],
  [
    'an interpretation that is signed',
    { ...INTERPRETATION, speaker: '中共汉川市委政研室' },
    'gb7714-2025-author-date',
    '中共汉川市委政研室，2026. 政府工作报告解读[EB/OL]. （2026-02-06）[2026-08-01]. https://www.xnnews.com.cn/guide.html.',
  ],
  [
    'an interpretation without date',
    { ...INTERPRETATION, published: null },
    'gb7714-2025-author-date',
    '佚名，无日期. 政府工作报告解读[EB/OL]. [2026-08-01]. https://www.xnnews.com.cn/guide.html.',
  ],
  [
    'an interpretation without date',
    { ...INTERPRETATION, published: null },
    'apa',
    '政府工作报告解读. (n.d.). 咸宁网. Retrieved August 1, 2026, from https://www.xnnews.com.cn/guide.html',
  ],
  [
    'an interpretation without date',
    { ...INTERPRETATION, published: null },
    'mla',
    '“政府工作报告解读.” 咸宁网, https://www.xnnews.com.cn/guide.html. Accessed 1 Aug. 2026.',
  ],
  [
    'an interpretation without date',
    { ...INTERPRETATION, published: null },
    'chicago',
    `“政府工作报告解读,” 咸宁网, under “${PLACE},” para. 12, accessed August 1, 2026, https://www.xnnews.com.cn/guide.html.`,
  ],

  [
    'a digest',
    DIGEST,
    'gb7714-2025-numeric',
    '文据. 荆门市2024年政府工作报告摘编（文据）：据荆门日报《荆门市政府工作报告（2024年1月10日 陈家伟）》编写[Z]. [2026-08-01]. 原文：https://example.org/original.html.',
  ],
  [
    'a digest',
    DIGEST,
    'gb7714-2015-author-date',
    '文据, 无日期. 荆门市2024年政府工作报告摘编（文据）: 据荆门日报《荆门市政府工作报告（2024年1月10日 陈家伟）》编写[Z]. [2026-08-01]. 原文: https://example.org/original.html.',
  ],
  [
    'a digest',
    DIGEST,
    'apa',
    '文据. (n.d.). 荆门市2024年政府工作报告摘编（文据） [Digest of “荆门市政府工作报告（2024年1月10日 陈家伟）,” 荆门日报, https://example.org/original.html]. Retrieved August 1, 2026.',
  ],
  [
    'a digest',
    DIGEST,
    'mla',
    '文据. “荆门市2024年政府工作报告摘编（文据）.” Digest of “荆门市政府工作报告（2024年1月10日 陈家伟）,” 荆门日报, https://example.org/original.html. Accessed 1 Aug. 2026.',
  ],
  [
    'a digest',
    DIGEST,
    'chicago',
    `文据, “荆门市2024年政府工作报告摘编（文据）,” digest of “荆门市政府工作报告（2024年1月10日 陈家伟）,” 荆门日报, https://example.org/original.html, under “${PLACE},” para. 12, accessed August 1, 2026.`,
  ],

  [
    'a report of which only the title is known',
    withoutAll(REPORT),
    'gb7714-2025-numeric',
    `2026年湖北省政府工作报告[R]. [出版地不详]：[出版者不详]：${PLACE}，第12段.`,
  ],
  [
    'a report of which only the title is known',
    withoutAll(REPORT),
    'gb7714-2015-author-date',
    `佚名, 无日期. 2026年湖北省政府工作报告[R]. [出版地不详]: [出版者不详]: ${PLACE}, 第12段.`,
  ],
  ['a report of which only the title is known', withoutAll(REPORT), 'apa', '2026年湖北省政府工作报告. (n.d.).'],
  ['a report of which only the title is known', withoutAll(REPORT), 'mla', '2026年湖北省政府工作报告.'],
  [
    'a report of which only the title is known',
    withoutAll(REPORT),
    'chicago',
    `2026年湖北省政府工作报告 (n.d.), under “${PLACE},” para. 12.`,
  ],
  [
    'a policy of which only the title is known',
    withoutAll(POLICY),
    'gb7714-2015-numeric',
    `关于印发稳增长若干措施的通知[A]. [出版地不详]: [出版者不详]: ${PLACE}, 第12段.`,
  ],
  [
    'an article of which only the title is known',
    withoutAll(INTERPRETATION),
    'gb7714-2025-numeric',
    `政府工作报告解读[Z]. [出版地不详]：[出版者不详]：${PLACE}，第12段.`,
  ],
];

describe('writeReference', () => {
  it.each(GOLDEN)('writes %s (%#)', (_what, metadata, style, reference) => {
    expect(writeReference(citedFrom(metadata), style)).toBe(reference);
  });

  it.each(['2015', '2025'] as const)('has the numeric entry as the note of %s', (edition) => {
    const note = writeReference(citedFrom(REPORT), `gb7714-${edition}-note`);
    expect(note).toBe(writeReference(citedFrom(REPORT), `gb7714-${edition}-numeric`));
  });

  it('names the page where there are pages', () => {
    const cited = citedFrom(REPORT, { page: 7 });
    expect(writeReference(cited, 'gb7714-2025-numeric')).toContain('湖北日报，2026-02-05：7. ');
    expect(writeReference(cited, 'chicago')).toContain('(湖北日报, February 5, 2026), 7, ');
  });

  it('names no place in a document that is cited as a whole', () => {
    const whole = citedFrom(REPORT, { headingPath: [], paragraph: null });
    expect(writeReference(whole, 'gb7714-2025-numeric')).toBe(
      '湖北省人民政府. 2026年湖北省政府工作报告[R/OL]. 湖北日报，2026-02-05. https://www.hubei.gov.cn/report.html.',
    );
    for (const style of ['apa', 'mla', 'chicago', 'bibtex', 'ris', 'csl-json', 'gb7714-2015-numeric'] as const) {
      expect(writeReference(whole, style)).not.toMatch(/null|para\.|第|引文位置|, ,|, \./);
    }
  });

  it('names the paragraph alone where there is no heading but the title, or a long one', () => {
    const paragraphOnly = '湖北日报，2026-02-05：第12段. ';
    for (const headingPath of [[], [REPORT.title], ['长'.repeat(41)]]) {
      expect(writeReference(citedFrom(REPORT, { headingPath }), 'gb7714-2025-numeric')).toContain(paragraphOnly);
    }
  });

  it.each([
    ['2026-02', '湖北日报，2026-02：', '(2026, February)', 'Feb. 2026'],
    ['2026', '湖北日报，2026：', '(2026)', '湖北日报, 2026'],
  ])('gives no more of the date %s than is known', (published, gb, apa, mla) => {
    const cited = citedFrom({ ...REPORT, published });
    expect(writeReference(cited, 'gb7714-2025-numeric')).toContain(gb);
    expect(writeReference(cited, 'apa')).toContain(apa);
    expect(writeReference(cited, 'mla')).toContain(mla);
  });

  it('takes the day of delivery where the day of publication is unknown', () => {
    const reference = writeReference(citedFrom({ ...REPORT, published: null }), 'gb7714-2025-numeric');
    expect(reference).toContain('湖北日报，2026-01-27：');
  });

  it('names no publisher that is the author', () => {
    const cited = citedFrom({ ...REPORT, publisher: '湖北省人民政府' });
    expect(writeReference(cited, 'gb7714-2025-numeric')).toContain('[R/OL]. 2026-02-05：');
    expect(writeReference(cited, 'apa')).toContain('2026年湖北省政府工作报告. https://');
    expect(writeReference(cited, 'mla')).toMatch(/^2026年湖北省政府工作报告\. 湖北省人民政府, 5 Feb/);
  });

  it('gives a report that is no work report to who signed or published it', () => {
    const bulletin = { ...REPORT, title: '2025年国民经济和社会发展统计公报', speaker: null, publisher: '湖北省统计局' };
    expect(writeReference(citedFrom(bulletin), 'gb7714-2025-numeric')).toMatch(/^湖北省统计局\. 2025年/);
    const news = { ...bulletin, publisher: '湖北日报' };
    expect(writeReference(citedFrom(news), 'gb7714-2025-numeric')).toMatch(/^2025年国民经济/);
  });

  it('calls the government of a special administrative region by its name', () => {
    const cited = citedFrom({ ...REPORT, region: '香港特别行政区' });
    expect(writeReference(cited, 'apa')).toMatch(/^香港特别行政区政府\. /);
  });

  it('never gives a digest the speaker, date or address of the original', () => {
    for (const style of ['gb7714-2025-numeric', 'gb7714-2015-author-date', 'apa', 'mla', 'chicago'] as const) {
      const reference = writeReference(citedFrom(DIGEST), style);
      expect(reference).toMatch(/^文据/);
      expect(reference).not.toMatch(/2026-0[12]|湖北日报|Feb|Jan/);
    }
  });

  it('puts nothing of a hostile title on a line of its own, and takes no address that is none of the web', () => {
    const title = '报告\nTY  - JOUR\r\n\u202e[M]\u0000';
    const cited = citedFrom({ ...REPORT, title, url: 'javascript:alert(1)' });
    const reference = writeReference(cited, 'gb7714-2025-numeric');
    expect(reference).toContain('报告 TY - JOUR [M][R]. ');
    expect(reference).not.toMatch(/javascript|[\n\r\0\u202e]/);
  });
});

describe('who answers for a work report', () => {
  it.each([
    ['全国', '国务院'],
    ['湖北省', '湖北省人民政府'],
    ['包头市青山区', '包头市青山区人民政府'],
    ['荆门高新区', '荆门高新区管理委员会'],
    ['香港特别行政区', '香港特别行政区政府'],
  ])('of %s is %s, and not who delivered it', (region, author) => {
    const cited = citedFrom({ ...REPORT, region, title: '政府工作报告' });
    expect(writeReference(cited, 'apa')).toMatch(new RegExp(`^${author}\\. `));
  });
});
