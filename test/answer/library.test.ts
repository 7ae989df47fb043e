/** What the service says of its documents and passages. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/answer/library.js';
import type { LocalService } from '../../src/compose/service.js';
import { WenjuError } from '../../src/errors.js';
import type { Snapshot } from '../../src/index/contract.js';
import { documentOf } from '../retrieve/documents.js';
import { openTestService } from '../service.js';

let service: LocalService;
beforeAll(async () => {
  service = await openTestService();
});
afterAll(async () => {
  await service?.close();
});

/** The error a call throws; fails when it throws none. */
function errorOf(call: () => unknown): WenjuError {
  try {
    call();
  } catch (error) {
    if (error instanceof WenjuError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('documents', () => {
  it('lists every document with what the index holds of it, in the order of their files', () => {
    const { documents } = service.documents();
    expect(documents.map(({ source }) => source)).toEqual([
      'hanchuan-2021-policy-article.md',
      'jingmen-2021-mayor-interview.md',
      'jingmen-2024-work-report.md',
      'xianning-2021-report-guide.md',
      'xiantao-2021-work-report.md',
    ]);
    expect(documents[2]).toMatchObject({
      title: '荆门市2024年政府工作报告摘编（文据）',
      region: '荆门市',
      year: 2024,
      type: 'digest',
      delivered: '2024-01-10',
      published: null,
      speaker: '陈家伟',
      publisher: '文据',
      url: null,
      basedOn: { title: '荆门市政府工作报告（2024年1月10日 陈家伟）', publisher: '荆门日报', url: null },
    });
  });

  it('names their places and all provinces in English', () => {
    const { english = {} } = service.documents();
    expect(english).toMatchObject({ 荆门市: 'Jingmen', 台湾省: 'Taiwan', 内蒙古自治区: 'Inner Mongolia' });
    expect(Object.keys(english)).toHaveLength(34 + 4);
  });

  it('counts characters and passages as the document itself has them', () => {
    for (const { id, characters, passages } of service.documents().documents) {
      const document = service.document(id);
      expect(document.text).toHaveLength(characters);
      expect(document.passages).toHaveLength(passages);
    }
  });
});

describe('document', () => {
  it('tells why something was dropped and how long it was, and not what', () => {
    const written = {
      ...documentOf('a.docx'),
      dropped: [{ text: '秘密', reason: 'deleted' }],
    };
    // A library reads nothing of a snapshot but its version and documents.
    const library = createLibrary({ version: 'g1', documents: [written] } as unknown as Snapshot);
    expect(library.document(written.id).dropped).toEqual([{ text: '', length: 2, reason: 'deleted' }]);
  });

  it('throws NOT_FOUND that names an unknown id and says where ids are', () => {
    const error = errorOf(() => service.document('0123456789abcdef'));
    expect(error.code).toBe('NOT_FOUND');
    expect(error.message).toBe('No document has the id "0123456789abcdef". GET /v1/documents lists the ids there are.');
  });

  it('repeats no more than the beginning of a long id', () => {
    expect(errorOf(() => service.document('x'.repeat(5000))).message.length).toBeLessThan(200);
  });

  it.each(['__proto__', 'constructor', ''])('knows no document called "%s"', (id) => {
    expect(errorOf(() => service.document(id)).code).toBe('NOT_FOUND');
  });
});

describe('passage', () => {
  const idsOf = () => {
    const [document] = service.documents().documents;
    return service.document(document?.id ?? '').passages.map(({ id }) => id);
  };

  it('shows a passage between its neighbours', () => {
    const [first = '', second = '', third = ''] = idsOf();
    const { previous, passage, next } = service.passage(second);
    expect([previous?.id, passage.id, next?.id]).toEqual([first, second, third]);
  });

  it('has nothing before the first and nothing after the last', () => {
    const ids = idsOf();
    expect(service.passage(ids[0] ?? '').previous).toBeNull();
    expect(service.passage(ids.at(-1) ?? '').next).toBeNull();
  });

  it('shows the words of the document at its offsets', () => {
    const { passage } = service.passage(idsOf()[1] ?? '');
    expect(passage.text).toBe(service.document(passage.document.id).text.slice(passage.start, passage.end));
  });

  it('throws NOT_FOUND for an unknown document, an unknown ordinal and no id at all', () => {
    const [first = ''] = idsOf();
    const unknown = ['0123456789abcdef-0', first.replace(/\d+$/, '99999'), `${first}0x`, '-', '', '__proto__-0'];
    for (const id of unknown) expect(errorOf(() => service.passage(id)).code).toBe('NOT_FOUND');
  });
});
