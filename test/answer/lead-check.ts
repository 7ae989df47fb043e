/**
 * Is what a lead says in the words it cites? Takes a reply and gives what is not: a value, unit, place, year, kind or
 * indicator that neither the cited words nor what is known of their document tells. Reads the reply alone and looks
 * nothing up in the annotations that leads are made of.
 */

import type { AnswerFact, AskReply, Citation } from '../../src/api/ask.js';
import type { ListedDocument } from '../../src/api/documents.js';
import type { Knowledge } from '../../src/lexicon/knowledge.js';

export interface WrongLead {
  readonly facet: 'value' | 'unit' | 'place' | 'year' | 'kind' | 'indicator' | 'line';
  readonly fact: AnswerFact;
  readonly quote: string;
}

const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

/** Words of what is not reached yet, in a sentence or the headings above it. */
const AIMS =
  /目标|预期|力争|争取|确保|计划|打算|规划|安排|任务|要|将|拟|新增|完成|实现|达到|推进|加快|建设|今年|工作|以上|左右|控制|保持|突破/;

/** `documents`: those that the reply cites, by id. */
export function findWrongLeads(
  reply: AskReply,
  documents: ReadonlyMap<string, Pick<ListedDocument, 'region' | 'year'>>,
  knowledge: Knowledge,
): WrongLead[] {
  const byMarker = new Map(reply.citations.map((citation) => [citation.marker, citation]));
  return (reply.answer?.facts ?? []).flatMap((fact) => {
    const citation = byMarker.get(fact.citation);
    const document = citation === undefined ? undefined : documents.get(citation.documentId);
    if (citation === undefined || document === undefined) return [{ facet: 'line' as const, fact, quote: '' }];
    return findWrongFacets(fact, citation, document, knowledge).map((facet) => ({
      facet,
      fact,
      quote: citation.quote,
    }));
  });
}

function findWrongFacets(
  fact: AnswerFact,
  citation: Citation,
  document: Pick<ListedDocument, 'region' | 'year'>,
  { gazetteer, glossary }: Knowledge,
): WrongLead['facet'][] {
  const quote = plain(citation.quote);
  const around = plain(`${citation.headingPath.join(' ')} ${citation.title} ${citation.quote}`);
  const wrong: WrongLead['facet'][] = [];
  const text = plain(fact.text);
  const digits = text.replace(/[,，]/g, '');
  if (!quote.includes(text)) wrong.push('value');
  else if (!digits.includes(String(Math.abs(fact.value))) && !/[一二三四五六七八九十两半成百千万亿]/.test(digits))
    wrong.push('value');
  if (fact.unit !== '' && !text.includes(plain(fact.unit)) && !['位', '个'].includes(fact.unit)) wrong.push('unit');
  const region = fact.region === null ? null : gazetteer.resolve(fact.region);
  const named = gazetteer.find(around).some((mention) => mention.region.code === region?.code);
  if (fact.region !== document.region && !named) wrong.push('place');
  const own = document.year === null ? [] : [document.year, document.year - 1];
  const isSaid = (year: number): boolean =>
    around.includes(String(year)) || own.includes(year) || /年来|五年|[“"]十/.test(around);
  if (!fact.years.every(isSaid)) wrong.push('year');
  const isPlan = fact.kind === 'target' || fact.kind === 'plan';
  if (isPlan && !AIMS.test(around)) wrong.push('kind');
  // What a report says of the year before it is no aim.
  if (isPlan && document.year !== null && fact.years.some((year) => year < (document.year ?? 0))) wrong.push('kind');
  const term = glossary.terms.find(({ name }) => fact.indicator.endsWith(name));
  const isNamed = glossary.findWritten(around).some((mention) => mention.term.name === term?.name);
  const letters = [...plain(fact.indicator)].filter((letter) => around.includes(letter)).length;
  if (!isNamed && letters < fact.indicator.length / 2) wrong.push('indicator');
  return wrong;
}
