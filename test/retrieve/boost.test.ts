/** What a document gains because the question names its place or year, and what no document covers. */

import { describe, expect, it } from 'vitest';
import { createGazetteer } from '../../src/ingest/gazetteer.js';
import { boostDocuments } from '../../src/retrieve/boost.js';
import { resolveRegion } from '../../src/retrieve/filters.js';
import { understandQuestion } from '../../src/retrieve/understand.js';
import { documentOf } from './documents.js';

const gazetteer = createGazetteer();
const documents = [
  documentOf('jingmen-2024', { region: '荆门市', year: 2024 }),
  documentOf('jingmen-2021', { region: '荆门市', year: 2021 }),
  documentOf('xiantao-2021', { region: '仙桃市', year: 2021 }),
  documentOf('nowhere'),
];
const regions = documents.map((document) => resolveRegion(document, gazetteer));

function boost(question: string, candidates = documents.map(() => true)) {
  const boosts = boostDocuments(documents, regions, candidates, understandQuestion(question, gazetteer), gazetteer);
  return { ...boosts, uncoveredRegions: boosts.uncoveredRegions.map(({ name }) => name) };
}

describe('boostDocuments', () => {
  it('adds nothing when neither place nor year is named', () => {
    expect(boost('粮食总产是多少')).toEqual({
      byDocument: [0, 0, 0, 0],
      uncoveredRegions: [],
      uncoveredYears: [],
      namedYears: [],
    });
  });

  it('puts the documents of the place first, and of these the one of the year', () => {
    const [jingmen2024 = 0, jingmen2021 = 0, xiantao2021 = 0, nowhere = 0] = boost('荆门2024年的目标').byDocument;
    expect(jingmen2024).toBeGreaterThan(jingmen2021);
    expect(jingmen2021).toBeGreaterThan(xiantao2021);
    expect(xiantao2021).toBe(nowhere);
  });

  it('counts the report of the year after, which reviews the year asked for', () => {
    const [jingmen2024 = 0, jingmen2021 = 0] = boost('荆门2023年的GDP').byDocument;
    expect(jingmen2024).toBeGreaterThan(jingmen2021);
  });

  it('weighs the place above the year', () => {
    const [, jingmen2021 = 0, xiantao2021 = 0] = boost('荆门2024年').byDocument;
    expect(jingmen2021 - xiantao2021).toBeGreaterThan(1);
  });

  it('takes documents about places in a province for documents about the province', () => {
    const { byDocument, uncoveredRegions } = boost('湖北的粮食');
    expect(byDocument.map((value) => value > 0)).toEqual([true, true, true, false]);
    expect(uncoveredRegions).toEqual([]);
  });

  it('adds as much for either of two places', () => {
    const { byDocument } = boost('荆门和仙桃谁的粮食多');
    expect(byDocument[0]).toBe(byDocument[2]);
  });

  it('names the place that no document is about', () => {
    expect(boost('深圳和荆门的粮食').uncoveredRegions).toEqual(['深圳市']);
  });

  it('takes what only documents cover that may not answer for not covered', () => {
    const { uncoveredRegions, uncoveredYears } = boost('仙桃2024年', [true, true, false, true]);
    expect(uncoveredRegions).toEqual(['仙桃市']);
    expect(uncoveredYears).toEqual([2024]);
  });

  it('knows a year that a document of the place names though its report is of another', () => {
    const vision = [
      documentOf('xiantao', { region: '仙桃市', year: 2021 }, '编制“十四五”规划和二O三五年远景目标纲要。'),
    ];
    const named = (question: string) =>
      boostDocuments(vision, [gazetteer.resolve('仙桃')], [true], understandQuestion(question, gazetteer), gazetteer);
    expect(named('仙桃2035年的目标')).toMatchObject({ uncoveredYears: [2035], namedYears: [2035] });
    expect(named('仙桃2025年的目标')).toMatchObject({ uncoveredYears: [2025], namedYears: [2025] });
    expect(named('仙桃2018年的目标')).toMatchObject({ uncoveredYears: [2018], namedYears: [] });
  });

  it.each([
    ['荆门2020年', []],
    ['荆门2021年', []],
    ['荆门2023年', []],
    ['荆门2022年', [2022]],
    ['仙桃2024年', [2024]],
    ['2024年', []],
  ])('knows which years the documents of %s cannot hold', (question, uncovered) => {
    expect(boost(question).uncoveredYears).toEqual(uncovered);
  });
});
