/** Replies as a service might send them, for pages that ask one which says what the test tells it. */

import type { AskReply, Citation, ReplyPassage } from '../../src/api/ask.js';
import type { ListedDocument } from '../../src/api/documents.js';
import { blankMetadata } from '../../src/metadata.js';

const QUOTE = '地区生产总值增长7%。';

/** A document of which every text is `words`, and every address `address`. */
export function writeDocument(words: string, address: string | null): ListedDocument {
  return {
    id: 'd1',
    ...blankMetadata(words),
    region: words,
    year: 2024,
    type: 'report',
    speaker: words,
    publisher: words,
    url: address,
    source: words,
    sources: [{ source: words, url: address }],
    basedOn: { title: words, publisher: words, url: address },
    characters: 100,
    passages: 1,
    indexedAt: '2024-01-01T00:00:00Z',
  };
}

export function writeReply(words: string, address: string | null = null): AskReply {
  const quote = `${words}${QUOTE}`;
  const text = `前面的话。${quote}后面的话。`;
  const { characters, passages, indexedAt, ...document } = writeDocument(words, address);
  const passage: ReplyPassage = {
    id: 'd1-1',
    document,
    headingPath: [words],
    text,
    start: 100,
    end: 100 + text.length,
    paragraph: 3,
    page: null,
    rank: 1,
    relevance: 'high',
    highlights: [{ start: 5, end: 5 + quote.length }],
  };
  const citation: Citation = {
    marker: 1,
    passageId: 'd1-1',
    documentId: 'd1',
    title: words,
    headingPath: [words],
    quote,
    start: 105,
    end: 105 + quote.length,
    paragraph: 3,
    page: null,
    table: { caption: words, row: words, columns: [words] },
    url: address,
    deepLink: address,
    readerUrl: address === null ? '/documents/d1#p3' : address,
  };
  return {
    status: 'partial',
    mode: 'extractive',
    answer: {
      text: `${words}[1]\n${quote}[1]`,
      kind: 'comparison',
      lead: [{ text: words, citations: [1] }],
      facts: [
        {
          region: words,
          years: [2024],
          period: words,
          indicator: words,
          measure: 'growth',
          kind: 'target',
          value: 7,
          to: null,
          unit: words,
          bound: null,
          text: words,
          citation: 1,
        },
      ],
      table: {
        caption: words,
        columns: [words],
        rows: [{ head: words, cells: [{ text: words, fact: 0 }] }],
        notes: [words],
      },
      sentences: [{ text: quote, citations: [1] }],
      note: words,
    },
    citations: [citation],
    passages: [passage],
    nearest: [],
    notFound: {
      missing: [{ kind: 'region', value: words }],
      message: words,
      coverage: { regions: [words], years: [2024] },
    },
    understood: {
      regions: [words],
      years: [2024],
      reportYears: [2024],
      indicators: [words],
      comparison: false,
      question: words,
    },
    indexVersion: words,
    tookMs: 1,
  };
}

/** The same as server-sent events, with whatever borders of lines. */
export function writeEvents(reply: AskReply, newline = '\n'): string {
  const { passages, nearest, understood, citations, answer } = reply;
  const events: [string, unknown][] = [
    ['passages', { passages, nearest, understood }],
    ...citations.map((citation): [string, unknown] => ['citation', citation]),
    ['text', { delta: answer?.text ?? '' }],
    ['done', reply],
  ];
  return events
    .map(([event, data]) => `event: ${event}${newline}data: ${JSON.stringify(data)}${newline}${newline}`)
    .join('');
}
