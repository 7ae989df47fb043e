/**
 * Used to judge claims by their words: a claim that has nearly the words of a report, but another word in one place, says
 * something else. A claim and the words of a report go in; what stands in the place of what comes out. Of a claim in its
 * own words this tells nothing.
 */

import type { Tokenizer } from '../lexicon/contract.js';
import type { Span } from '../types.js';
import { evenWords } from './claim-units.js';

export interface Substitution {
  readonly claimed: string;
  readonly found: string;
}

export interface WordAlignment {
  /** Share of the claim's characters that stand in the report's words in the same order, in runs. */
  readonly share: number;
  readonly substitutions: readonly Substitution[];
}

/** Characters that are aligned; what is longer is cut. */
const LONGEST_CLAIM = 160;
const LONGEST_TEXT = 400;
/** A shorter run may stand anywhere. */
const SHORTEST_RUN = 2;
/** A run beside a substitution; at the beginning and end of a clause it has to be longer. */
const FIRM_RUN = 3;
const FIRM_EDGE = 5;
const LONGEST_NAME = 14;

/** Says nothing of its own: how something came about, when, and by how much. */
const PLAIN =
  /(?:19|20)\d\d年?|去年|今年|当年|全年|年底|年末|截至|一年|正式|成功|已经|已|达到|达|约|超过|突破|左右|以上|分别|同比|全省|全市|全区|我省|我市|成为|入选|获|评|晋级|升级|推动|加快|支持|建设|建成|投入使用|完成|实现|开通|通车|举办|发布|推出|上线|落户|新增|累计|其中|首次|个|家|项|年|的|了|在|是|和|与|、|为|将|要|被|把|也|都|就|有|到|于|由|从|等|及|并|又|还|里|上|中|来|自/g;

/** Both are read up to a length. Time grows with the product of the lengths that are read. */
export function alignWords(claim: string, text: string): WordAlignment {
  const own = evenWords(claim).slice(0, LONGEST_CLAIM);
  const other = evenWords(text).slice(0, LONGEST_TEXT);
  const runs = chainRuns(own, other);
  const matched = runs.reduce((sum, { length }) => sum + length, 0);
  const letters = own.replace(/[^\p{L}\p{N}]/gu, '').length;
  return {
    share: letters === 0 ? 0 : Math.min(1, matched / letters),
    substitutions: listSubstitutions(own, other, runs),
  };
}

/** Runs on both sides of what was put in the place of something as long. */
const NEXT_RUN = 2;
const SHORT = 2;
const HAN_ONLY = /^\p{Script=Han}+$/u;

/**
 * In one of the texts one or two characters of a thing's name stand in the place of as many others of the claim, between words
 * that both have: 李德群 and 李德仁, 马祖 and 金门. How something came about may be said in other words.
 *
 * @param even the claim, evened out.
 */
export function isSlipped(
  even: string,
  texts: readonly string[],
  { tokenizer }: { readonly tokenizer: Pick<Tokenizer, 'cutWords'> },
): boolean {
  const own = even.slice(0, LONGEST_CLAIM);
  const gaps = texts.flatMap((text) => listGaps(own, evenWords(text).slice(0, LONGEST_TEXT)));
  if (gaps.length === 0) return false;
  const named = markNames(own, tokenizer);
  return gaps.some(({ start, end }) => named.slice(start, end).every(Boolean));
}

/** Where the claim has as many other characters as the text, one or two. */
function listGaps(own: string, other: string): Span[] {
  const runs = chainRuns(own, other);
  return runs.flatMap((before, index) => {
    const behind = runs[index + 1];
    if (behind === undefined || before.length < NEXT_RUN || behind.length < NEXT_RUN) return [];
    const start = before.own + before.length;
    const mine = own.slice(start, behind.own);
    const theirs = other.slice(before.other + before.length, behind.other);
    const isShort = mine.length === theirs.length && mine.length > 0 && mine.length <= SHORT;
    const isOther = mine.length === 1 || !own.includes(theirs);
    return isShort && isOther && HAN_ONLY.test(mine + theirs) ? [{ start, end: behind.own }] : [];
  });
}

/** Of each character whether the word that has it names a thing. */
function markNames(text: string, tokenizer: Pick<Tokenizer, 'cutWords'>): boolean[] {
  const named = Array.from({ length: text.length }, () => false);
  let position = 0;
  for (const { word, isName, isNoun } of tokenizer.cutWords(text)) {
    const start = text.indexOf(word, position);
    if (start < 0) continue;
    position = start + word.length;
    named.fill(isName || isNoun, start, position);
  }
  return named;
}

interface Run {
  readonly own: number;
  readonly other: number;
  readonly length: number;
}

/** The longest run, and the same on either side of it. */
function chainRuns(own: string, other: string): Run[] {
  const runs: Run[] = [];
  const open = [{ from: 0, to: own.length, low: 0, high: other.length }];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const run = longestRun(own, other, range.from, range.to, range.low, range.high);
    if (run === null) continue;
    runs.push(run);
    open.push({ from: range.from, to: run.own, low: range.low, high: run.other });
    open.push({ from: run.own + run.length, to: range.to, low: run.other + run.length, high: range.high });
  }
  return runs.sort((a, b) => a.own - b.own);
}

function longestRun(own: string, other: string, from: number, to: number, low: number, high: number): Run | null {
  let best: Run | null = null;
  let previous = new Uint16Array(high - low + 1);
  for (let at = from; at < to; at += 1) {
    const current = new Uint16Array(high - low + 1);
    for (let there = low; there < high; there += 1) {
      if (own[at] !== other[there]) continue;
      const length = (previous[there - low] ?? 0) + 1;
      current[there - low + 1] = length;
      if (length >= SHORTEST_RUN && length > (best?.length ?? 0)) {
        best = { own: at - length + 1, other: there - length + 1, length };
      }
    }
    previous = current;
  }
  return best;
}

function listSubstitutions(own: string, other: string, runs: readonly Run[]): Substitution[] {
  const found: Substitution[] = [];
  for (let index = 0; index <= runs.length; index += 1) {
    const [before, behind] = [runs[index - 1], runs[index]];
    const isFirm =
      before === undefined
        ? (behind?.length ?? 0) >= FIRM_EDGE
        : behind === undefined
          ? before.length >= FIRM_EDGE
          : before.length >= FIRM_RUN && behind.length >= FIRM_RUN;
    if (!isFirm) continue;
    const start = before === undefined ? 0 : before.own + before.length;
    const there = before === undefined ? 0 : before.other + before.length;
    const claimed = clean(own.slice(start, behind?.own ?? own.length), before === undefined, behind === undefined);
    const instead = clean(
      other.slice(there, behind?.other ?? other.length),
      before === undefined,
      behind === undefined,
    );
    // 甲、乙、丙三个产业 says of each what it says of all.
    if (before !== undefined && /^[、和及与]/.test(other.slice(there, behind?.other ?? other.length))) continue;
    if (claimed !== '' && instead !== '' && claimed.length <= LONGEST_NAME && instead.length <= LONGEST_NAME) {
      found.push({ claimed, found: instead });
    }
  }
  return found;
}

/** Only the clause beside the run counts at an edge. */
function clean(words: string, isFirst: boolean, isLast: boolean): string {
  const clauses = words.split(/[,，;；。:：]/);
  const clause = isFirst ? (clauses.at(-1) ?? '') : isLast ? (clauses[0] ?? '') : words;
  return clause.replace(PLAIN, '').replace(/[^\p{L}\p{N}]/gu, '');
}
