/**
 * One question and its reply, as the examples of the schemas beside it: what `/openapi.json`
 * shows. Offsets and lengths agree with the texts.
 */

import { metadataExample } from './metadata.js';

const { basedOn, ...stated } = metadataExample;
const DOCUMENT = {
  id: '596a7013a0fb53e1',
  ...stated,
  source: 'jingmen-2024.txt',
  sources: [{ source: 'jingmen-2024.txt', url: null }],
  basedOn,
};

const HEADING = '二、2024年工作安排';
const TEXT = '主要预期目标是：地区生产总值增长7%；城镇新增就业5.5万人以上。';
const DOCUMENT_TEXT = `${HEADING}\n${TEXT}`;
const START = DOCUMENT_TEXT.indexOf(TEXT);
const PLACE = { start: START, end: START + TEXT.length, paragraph: 2, page: null };

const INDEXED = {
  ...DOCUMENT,
  characters: DOCUMENT_TEXT.length,
  passages: 1,
  indexedAt: '2026-08-01T08:00:00.000Z',
};
const PASSAGE = { id: `${DOCUMENT.id}-1`, document: DOCUMENT, headingPath: [HEADING], text: TEXT, ...PLACE };
const SPAN = { start: 0, end: TEXT.length };
const FOUND = { ...PASSAGE, rank: 1, relevance: 'high' as const, highlights: [SPAN] };
const LEAD = '荆门市2024年地区生产总值目标：增长7%';
const ANSWER_FACT = {
  region: '荆门市',
  years: [2024],
  period: null,
  indicator: '地区生产总值',
  measure: 'growth' as const,
  kind: 'target' as const,
  value: 7,
  to: null,
  unit: '%',
  bound: null,
  text: '7%',
  citation: 1,
};
const ANSWER_TABLE = {
  caption: '地区生产总值增长目标',
  columns: ['2024年'],
  rows: [
    { head: '荆门市', cells: [{ text: '7%', fact: 0 }] },
    { head: '咸宁市', cells: [null] },
  ],
  notes: ['没有查到：咸宁市'],
};
const ANSWER = {
  text: `${LEAD}[1]\n${TEXT}[1]`,
  kind: 'figure' as const,
  lead: [{ text: LEAD, citations: [1] }],
  facts: [ANSWER_FACT],
  table: null,
  sentences: [{ text: TEXT, citations: [1] }],
  note: null,
};
const CITATION = {
  marker: 1,
  passageId: PASSAGE.id,
  documentId: DOCUMENT.id,
  title: DOCUMENT.title,
  headingPath: [HEADING],
  quote: TEXT,
  ...PLACE,
  table: null,
  url: null,
  deepLink: null,
  readerUrl: `/documents/${DOCUMENT.id}?start=${PLACE.start}&end=${PLACE.end}#quote`,
};
const UNDERSTOOD = {
  regions: ['荆门市'],
  years: [2024],
  reportYears: [2024],
  indicators: ['地区生产总值'],
  comparison: false,
  question: '2024年荆门GDP增长目标是多少？',
};
const FILTERS = { regions: ['荆门'], years: [2024], types: ['report'] };
const REQUEST = { question: '2024年荆门GDP增长目标是多少？', topK: 5, filters: FILTERS };
const SEARCH = { passages: [FOUND], understood: UNDERSTOOD, indexVersion: '20260801T080000', tookMs: 7 };

const QUOTED = '地区生产总值增长7%';
const QUOTED_AT = DOCUMENT_TEXT.indexOf(QUOTED);
const QUOTED_END = QUOTED_AT + QUOTED.length;
const CITED = {
  ...CITATION,
  quote: QUOTED,
  start: QUOTED_AT,
  end: QUOTED_END,
  readerUrl: `/documents/${DOCUMENT.id}?start=${QUOTED_AT}&end=${QUOTED_END}#quote`,
};
const MATCH = {
  verdict: 'exact' as const,
  passage: PASSAGE,
  citation: CITED,
  diff: [{ op: 'equal' as const, text: QUOTED }],
  elided: false,
  outOfContext: null,
  warnings: [],
  sentence: TEXT,
  selector: {
    exact: QUOTED,
    prefix: '主要预期目标是：',
    suffix: '；城镇新增就业5.5万人以上。',
    start: QUOTED_AT,
    end: QUOTED_END,
  },
  references: {
    'gb7714-2025-numeric':
      '荆门市人民政府，荆门市政府工作报告：二、2024年工作安排，第2段［R］，荆门：荆门日报，2024-01-10，',
  },
};
const CLAIM = '荆门2024年GDP的目标是增长8%。';
const CLAIMED = '8%';
const ITEM = {
  kind: 'figure' as const,
  text: CLAIMED,
  start: CLAIM.indexOf(CLAIMED),
  end: CLAIM.indexOf(CLAIMED) + CLAIMED.length,
  claim: {
    region: '荆门市',
    year: 2024,
    indicator: '地区生产总值',
    measure: 'growth' as const,
    value: 8,
    unit: '%',
    valueKind: 'target' as const,
  },
  verdict: 'value_differs' as const,
  found: { value: 7, unit: '%' },
  citation: CITED,
};

