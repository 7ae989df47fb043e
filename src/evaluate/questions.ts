/**
 * Reads a folder of questions with known answers: `answerable*.jsonl` and `unanswerable*.jsonl` go in, checked
 * questions come out in the order of file names and lines. Other files of the folder are left alone.
 */

import { join } from 'node:path';
import { z } from 'zod';
import { WenjuError } from '../errors.js';
import { lineError, type NumberedValue, readJsonLines } from './jsonl.js';

/** Stands for a language, type or category that a file does not state. */
export const UNSTATED = 'unstated';

/**
 * Category of a question that takes for granted what is not so. To refuse it is right and so is to correct it, which
 * nobody counts here: these questions are kept apart.
 */
export const FALSE_PRESUPPOSITION = 'false_presupposition';

/** How such a question says so, in `category` or at the beginning of `why`. */
const SAYS_FALSE_PRESUPPOSITION = /^false[ _-]presupposition/i;

/** Longest question, in UTF-16 code units: what the service itself accepts. */
const MAX_QUESTION_LENGTH = 2000;

/** Most places a question may name, and longest span, in code units: far above real files, low enough to stay fast. */
const MAX_PLACES = 100;
const MAX_SPAN_LENGTH = 10_000;

/** Longest id, file name, language, type or category, in code units. */
const MAX_NAME_LENGTH = 300;

/** Words that prove an answer and the file they stand in. */
export interface RelevantPlace {
  /** Base name of the source file. */
  readonly doc: string;
  readonly span: string;
}

/** One thing an answer must hold: any of its places will do. The first place is the one meant, the rest alternatives. */
export interface AnswerPart {
  readonly places: readonly [RelevantPlace, ...RelevantPlace[]];
}

/** A question the reports answer; complete when every part is found. */
export interface AnswerableQuestion {
  readonly id: string;
  readonly language: string;
  readonly type: string;
  readonly question: string;
  readonly parts: readonly AnswerPart[];
  /** What a right answer must hold, all of it; empty when the file does not say. */
  readonly must: readonly string[];
}

/** A question the reports do not answer: the right reply is `not_found`. */
export interface UnanswerableQuestion {
  readonly id: string;
  readonly language: string;
  /** `FALSE_PRESUPPOSITION` however the file says it. */
  readonly category: string;
  readonly question: string;
}

/** All questions of a folder. */
export interface QuestionSet {
  readonly answerable: readonly AnswerableQuestion[];
  readonly unanswerable: readonly UnanswerableQuestion[];
}

const nameSchema = z.string().trim().min(1).max(MAX_NAME_LENGTH);
const questionSchema = z.string().trim().min(1).max(MAX_QUESTION_LENGTH);
const spanSchema = z.string().trim().min(1).max(MAX_SPAN_LENGTH);
const placeSchema = z.object({ doc: nameSchema, span: spanSchema });
const placesSchema = z.array(placeSchema).min(1).max(MAX_PLACES);

const answerableSchema = z
  .object({
    id: nameSchema,
    lang: nameSchema.default(UNSTATED),
    type: nameSchema.default(UNSTATED),
    question: questionSchema,
    relevant: placesSchema.optional(),
    docs: z.array(nameSchema).min(1).max(MAX_PLACES).optional(),
    answer_spans: z.array(spanSchema).min(1).max(MAX_PLACES).optional(),
    alt_spans: z.array(placeSchema).max(MAX_PLACES).default([]),
    alt: z.array(placeSchema).max(MAX_PLACES).default([]),
    must: z.array(spanSchema).max(MAX_PLACES).default([]),
  })
  .transform((line, context): AnswerableQuestion => {
    const places = line.relevant ?? pairPlaces(line.docs ?? [], line.answer_spans ?? []);
    if (places === null || places.length === 0) {
      const message =
        places === null
          ? `docs and answer_spans must be of one length, came ${line.docs?.length ?? 0} and ${line.answer_spans?.length ?? 0}`
          : 'expected "relevant": [{"doc", "span"}], or "docs" and "answer_spans" as parallel arrays';
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    const parts = places.map((place) => ({
      places: [place, ...findAlternatives(place, places, [...line.alt_spans, ...line.alt])] as const,
    }));
    return { id: line.id, language: line.lang, type: line.type, question: line.question, parts, must: line.must };
  });

const unanswerableSchema = z
  .object({
    id: nameSchema,
    lang: nameSchema.default(UNSTATED),
    category: nameSchema.optional(),
    missing: nameSchema.optional(),
    question: questionSchema,
    why: z.string().nullish(),
  })
  .transform(({ id, lang, question, why, ...line }): UnanswerableQuestion => {
    const reason = line.category ?? why ?? '';
    const category = line.category ?? line.missing ?? UNSTATED;
    const isFalse = SAYS_FALSE_PRESUPPOSITION.test(reason.trimStart());
    return { id, language: lang, category: isFalse ? FALSE_PRESUPPOSITION : category, question };
  });

/** True for the files this reader takes: `answerable*.jsonl` and `unanswerable*.jsonl`. */
export function isQuestionFile(name: string): boolean {
  return (name.startsWith('answerable') || name.startsWith('unanswerable')) && name.endsWith('.jsonl');
}

/**
 * Reads the question files of `folder`, given the names of the files in it; several of one kind are joined.
 * Throws FILE_UNREADABLE, with file and line, for a line that is no question or an id that came before, and
 * INPUT_INVALID when there is no question at all.
 */
export async function readQuestions(folder: string, fileNames: readonly string[]): Promise<QuestionSet> {
  const answerable: AnswerableQuestion[] = [];
  const unanswerable: UnanswerableQuestion[] = [];
  const seen = new Map<string, string>();
  for (const name of fileNames.filter(isQuestionFile).sort()) {
    const path = join(folder, name);
    if (name.startsWith('answerable')) {
      answerable.push(...takeNewIds(path, await readJsonLines(path, answerableSchema), seen));
    } else {
      unanswerable.push(...takeNewIds(path, await readJsonLines(path, unanswerableSchema), seen));
    }
  }
  if (answerable.length + unanswerable.length === 0) {
    throw new WenjuError(
      'INPUT_INVALID',
      `${folder}: expected questions in answerable*.jsonl or unanswerable*.jsonl, found none; add one JSON object a line`,
    );
  }
  return { answerable, unanswerable };
}

function pairPlaces(docs: readonly string[], spans: readonly string[]): RelevantPlace[] | null {
  if (docs.length !== spans.length) return null;
  return docs.flatMap((doc, index) => {
    const span = spans[index];
    return span === undefined ? [] : [{ doc, span }];
  });
}

/**
 * `alt_spans` does not say which part an alternative stands for: those of its own document, or every part when none
 * is of its document (with one part, that part).
 */
function findAlternatives(
  place: RelevantPlace,
  places: readonly RelevantPlace[],
  alternatives: readonly RelevantPlace[],
): RelevantPlace[] {
  const docs = new Set(places.map((other) => other.doc));
  return alternatives.filter((alternative) => alternative.doc === place.doc || !docs.has(alternative.doc));
}

/** An id that comes twice is a line copied and not changed: it would count twice under one name. */
function takeNewIds<Question extends { readonly id: string }>(
  path: string,
  lines: readonly NumberedValue<Question>[],
  seen: Map<string, string>,
): Question[] {
  return lines.map(({ line, value }) => {
    const before = seen.get(value.id);
    if (before !== undefined) {
      throw lineError(path, line, `id "${value.id}" came before at ${before}; give every question an id of its own`);
    }
    seen.set(value.id, `${path}:${line}`);
    return value;
  });
}
