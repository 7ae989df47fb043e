/** Answers to a greeting, to 你能做什么 and to 收录了哪些文件: what can be asked here, what is indexed, three questions to try. */

import { isInColumn } from '../annotate/comparable.js';
import type { Fact, IndexedDocument, Snapshot } from '../index/contract.js';
import type { Composition, LeadLine } from './contract.js';
import type { LeadWriter } from './lead-writer.js';

/** Places and titles that are named. */
const MOST_NAMED = 12;

export function composeHelp(snapshot: Snapshot, writer: LeadWriter, question = ''): Composition {
  const lines = [
    writer.say(
      '我从收录的文件里回答问题：给出数字、比较、名单、解释和概括，每一句都注明出处；文件里没有的，会说没有。也可以核对引文、数字和整篇稿件。',
      'I answer questions from the indexed documents: figures, comparisons, lists, explanations and summaries, each sentence with its source. What the documents do not say, I say they do not. I also check quotations, figures and whole drafts.',
    ),
    describeIndexed(keepOfSort(snapshot.documents, question), writer),
    ...listQuestions(snapshot, writer),
  ];
  return {
    kind: 'help',
    lead: lines.map((text): LeadLine => ({ text, proof: [] })),
    facts: [],
    table: null,
    quotes: [],
  };
}

const SORT = /公报|规划|纪要|通知|解读|访谈|工作报告/;

/** 收录了哪些公报 asks for those alone; where none is such all are told. */
function keepOfSort(documents: readonly IndexedDocument[], question: string): readonly IndexedDocument[] {
  const sort = SORT.exec(question)?.[0];
  const own = sort === undefined ? [] : documents.filter(({ metadata: { title } }) => title.includes(sort));
  return own.length > 0 ? own : documents;
}

function describeIndexed(documents: readonly IndexedDocument[], writer: LeadWriter): string {
  const titles = documents.map(({ metadata: { title } }) => `《${title}》`);
  const years = [...new Set(documents.flatMap(({ metadata: { year } }) => year ?? []))].sort();
  const few = titles.slice(0, MOST_NAMED);
  const more = titles.length > few.length;
  const span = years.length === 0 ? '' : years.length === 1 ? `${years[0]}` : `${years[0]}—${years.at(-1)}`;
  return writer.say(
    `收录了${documents.length}份文件${span === '' ? '' : `（${span}年）`}：${few.join('、')}${more ? '等' : ''}。`,
    `${documents.length} documents are indexed${span === '' ? '' : ` (${span})`}: ${few.join(', ')}${more ? ' and others' : ''}.`,
  );
}

/** The first that fits; document by document, as the figures of one are read when they are looked up. */
function findUsable({ documents, facts }: Snapshot, fits: (fact: Fact) => boolean): Fact | undefined {
  for (const document of documents) {
    if (document.metadata.type === 'other') continue;
    const found = facts
      .ofDocument(document)
      .find((fact) => fact.scope === '' && fact.term !== null && fact.region !== null && fits(fact));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Questions that the index does answer: made of its own figures and documents. */
function listQuestions(snapshot: Snapshot, writer: LeadWriter): string[] {
  const target = findUsable(snapshot, (fact) => isInColumn(fact, { measure: 'growth', kind: 'target' }));
  const result = findUsable(
    snapshot,
    (fact) =>
      isInColumn(fact, { measure: 'level', kind: 'actual' }) &&
      fact.figure.quantity.unit !== '%' &&
      fact.term?.name !== target?.term?.name,
  );
  // What sets targets for a year looks back on the one before.
  const report = target?.document ?? snapshot.documents.find(({ metadata }) => metadata.region !== null);
  return [
    target === undefined ? null : ask(target, '目标', 'target', writer),
    result === undefined ? null : ask(result, '', '', writer),
    report === undefined ? null : askSummary(report, writer, result ?? target),
  ].filter((line) => line !== null);
}

function ask(fact: Fact, kind: string, english: string, writer: LeadWriter): string {
  const { region } = fact;
  const place = region === null ? '' : writer.place(region);
  const time = writer.years(fact.years);
  const growth = fact.figure.measure === 'growth';
  return writer.say(
    `试试问：${place}${time}${writer.subject(fact)}${growth ? '增长' : ''}${kind}是多少？`,
    `Try: What was the ${writer.subject(fact)} ${growth ? 'growth ' : ''}${english === '' ? '' : `${english} `}of ${place} for ${time}?`,
  );
}

function askSummary({ metadata: { region, year } }: IndexedDocument, writer: LeadWriter, fact?: Fact): string {
  const reviewed = (year ?? 0) - 1;
  const place = fact?.region != null && fact.region.name === region ? writer.place(fact.region) : (region ?? '');
  return writer.say(
    `试试问：概括一下${place}${reviewed}年的成绩。`,
    `Try: Sum up what ${place} achieved in ${reviewed}.`,
  );
}
