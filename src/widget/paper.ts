/**
 * What is taken along of a conversation or of a checked draft: its lines, with numbers of the references below. Takes
 * turns or a desk, gives one paper, which is printed, saved or copied by others.
 */

import type { Citation } from '../api/ask.js';
import type { Turn } from './conversation.js';
import { type Desk, sortMarked } from './desk.js';
import { dropBullets } from './marks.js';
import { listLead, listRows } from './order.js';
import type { Texts } from './texts.js';

export interface PaperLine {
  readonly text: string;
  /** Numbers of its references. */
  readonly numbers: readonly number[];
}

export interface PaperBlock {
  readonly heading: string | null;
  /** Above the table. */
  readonly lead: readonly PaperLine[];
  readonly lines: readonly PaperLine[];
  readonly table: { readonly caption: string; readonly rows: readonly (readonly string[])[] } | null;
}

export interface Paper {
  readonly language: Texts['language'];
  readonly title: string;
  readonly blocks: readonly PaperBlock[];
  readonly references: readonly { readonly number: number; readonly text: string; readonly url: string | null }[];
  /** What stands above the references. */
  readonly referencesTitle: string;
}

/** Gives the reference of a citation; where it cannot be had, the title of its document. */
export type ReferenceOf = (citation: Citation) => string;

/** Numbers citations through, the same quotation with one number. */
class Numbering {
  readonly #numbered = new Map<string, { readonly number: number; readonly citation: Citation }>();

  numberOf(citation: Citation): number {
    const key = `${citation.documentId} ${citation.start} ${citation.end}`;
    const known = this.#numbered.get(key);
    if (known) return known.number;
    const number = this.#numbered.size + 1;
    this.#numbered.set(key, { number, citation });
    return number;
  }

  list(referenceOf: ReferenceOf, texts: Texts, address: string): Paper['references'] {
    const listed: Paper['references'][number][] = [];
    for (const { number, citation } of this.#numbered.values()) {
      const reference = referenceOf(citation).replace(/^\[1\]\s*/, '');
      const place = texts.paragraph(citation.paragraph, citation.page);
      const url = citation.readerUrl.startsWith('/') ? `${address}${citation.readerUrl}` : null;
      listed.push({
        number,
        text: namesPlace(reference, citation) ? reference : `${reference} ${place}`,
        url,
      });
    }
    return listed;
  }
}

/** Whether a reference has the page, or where there are none the paragraph, as one of the styles writes it. */
function namesPlace(reference: string, { paragraph, page }: Citation): boolean {
  const place =
    page === null ? `第${paragraph}段|para\\. ${paragraph}(?!\\d)` : `第${page}页|[：:,] ?${page}(?=[（([,.])`;
  return new RegExp(place).test(reference);
}

/** `address` is where the reader's pages of the service are. */
export function writeConversation(
  turns: readonly Turn[],
  texts: Texts,
  address: string,
  referenceOf: ReferenceOf,
): Paper {
  const numbering = new Numbering();
  const blocks = turns.map(({ question, reply, citations }): PaperBlock => {
    const answer = reply?.answer ?? null;
    const toLine = ({ text, citations: markers }: { text: string; citations: readonly number[] }): PaperLine => ({
      text: dropBullets(text),
      numbers: citations.filter(({ marker }) => markers.includes(marker)).map((each) => numbering.numberOf(each)),
    });
    const mark = (marker: number | undefined) =>
      citations.flatMap((each) => (each.marker === marker ? [`[${numbering.numberOf(each)}]`] : [])).join('');
    const notes = [reply?.notFound?.message, ...(answer?.table?.notes ?? []), answer?.note];
    return {
      heading: question,
      // In the order in which they are read, and so numbered.
      lead: listLead(answer).map(toLine),
      table: answer?.table
        ? {
            caption: answer.table.caption,
            rows: [
              ['', ...answer.table.columns],
              ...listRows(answer, answer.table).map(({ head, cells }) => [
                head,
                ...cells.map((cell) => (cell ? cell.text + mark(answer.facts[cell.fact]?.citation) : '—')),
              ]),
            ],
          }
        : null,
      lines: [
        ...(answer?.sentences ?? []).map(toLine),
        ...notes.flatMap((text) => (text ? [{ text, numbers: [] }] : [])),
      ],
    };
  });
  return finish(texts.printed(writeToday(texts)), blocks, numbering, texts, address, referenceOf);
}

