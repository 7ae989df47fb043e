/**
 * Offsets are sacred: what is shown, quoted and cited is the document's text from start to end. Checked on every
 * document there is, and on the answers to every question there is.
 */

import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AskReply, ReplyPassage } from '../src/api/ask.js';
import type { DocumentReply } from '../src/api/documents.js';
import { AskRequest } from '../src/api/request.js';
import { readCorpus } from '../src/compose/corpus.js';
import type { LocalService } from '../src/compose/service.js';
import { readEvaluationFolder } from '../src/evaluate/folder.js';
import type { Document, Span } from '../src/types.js';
import { hubei, isMissing } from './needs.js';
import { openTestService, root } from './service.js';

async function readFolder(folder: string): Promise<Document[]> {
  return [...(await readCorpus([folder])).documents];
}

const documents = [
  ...(await readFolder(path.join(root, 'corpus'))),
  ...(isMissing('shared') ? [] : await readFolder(hubei)),
].map((document): [string, Document] => [document.source, document]);

function expectDisjoint(spans: readonly Span[], length: number): void {
  let end = 0;
  for (const span of spans) {
    expect(span.start).toBeGreaterThanOrEqual(end);
    expect(span.end).toBeGreaterThan(span.start);
    end = span.end;
  }
  expect(end).toBeLessThanOrEqual(length);
}

const isWithin = (inner: Span, outer: Span): boolean => inner.start >= outer.start && inner.end <= outer.end;

describe.each(documents)('the text of %s', (_, { text, sections, passages, sentences }) => {
  it('has its headings where the sections say, in order', () => {
    expectDisjoint(sections, text.length);
    for (const { start, end, heading, contentEnd } of sections) {
      expect(text.slice(start, end)).toBe(heading);
      expect(contentEnd).toBeGreaterThanOrEqual(end);
      expect(contentEnd).toBeLessThanOrEqual(text.length);
    }
  });

  it('has passages in order, none empty, none overlapping', () => {
    expectDisjoint(passages, text.length);
    for (const { start, end } of passages) expect(text.slice(start, end).trim()).not.toBe('');
  });

  it('has every passage in the paragraph it says', () => {
    for (const { start, paragraph } of passages) expect(text.slice(0, start).split('\n')).toHaveLength(paragraph);
  });

  it('has headings above a passage that stand before its end', () => {
    for (const { end, headingPath } of passages) {
      for (const heading of headingPath) {
        expect(sections.some((section) => section.heading === heading && section.start < end)).toBe(true);
      }
    }
  });

  it('has sentences in order, each in its passage and in one paragraph', () => {
    expectDisjoint(sentences, text.length);
    for (const sentence of sentences) {
      const passage = passages[sentence.passage];
      expect(passage !== undefined && isWithin(sentence, passage)).toBe(true);
      expect(text.slice(sentence.start, sentence.end)).not.toContain('\n');
    }
  });

  it('has nothing in a passage outside its sentences but white space', () => {
    for (const [number, passage] of passages.entries()) {
      let rest = '';
      let position = passage.start;
      for (const sentence of sentences.filter((each) => each.passage === number)) {
        rest += text.slice(position, sentence.start);
        position = sentence.end;
      }
      expect((rest + text.slice(position, passage.end)).trim()).toBe('');
    }
  });
});

describe('answers to all questions of test/eval/digests', () => {
  let service: LocalService;
  const replies: AskReply[] = [];
  const known = new Map<string, DocumentReply>();
  beforeAll(async () => {
    service = await openTestService();
    for (const { id } of service.documents().documents) known.set(id, service.document(id));
    const read = await readEvaluationFolder(path.join(root, 'test', 'eval', 'digests'));
    if (read.kind !== 'questions') throw new Error('expected questions');
    for (const { question } of [...read.questions.answerable, ...read.questions.unanswerable]) {
      replies.push(await service.ask(AskRequest.parse({ question, topK: 10 })));
    }
  });
  afterAll(async () => {
    await service?.close();
  });

  function documentOf(id: string): DocumentReply {
    const document = known.get(id);
    if (!document) throw new Error(`no document ${id} is listed`);
    return document;
  }
  const shown = (): ReplyPassage[] => replies.flatMap(({ passages, nearest }) => [...passages, ...nearest]);

  it('have the text of the documents as it was read', () => {
    for (const [, { id, text }] of documents) if (known.has(id)) expect(documentOf(id).text).toBe(text);
    expect(known.size).toBeGreaterThan(0);
  });

  it('quote the text from start to end, inside the passage they name', () => {
    const citations = replies.flatMap((reply) => reply.citations);
    expect(citations.length).toBeGreaterThan(70);
    for (const { documentId, passageId, quote, start, end, paragraph, headingPath, title } of citations) {
      const { document, text, passages } = documentOf(documentId);
      expect(text.slice(start, end)).toBe(quote);
      const passage = passages.find(({ id }) => id === passageId);
      expect(passage !== undefined && isWithin({ start, end }, passage)).toBe(true);
      expect(headingPath).toEqual(passage?.headingPath);
      expect(text.slice(0, start).split('\n')).toHaveLength(paragraph);
      expect(title).toBe(document.title);
    }
  });

  it('cite each sentence by the quote that it is, with markers from 1 in order', () => {
    for (const { answer, citations } of replies) {
      expect(citations.map(({ marker }) => marker)).toEqual(citations.map((_, position) => position + 1));
      expect(answer?.sentences ?? []).toEqual(
        citations.map(({ quote, marker }) => ({ text: quote, citations: [marker] })),
      );
      for (const { quote, marker } of citations) expect(answer?.text).toContain(`${quote}[${marker}]`);
    }
  });

  it('are answered with a citation or not at all', () => {
    for (const { status, answer, citations, passages } of replies) {
      expect(answer === null).toBe(status === 'not_found');
      expect(citations.length > 0).toBe(status !== 'not_found');
      expect(passages.length > 0).toBe(status !== 'not_found');
    }
  });

  it('show passages that are the text from start to end', () => {
    for (const { document, text, start, end, id } of shown()) {
      expect(documentOf(document.id).text.slice(start, end)).toBe(text);
      expect(id.startsWith(`${document.id}-`)).toBe(true);
    }
  });

  it('highlight one or two whole sentences of each passage, in order', () => {
    const sentences = new Map(documents.map(([, document]) => [document.id, document.sentences]));
    for (const { document, text, start, highlights } of shown()) {
      expect(highlights.length === 1 || highlights.length === 2).toBe(true);
      expectDisjoint(highlights, text.length);
      for (const highlight of highlights) {
        const place = { start: start + highlight.start, end: start + highlight.end };
        expect(sentences.get(document.id)?.some((each) => each.start === place.start && each.end === place.end)).toBe(
          true,
        );
      }
    }
  });
});
