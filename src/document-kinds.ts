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
  /** What whoever keeps the corpus reads of it; by it a bulletin and a note, both `other`, are told apart. */
  readonly label: string;
  /** What the column 类型 of a CSV file may call it. */
  readonly names: readonly string[];
  /** Tell it whatever else the document looks like, the title also where it is the file's name. */
  readonly told: KindSigns;
  /** Tell it where nothing has told a kind. */
  readonly likely: KindSigns;
  /** Whether its title names a period (第十四个五年规划) and not a year. */
  readonly isOfPeriod: boolean;
  /** The years whose results it gives, earliest first, counted from its own: a report of 2024 reviews 2023. */
  readonly results: readonly [number, ...number[]];
  /** The same for the years that it plans; of a plan whose period is known, all of it. */
  readonly plans: readonly number[];
  /** Whether a chapter that does not say what it is, behind the review, is about plans. */
  readonly turnsToPlans: boolean;
  /** What a part is where neither heading nor words say: what was achieved, what is to be done, or neither. */
  readonly unsaid: 'review' | 'plan' | null;
  /** Whether it counts what was and plans nothing, whatever its headings say: 六、目标任务完成情况. */
  readonly onlyCounts: boolean;
  /** How it is cited; null: by where it was published. */
  readonly citedAs: 'report' | 'policy' | 'digest' | null;
}

/** What is no report of a year speaks of its own year as of one that is over: an interview of 2021 tells what came of 2021. */
const LOOKING_BACK = {
  isOfPeriod: false,
  results: [-1, 0],
  plans: [0],
  turnsToPlans: false,
  unsaid: null,
  onlyCounts: false,
  citedAs: null,
} as const;

/** What reports to an assembly on the year before and sets out its own. */
const REPORT = {
  type: 'report',
  names: [],
  likely: {},
  isOfPeriod: false,
  results: [-1],
  plans: [0],
  turnsToPlans: true,
  unsaid: null,
  onlyCounts: false,
  citedAs: 'report',
} as const;

const OTHER: DocumentKind = { ...LOOKING_BACK, type: 'other', label: 'other', names: ['其他'], told: {}, likely: {} };

/** In the order in which they are told. Of rows of one type the last is the plain one. */
export const DOCUMENT_KINDS: readonly DocumentKind[] = [
  {
    ...LOOKING_BACK,
    type: 'interpretation',
    label: 'interpretation',
    names: ['解读'],
    told: { title: /解读/ },
    likely: {},
  },
  {
    ...LOOKING_BACK,
    type: 'interview',
    label: 'interview',
    names: ['访谈'],
    told: { title: /专访|访谈|对话|发布会|实录$/ },
    likely: { isDialogue: true },
  },
  // On how a year's plan or budget was carried out and the draft of the next: named for the next. Without a draft it is
  // about the year, or half of the year, that it names.
  { ...REPORT, label: 'plan report', told: { title: /(?:计划|预算)(?:执行|完成).{2,40}(?:计划|预算).{0,4}草案/ } },
  { ...REPORT, label: 'plan report', told: { title: /(?:计划|预算)(?:执行|完成)情况/ }, results: [0] },
  // What an office or a zone did in the year that it is named for, and will do in the next.
  {
    ...LOOKING_BACK,
    type: 'other',
    label: 'summary of work',
    names: [],
    told: { title: /(?:工作|年度)总结/ },
    likely: {},
    results: [0],
    plans: [1],
    turnsToPlans: true,
    unsaid: 'review',
  },
  {
    ...REPORT,
    label: 'work report',
    names: ['报告', '政府工作报告'],
    told: { title: /政府工作报告|\b(?:report on the work of the government|government work report)\b/i },
    likely: { preamble: /(?:向大会|向会议)(?:报告|作政府工作报告)/ },
  },
  // A statistical bulletin, a census and news of the economy are named for the time that they count, and say nothing but
  // what came of it.
  {
    ...LOOKING_BACK,
    type: 'other',
    label: 'statistics',
    names: [],
    told: {
      title:
        /统计(?:公报|快报|月报)|普查.{0,8}公报|(?:经济|财政|工业|消费|外贸|进出口|农业|投资|物价|就业|收支|指标|数据|收入)(?:运行)?(?:情况|形势|态势|简况|简析|分析|快报|总体平稳.{0,12})$|运行(?:情况|形势|简况|简析|分析)$|^(?!.*(?:计划|目标|预期|规划|时期)).*(?:主要.{0,4}指标|(?:指标|统计|数据)(?:一览)?表?$)/,
    },
    likely: {},
    results: [0],
    plans: [],
    unsaid: 'review',
    onlyCounts: true,
  },
  { ...LOOKING_BACK, type: 'other', label: 'minutes', names: [], told: { title: /会议纪要|纪要$/ }, likely: {} },
  // The outline of a five-year plan is named for its period: its own year is the first.
  {
    ...LOOKING_BACK,
    type: 'policy',
    label: 'five-year plan',
    names: [],
    told: {
      title:
        /^(?!.*(?:评估|实施情况|说明|答记者问|发布会|实录|综述)).*(?:五年(?:发展)?(?:规划|计划)|十[一二三四五六七八九]五[”"]?.{0,16}(?:规划|纲要))/,
    },
    likely: {},
    isOfPeriod: true,
    results: [-1],
    unsaid: 'plan',
    citedAs: 'policy',
  },
  {
    ...LOOKING_BACK,
    type: 'policy',
    label: 'policy',
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
    label: 'digest',
    names: ['摘要'],
    told: {},
    likely: {},
    turnsToPlans: true,
    citedAs: 'digest',
  },
  OTHER,
];

/** The kind that a title, or a file's name, tells by itself; null when it tells none. */
export function kindByTitle(title: string): DocumentKind | null {
  return DOCUMENT_KINDS.find(({ told }) => told.title?.test(title)) ?? null;
}

/** The kind of a document, which its title may tell more closely than its type. */
export function kindOf({ type, title }: { readonly type: DocumentType; readonly title: string }): DocumentKind {
  const kinds = DOCUMENT_KINDS.filter((kind) => kind.type === type);
  return kinds.find(({ told, likely }) => (told.title ?? likely.title)?.test(title)) ?? kinds.at(-1) ?? OTHER;
}