/** The draft as it stands, and a line for everything that was checked in it. */
export function writeReport(desk: Desk, texts: Texts, address: string, referenceOf: ReferenceOf): Paper {
  const numbering = new Numbering();
  const lines = sortMarked(desk.marked).flatMap((index): PaperLine[] => {
    const marked = desk.marked[index];
    if (!marked) return [];
    const { item, accepted } = marked;
    const said = [`${texts.itemVerdict[item.verdict]}${texts.colon}${item.text}`];
    if (item.citation && item.found) said.push(texts.documentSays + item.citation.quote);
    if (accepted !== null) said.push(texts.accepted + texts.colon + accepted);
    return [
      {
        text: said.join(texts.semicolon),
        numbers: item.citation ? [numbering.numberOf(item.citation)] : [],
      },
    ];
  });
  const opinions = (desk.listOpinions() ?? []).map(({ text, verdict, citation }) => ({
    text: [texts.opinionVerdict[verdict] + texts.colon + text, texts.opinionGoesBy + citation.quote].join(
      texts.semicolon,
    ),
    numbers: [numbering.numberOf(citation)],
  }));
  const blocks: PaperBlock[] = [
    {
      heading: texts.checkLabel,
      lead: [],
      lines: desk.draft.split('\n').map((text) => ({ text, numbers: [] })),
      table: null,
    },
    { heading: texts.tabs.check, lead: [], lines, table: null },
    ...(opinions.length === 0 ? [] : [{ heading: texts.opinions, lead: [], lines: opinions, table: null }]),
  ];
  return finish(texts.reported(writeToday(texts)), blocks, numbering, texts, address, referenceOf);
}

function writeToday({ language }: Texts): string {
  return new Date().toLocaleDateString(language);
}

function finish(
  title: string,
  blocks: readonly PaperBlock[],
  numbering: Numbering,
  texts: Texts,
  address: string,
  referenceOf: ReferenceOf,
): Paper {
  const references = numbering.list(referenceOf, texts, address);
  return { language: texts.language, title, blocks, references, referencesTitle: texts.references };
}

/** The same in Markdown; signs of markup in the text are made plain. */
export function writePaperInMarkdown({ title, blocks, references, referencesTitle }: Paper): string {
  const plain = (text: string) => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#]/g, (sign) => `\\${sign}`);
  const parts = [`# ${plain(title)}`];
  const write = (lines: readonly PaperLine[]) =>
    lines.flatMap(({ text, numbers }) =>
      text.trim() === '' ? [] : [plain(text) + numbers.map((each) => `[^${each}]`).join('')],
    );
  for (const { heading, lead, lines, table } of blocks) {
    if (heading !== null) parts.push(`## ${plain(heading)}`);
    parts.push(...write(lead));
    if (table) {
      const [head = [], ...rows] = table.rows.map((row) => `| ${row.map(plain).join(' | ')} |`);
      const rule = `|${' --- |'.repeat(table.rows[0]?.length ?? 0)}`;
      parts.push(plain(table.caption), [head, rule, ...rows].join('\n'));
    }
    parts.push(...write(lines));
  }
  if (references.length > 0) parts.push(`## ${plain(referencesTitle)}`);
  for (const { number, text, url } of references) parts.push(`[^${number}]: ${plain(text)}${url ? ` <${url}>` : ''}`);
  return `${parts.join('\n\n')}\n`;
}

/** The same as plain text, with [1] and numbered references. */
export function writePlain({ blocks, references, referencesTitle }: Paper): string {
  const write = ({ text, numbers }: PaperLine) => text + numbers.map((each) => `[${each}]`).join('');
  const parts = blocks.flatMap(({ lead, lines, table }) => [
    ...lead.map(write),
    ...(table ? table.rows.map((row) => row.join('\t')) : []),
    ...lines.map(write),
  ]);
  const listed = references.map(({ number, text, url }) => `[${number}] ${text}${url ? ` ${url}` : ''}`);
  return [...parts, ...(listed.length > 0 ? ['', referencesTitle, ...listed] : [])].join('\n');
}
