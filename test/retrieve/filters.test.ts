/** Which documents may answer, by region, year, type and id. */

import { describe, expect, it } from 'vitest';
import type { RetrievalFilters } from '../../src/retrieve/contract.js';
import { coversRegion, filterDocuments, resolveRegion } from '../../src/retrieve/filters.js';
import { documentOf, gazetteer } from './documents.js';

const documents = [
  documentOf('jingmen-2024', { region: '荆门市', year: 2024 }),
  documentOf('jingmen-2021', { region: '荆门市', year: 2021, type: 'interview' }),
  documentOf('xiantao-2021', { region: '仙桃市', year: 2021 }),
  documentOf('hubei-2024', { region: '湖北省', year: 2024 }),
  documentOf('guangdong-2024', { region: '广东省', year: 2024 }),
  documentOf('nowhere', {}),
];
const regions = documents.map((document) => resolveRegion(document, gazetteer));

function filter(filters: Partial<RetrievalFilters>) {
  const all: RetrievalFilters = { regions: [], years: [], types: [], documentIds: [], ...filters };
  const { passes, uncovered } = filterDocuments(documents, regions, all, gazetteer);
  return { passing: documents.filter((_, number) => passes[number]).map(({ id }) => id), uncovered };
}

describe('filterDocuments', () => {
  it('passes everything without filters', () => {
    expect(filter({}).passing).toHaveLength(documents.length);
  });

  it.each(['荆门', '荆门市', 'Jingmen', '湖北省荆门市'])('passes the documents about a city called %s', (name) => {
    expect(filter({ regions: [name] })).toEqual({ passing: ['jingmen-2024', 'jingmen-2021'], uncovered: [] });
  });

  it.each(['湖北', '湖北省', '鄂', 'Hubei'])('passes the places in a province called %s, and the province', (name) => {
    expect(filter({ regions: [name] }).passing).toEqual(['jingmen-2024', 'jingmen-2021', 'xiantao-2021', 'hubei-2024']);
  });

  it('does not pass the province of a city asked for', () => {
    expect(filter({ regions: ['仙桃'] }).passing).toEqual(['xiantao-2021']);
  });

  it('passes nothing for a region that no document is about, and gives its full name', () => {
    expect(filter({ regions: ['深圳'] })).toEqual({ passing: [], uncovered: ['深圳市'] });
  });

  it('passes a district for its bare name, which others have too, and for its full one', () => {
    const district = [documentOf('qingshan', { region: '包头市青山区' })];
    const own = district.map((document) => resolveRegion(document, gazetteer));
    const passes = (name: string) =>
      filterDocuments(district, own, { regions: [name], years: [], types: [], documentIds: [] }, gazetteer).passes;
    expect([passes('青山区'), passes('包头青山区'), passes('武汉青山区')]).toEqual([[true], [true], [false]]);
  });

  it.each(['山区', '市青山区', '包头市青山'])(
    'takes %s, an end or a beginning of its name, for no district',
    (name) => {
      const district = [documentOf('qingshan', { region: '包头市青山区' })];
      const own = district.map((document) => resolveRegion(document, gazetteer));
      const filters: RetrievalFilters = { regions: [name], years: [], types: [], documentIds: [] };
      expect(filterDocuments(district, own, filters, gazetteer).passes).toEqual([false]);
    },
  );

  it('passes nothing for a name that is no region, and repeats it', () => {
    expect(filter({ regions: ['Atlantis'] })).toEqual({ passing: [], uncovered: ['Atlantis'] });
  });

  it('passes what one of several regions covers and names the other', () => {
    expect(filter({ regions: ['仙桃', '深圳'] })).toEqual({ passing: ['xiantao-2021'], uncovered: ['深圳市'] });
  });

  it('passes a place within a covered province only when a document is about it', () => {
    expect(filter({ regions: ['广州'] })).toEqual({ passing: [], uncovered: ['广州市'] });
  });

  it('goes by the year of the report', () => {
    expect(filter({ years: [2021] }).passing).toEqual(['jingmen-2021', 'xiantao-2021']);
  });

  it('passes no document without a year when a year is asked for', () => {
    expect(filter({ years: [1999] }).passing).toEqual([]);
  });

  it('goes by type', () => {
    expect(filter({ types: ['interview'] }).passing).toEqual(['jingmen-2021']);
  });

  it('goes by id', () => {
    expect(filter({ documentIds: ['nowhere', 'hubei-2024'] }).passing).toEqual(['hubei-2024', 'nowhere']);
  });

  it('passes what all filters pass', () => {
    expect(filter({ regions: ['湖北'], years: [2021, 2024], types: ['report'] }).passing).toEqual([
      'jingmen-2024',
      'xiantao-2021',
      'hubei-2024',
    ]);
    expect(filter({ regions: ['荆门'], documentIds: ['xiantao-2021'] }).passing).toEqual([]);
  });
});

describe('coversRegion', () => {
  it.each([
    ['荆门', '荆门', true],
    ['湖北', '荆门', true],
    ['荆门', '湖北', true],
    ['仙桃', '荆门', false],
    ['广东', '荆门', false],
  ])('of a document about %s and a question about %s is %s', (own, asked, covers) => {
    const [one, other] = [own, asked].map((name) => gazetteer.resolve(name));
    expect(one && other && coversRegion(one, other, gazetteer)).toBe(covers);
  });
});
