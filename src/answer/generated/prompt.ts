/**
 * What a language model is asked: the templates of `prompts/`, read and checked once at start-up, are filled with a
 * question and what may be said to it. Whatever others wrote stands between delimiters that nobody could know when they
 * wrote it, under ids that mean nothing.
 */

import { createHash, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { WenjuError } from '../../errors.js';
import type { Snapshot } from '../../index/contract.js';
import type { Language } from '../../lexicon/language.js';
import type { ModelMessage } from './contract.js';
import { removeUnseen } from './sentences.js';

/** A passage that may be cited. */
export interface PromptPassage {
  /** Number in the snapshot. */
  readonly passage: number;
  /** Where it stands: title and headings. */
  readonly place: string;
  readonly text: string;
}

export function describeForModel(number: number, snapshot: Snapshot): PromptPassage {
  const { document, passage } = snapshot.passageAt(number);
  const place = [document.metadata.title, ...passage.headingPath].join(' › ');
  return { passage: number, place, text: snapshot.passageText(number) };
}

export interface PromptInput {
  readonly question: string;
  readonly language: Language;
  /** What the composed answer says, as help; '' for nothing. */
  readonly lead: string;
  readonly passages: readonly PromptPassage[];
}

export interface FilledPrompt {
  readonly messages: readonly ModelMessage[];
  /** Numbers of the snapshot by their ids. */
  readonly passages: ReadonlyMap<string, number>;
}

/** A question and those before it, oldest first. */
export interface RewritingInput {
  readonly question: string;
  readonly language: Language;
  readonly turns: readonly string[];
}

/** A sentence and passages that may speak of it. */
export interface OpinionInput {
  readonly claim: string;
  readonly language: Language;
  readonly passages: readonly PromptPassage[];
}

export interface Prompts {
  fill(input: PromptInput): FilledPrompt;
  /** To put a question in full. */
  fillRewriting(input: RewritingInput): readonly ModelMessage[];
  /** To ask whether a sentence is right. */
  fillOpinion(input: OpinionInput): FilledPrompt;
  /** Another one for other templates. */
  readonly version: string;
}

/** The slots that each template has to have, once each and no others. */
const SLOTS = {
  'answer-system': ['boundary'],
  'answer-user': ['boundary', 'question', 'lead', 'passages'],
  'rewrite-system': ['boundary'],
  'rewrite-user': ['boundary', 'question', 'turns'],
  'opinion-system': ['boundary'],
  'opinion-user': ['boundary', 'claim', 'passages'],
} as const;
const LANGUAGES: readonly Language[] = ['zh', 'en'];
const SLOT = /\{([a-z]+)\}/g;
const VERSION_DIGITS = 12;

/** @throws WenjuError INPUT_INVALID when a template is missing or has other slots. */
export function readPrompts(readTemplate: (name: string) => string = readShipped): Prompts {
  const templates = new Map<string, string>();
  for (const language of LANGUAGES) {
    for (const [kind, slots] of Object.entries(SLOTS)) {
      const name = `${kind}-${language}.txt`;
      templates.set(name, checkSlots(name, readTemplate(name), slots));
    }
  }
  const version = createHash('sha256')
    .update([...templates.values()].join('\0'))
    .digest('hex')
    .slice(0, VERSION_DIGITS);

  /** The two messages of a kind; both have the boundary. */
  function put(
    kind: 'answer' | 'rewrite' | 'opinion',
    language: Language,
    values: Readonly<Record<string, string>>,
  ): readonly ModelMessage[] {
    const all: Readonly<Record<string, string>> = { ...values, boundary: randomLetters(BOUNDARY_LETTERS) };
    return (['system', 'user'] as const).map((role) => ({
      role,
      content: (templates.get(`${kind}-${role}-${language}.txt`) ?? '').replace(
        SLOT,
        (slot, name: string) => all[name] ?? slot,
      ),
    }));
  }

  return {
    version,
    fillRewriting({ question, language, turns }) {
      const listed = turns.map((turn) => `- ${oneLine(turn)}`).join('\n');
      return put('rewrite', language, { question: oneLine(question), turns: listed });
    },
    fillOpinion({ claim, language, passages }) {
      const { ids, listed } = listPassages(passages);
      return { passages: ids, messages: put('opinion', language, { claim: oneLine(claim), passages: listed }) };
    },
    fill({ question, language, lead, passages }) {
      const { ids, listed } = listPassages(passages);
      const values = { question: oneLine(question), lead: removeUnseen(lead), passages: listed };
      return { passages: ids, messages: put('answer', language, values) };
    },
  };
}

/** Each under an id of its own. */
function listPassages(passages: readonly PromptPassage[]) {
  const ids = new Map<string, number>();
  const listed = passages.map(({ passage, place, text }) => {
    const id = createId(ids);
    ids.set(id, passage);
    return `[${id}] ${oneLine(place)}\n${removeUnseen(text)}`;
  });
  return { ids, listed: listed.join('\n\n') };
}

function readShipped(name: string): string {
  try {
    return readFileSync(new URL(`../../../prompts/${name}`, import.meta.url), 'utf8');
  } catch (cause) {
    throw new WenjuError('INPUT_INVALID', `Expected the template prompts/${name}, which cannot be read.`, { cause });
  }
}

function checkSlots(name: string, template: string, expected: readonly string[]): string {
  const found = new Set(Array.from(template.matchAll(SLOT), ([, slot = '']) => slot));
  if (found.size === expected.length && expected.every((slot) => found.has(slot))) return template.trim();
  const wanted = expected.map((slot) => `{${slot}}`).join(', ');
  const came = [...found].map((slot) => `{${slot}}`).join(', ') || 'none';
  throw new WenjuError('INPUT_INVALID', `prompts/${name} should have the slots ${wanted}, got ${came}.`);
}

const BOUNDARY_LETTERS = 16;
const LETTERS = 'abcdefghijkmnpqrstuvwxyz';
/** 0, 1 and the letters that look like them are left out: ids are copied. */
const DIGITS = '23456789';

function pick(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}

function randomLetters(count: number): string {
  return Array.from({ length: count }, () => pick(LETTERS)).join('');
}

/** `k7q2`: nothing that a document could have written for it. */
function createId(taken: ReadonlyMap<string, unknown>): string {
  for (;;) {
    const id = pick(LETTERS) + pick(DIGITS) + pick(LETTERS) + pick(DIGITS);
    if (!taken.has(id)) return id;
  }
}

function oneLine(text: string): string {
  return removeUnseen(text).replace(/\s+/g, ' ').trim();
}
