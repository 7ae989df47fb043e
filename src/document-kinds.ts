/**
 * Base: which kinds of documents there are, a row a kind: how it is told, which years its results are of, what its
 * sentences say where no word says it, and how it is cited. Stages ask the row and not for a type, so that another kind
 * is another row; `serve/pages/` has a label for each type.
 */

/** What the contract calls them. A `digest` is wenju's own summary of another document and is cited as such. */
export const DOCUMENT_TYPES = ['report', 'interview', 'interpretation', 'policy', 'digest', 'other'] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

/** What tells a kind; any of them does. */
export interface KindSigns {
  readonly title?: RegExp;
  /** Where a speaker says for whom, and to whom. */
  readonly preamble?: RegExp;
  /** It is made of questions and answers. */
  readonly isDialogue?: boolean;
  /** An office or committee signs it. */
  readonly isSigned?: boolean;
}

export interface DocumentKind {
  readonly type: DocumentType;
  /** What the column 类型 of a CSV file may call it. */
  readonly names: readonly string[];
  /** Tell it whatever else the document looks like, the title also where it is the file's name. */
  readonly told: KindSigns;
  /** Tell it where nothing has told a kind. */
  readonly likely: KindSigns;
  /** The years whose results it gives, earliest first, counted from its own: a report of 2024 reviews 2023. */
  readonly results: readonly [number, ...number[]];
  /** Whether a chapter that does not say what it is, behind the review, is about plans. */
  readonly turnsToPlans: boolean;
  /** What a part is where neither heading nor words say: what was achieved, what is to be done, or neither. */
  readonly unsaid: 'review' | 'plan' | null;
  /** How it is cited; null: by where it was published. */
  readonly citedAs: 'report' | 'policy' | 'digest' | null;
}

/** What is no report of a year speaks of its own year as of one that is over: an interview of 2021 tells what came of 2021. */
const LOOKING_BACK = { results: [-1, 0], turnsToPlans: false, unsaid: null, citedAs: null } as const;

const OTHER: DocumentKind = { ...LOOKING_BACK, type: 'other', names: ['其他'], told: {}, likely: {} };

/** In the order in which they are told. Of rows of one type the last is the plain one. */
export const DOCUMENT_KINDS: readonly DocumentKind[] = [
  { ...LOOKING_BACK, type: 'interpretation', names: ['解读'], told: { title: /解读/ }, likely: {} },
  {
    ...LOOKING_BACK,
    type: 'interview',
    names: ['访谈'],
    told: { title: /专访|访谈|对话/ },
    likely: { isDialogue: true },
  },
  {
    type: 'report',
    names: ['报告', '政府工作报告'],
    told: { title: /政府工作报告|\b(?:report on the work of the government|government work report)\b/i },
    likely: { preamble: /(?:向大会|向会议)(?:报告|作政府工作报告)/ },
    results: [-1],
    turnsToPlans: true,
    unsaid: null,
    citedAs: 'report',
  },
  // A statistical bulletin is named for the year that it counts, and says nothing but what came of it.
  {
    type: 'other',
    names: [],
    told: { title: /统计公报/ },
    likely: {},
    results: [0],
    turnsToPlans: false,
    unsaid: 'review',
    citedAs: null,
  },
  {
    ...LOOKING_BACK,
    type: 'policy',
    names: ['政策'],
    told: {},
    likely: { title: /意见|方案|办法|通知|规划|纲要|条例|决定|措施|政策/, isSigned: true },
    unsaid: 'plan',
    citedAs: 'policy',
  },
  // Wenju's own are stated to be such.
  {
    ...LOOKING_BACK,
    type: 'digest',
    names: ['摘要'],
    told: {},
    likely: {},
    turnsToPlans: true,
    citedAs: 'digest',
  },
  OTHER,
];

/** The kind of a document, which its title may tell more closely than its type. */
export function kindOf({ type, title }: { readonly type: DocumentType; readonly title: string }): DocumentKind {
  const kinds = DOCUMENT_KINDS.filter((kind) => kind.type === type);
  return kinds.find(({ told, likely }) => (told.title ?? likely.title)?.test(title)) ?? kinds.at(-1) ?? OTHER;
}
