/** Documents of every type, as they are cited in the tests of references. */

import type { Cited } from '../../../src/cite/references/work.js';
import { blankMetadata, type DocumentMetadata } from '../../../src/metadata.js';

export const REPORT: DocumentMetadata = {
  ...blankMetadata('2026年湖北省政府工作报告'),
  region: '湖北省',
  year: 2026,
  type: 'report',
  delivered: '2026-01-27',
  published: '2026-02-05',
  speaker: '李殿勋',
  publisher: '湖北日报',
  url: 'https://www.hubei.gov.cn/report.html',
};
export const INTERVIEW: DocumentMetadata = {
  ...REPORT,
  title: '孙兵：将荆门打造成“先行区”',
  region: '荆门市',
  year: 2021,
  type: 'interview',
  delivered: null,
  published: '2021-03-04',
  speaker: '孙兵',
  publisher: '湖北日报',
  url: 'https://epaper.hubeidaily.net/a.html',
};
export const POLICY: DocumentMetadata = {
  ...REPORT,
  title: '关于印发稳增长若干措施的通知',
  type: 'policy',
  delivered: null,
  published: '2026-02-05',
  speaker: null,
  publisher: '湖北省人民政府办公厅',
  url: 'https://www.hubei.gov.cn/notice.html',
};
export const INTERPRETATION: DocumentMetadata = {
  ...REPORT,
  title: '政府工作报告解读',
  type: 'interpretation',
  delivered: null,
  published: '2026-02-06',
  speaker: null,
  publisher: '咸宁网',
  url: 'https://www.xnnews.com.cn/guide.html',
};
export const DIGEST: DocumentMetadata = {
  ...REPORT,
  title: '荆门市2024年政府工作报告摘编（文据）',
  type: 'digest',
  speaker: '陈家伟',
  publisher: '文据',
  url: 'https://example.org/original.html',
  basedOn: {
    title: '荆门市政府工作报告（2024年1月10日 陈家伟）',
    publisher: '荆门日报',
    url: 'https://example.org/original.html',
  },
};

/** Nothing but a title and a type. */
export function withoutAll(metadata: DocumentMetadata): DocumentMetadata {
  const unknown = { delivered: null, published: null, speaker: null, publisher: null, url: null };
  return { ...metadata, ...unknown, region: null, year: null };
}

export function citedFrom(metadata: DocumentMetadata, place: Partial<Cited['place']> = {}): Cited {
  return {
    metadata,
    place: {
      documentId: '0a1b2c3d4e5f6071',
      headingPath: [metadata.title, '二、2026年重点工作', '（一）稳增长'],
      paragraph: 12,
      page: null,
      ...place,
    },
    // Already the next day in China.
    accessed: new Date('2026-07-31T18:00:00Z'),
  };
}