/** By the name of the schema they are an example of. */
export const EXAMPLES = {
  Filters: FILTERS,
  SearchRequest: REQUEST,
  PastTurn: { question: '2023年荆门GDP增长多少？', answer: '2023年地区生产总值增长6.7%[1]' },
  AskRequest: { ...REQUEST, mode: 'extractive' },
  DocumentSummary: DOCUMENT,
  IndexedDocument: INDEXED,
  Span: SPAN,
  Explanation: { bm25: 11.2, passage: 0.21, sentence: 0.34, fused: 2.9, matched: ['荆门', '增长'] },
  ContextPassage: PASSAGE,
  ReplyPassage: FOUND,
  Citation: CITATION,
  Answer: ANSWER,
  AnswerFact: ANSWER_FACT,
  AnswerTable: ANSWER_TABLE,
  Understood: UNDERSTOOD,
  NotFound: {
    missing: [{ kind: 'region', value: '深圳' }],
    message: '这些文件里没有深圳的报告。',
    coverage: { regions: ['荆门市', '咸宁市'], years: [2021, 2024] },
  },
  SearchReply: SEARCH,
  AskReply: {
    status: 'answered',
    mode: 'extractive',
    answer: ANSWER,
    citations: [CITATION],
    ...SEARCH,
    nearest: [],
    notFound: null,
  },
  GenerationReport: {
    used: false,
    model: 'a-model',
    reason: 'nothing_left' as const,
    removed: [{ text: '荆门市2024年地区生产总值预期增长8%。', reason: 'figure' as const }],
    composed: null,
  },
  DocumentsReply: { documents: [INDEXED], indexVersion: SEARCH.indexVersion },
  DocumentReply: {
    document: INDEXED,
    text: DOCUMENT_TEXT,
    outline: [{ level: 1, heading: HEADING, start: 0, end: HEADING.length }],
    passages: [{ id: PASSAGE.id, headingPath: [HEADING], ...PLACE }],
    dropped: [{ text: '', length: 10, reason: 'editor' }],
  },
  RemovedReply: { id: DOCUMENT.id, sources: [DOCUMENT.source], indexVersion: SEARCH.indexVersion },
  PassageContextReply: { passage: PASSAGE, previous: null, next: null },
  LanguageModelState: { model: 'a-model', answers: true },
  Readiness: {
    ready: true,
    indexVersion: SEARCH.indexVersion,
    documents: 1,
    passages: 1,
    model: 'multilingual-e5-small',
  },
  CiteRequest: { text: '地区生产总值增长7%', kind: 'quote', styles: ['gb7714-2025-numeric'] },
  CiteMatch: MATCH,
  CiteReply: { verdict: 'exact', matches: [MATCH], indexVersion: SEARCH.indexVersion },
  CheckRequest: { text: CLAIM },
  CheckItem: ITEM,
  Opinion: {
    text: CLAIM,
    start: 0,
    end: CLAIM.length,
    verdict: 'contradicted' as const,
    model: 'a-model',
    citation: CITED,
  },
  CheckReply: { verdict: 'contradicted', items: [ITEM], omitted: 0, indexVersion: SEARCH.indexVersion },
  CompareRequest: { indicator: 'GDP', regions: ['荆门'], years: [2024], measure: 'growth', kind: 'target' },
  CompareReply: {
    indicator: '地区生产总值',
    measure: 'growth',
    kind: 'target',
    unit: '%',
    regions: ['荆门市'],
    years: [2024],
    cells: [
      {
        region: '荆门市',
        year: 2024,
        value: 7,
        text: '7%',
        bounded: false,
        citation: CITED,
        conflicts: [],
        otherScope: [],
      },
    ],
    indexVersion: SEARCH.indexVersion,
  },
  Problem: {
    type: 'about:blank',
    title: 'Bad Request',
    status: 400,
    detail: 'topK: expected a whole number from 1 to 50, came 51. The fields and their limits are in /openapi.json.',
    instance: '/v1/ask',
    errors: [{ path: 'topK', message: 'expected a whole number from 1 to 50, came 51' }],
  },
} as const;
