/**
 * Used to judge sentences by their words: does a document say this in the very words, behind where and when? What it says in
 * its own words is right whatever it is about, of what was done and of what is planned.
 */

import { evenWords } from './claim-units.js';
import { clauseBefore, clauseBehind } from './clauses.js';
import type { ComparedClaim } from './differences.js';
import type { EvidenceTools } from './evidence.js';
import { regionOf } from './statement-judge.js';

/** What is quoted in a report is not said by it. */
const QUOTED_WORDS = /“[^“”]{12,}”|"[^"]{12,}"|「[^「」]{12,}」/g;
const SHORTEST_SAYING = 4;
/** When it was, and marks. */
const BEFORE = /^(?:(?:19|20)\d\d年|[，,、：:在的]|\s)+/;
const BEHIND = /[。！；;，,\s]+$/;
/** What may stand in front in its clause: 民营企业进出口增长 does not say 进出口增长, nor 未发生 发生. */
const NARROWS_NOTHING =
  /^(?:(?:我|全|本|该)?[国省市县区州]|全年|年末|去年|今年|其中|同时|继续|(?:19|20)?\d\d年|[一二三四五六七八九十]+是|第?[一二三四五六七八九十\d]+[、.]|[（(][一二三四五六七八九十\d]+[）)]|[—●■·"“])*$/;

/** @param sentence number of the document's sentence in the snapshot. */
export function isVerbatim(claim: ComparedClaim, sentence: number, tools: EvidenceTools): boolean {
  const { document } = tools.snapshot.sentenceAt(sentence);
  const own = evenWords(withoutWhereAndWhen(claim, regionOf({ document }, tools.gazetteer), tools));
  if (own.length < SHORTEST_SAYING) return false;
  const stated = evenWords(tools.snapshot.sentenceText(sentence).replace(QUOTED_WORDS, '“”'));
  return splitAround(stated, own).some(({ before, behind }) => NARROWS_NOTHING.test(before) && behind === '');
}

/** Only the place of the document, and one around it, goes without saying in it. */
function withoutWhereAndWhen(
  { text, places }: ComparedClaim,
  own: ReturnType<typeof regionOf>,
  { gazetteer }: EvidenceTools,
): string {
  const around = places.filter(({ region }) => own !== null && gazetteer.contains(region, own));
  let rest = text.replace(BEFORE, '');
  for (const { written } of around) {
    if (rest.startsWith(written)) rest = rest.slice(written.length).replace(BEFORE, '');
  }
  return rest.replace(BEHIND, '');
}

/** What stands beside the words in their clauses, each time that they stand there. */
function splitAround(text: string, words: string): { readonly before: string; readonly behind: string }[] {
  const rests: { readonly before: string; readonly behind: string }[] = [];
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) {
    rests.push({ before: clauseBefore(text, at), behind: clauseBehind(text, at + words.length) });
  }
  return rests;
}
