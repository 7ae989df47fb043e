/**
 * Beside what is weighed of a claim: 某大学更名为某医科大学, where a report says that of another one. A claim and the sentences
 * that speak of it go in; the sentence that has the same of another subject, and none of the claim's, comes out.
 */

import type { Snapshot } from '../index/contract.js';
import { keepLetters, listPairs } from '../lexicon/characters.js';
import { withoutPlace } from '../lexicon/place-names.js';
import { plainWords } from './claim-units.js';
import { splitClauses } from './clauses.js';
import type { Evidence } from './evidence.js';
import { shareIn } from './facets.js';

/** What one thing or few are said to be. */
const IS =
  '(?<![自理缘])由(?=.{2,16}(?:管理|主管|负责|承办|主办|承担|牵头|运营))|成为|成了|当选为?|被选为|被评为|获评为?|更名为|改名为|升格为|升格成了?|改制为|入选|列入|纳入|荣获|获批为?|跻身';
const SAID = new RegExp(`^(.{2,40}?)(?:${IS})(.{4,60})$`, 'u');
const TIME = /^(?:(?:(?:19|20)\d\d|[去今当])年)?[底末]?[,，]?/;
/** Says nothing of which it is: 有两处遗址, 一家企业. */
const COUNTS = /[\d一二两三四五六七八九十百]+[个家项处座所条名件部种批支对]|^其|^这|^它/;
const MANNER = /(?:已经?|也|又|正式|成功|首次|一举|全部|均|都)+$/;
/** Of the pairs of characters of what it is said to be, those that are the same; and of the subject, from which on it is one. */
const SAME_PREDICATE = 0.7;
const SAME_SUBJECT = 0.34;
const SHORTEST = 2;

interface Said {
  readonly subject: string;
  readonly predicate: string;
}

/** Number of the sentence that says it of another; null where none does, or one says it of the claim's subject. */
export function findOtherSubject(
  text: string,
  sentences: readonly Pick<Evidence, 'sentence'>[],
  snapshot: Snapshot,
): number | null {
  const claims = splitClauses(plainWords(text)).flatMap((clause) => readSaid(clause, null));
  for (const claim of claims) {
    let other: number | null = null;
    let isSaidOfIt = false;
    for (const { sentence } of sentences) {
      const { region } = snapshot.sentenceAt(sentence).document.metadata;
      const own = withoutPlace(claim.subject, region);
      if (own.length < SHORTEST || COUNTS.test(own)) continue;
      for (const clause of splitClauses(plainWords(snapshot.sentenceText(sentence)))) {
        const [said] = readSaid(clause, region);
        if (said === undefined || shareOf(claim.predicate, said.predicate) < SAME_PREDICATE) continue;
        if (shareOf(own, clause) > SAME_SUBJECT) isSaidOfIt = true;
        else other ??= sentence;
      }
    }
    if (other !== null && !isSaidOfIt) return other;
  }
  return null;
}

function readSaid(clause: string, region: string | null): Said[] {
  const [, subject = '', predicate = ''] = SAID.exec(clause.replace(TIME, '')) ?? [];
  const bare = withoutPlace(subject, region).replace(MANNER, '');
  return bare.length < SHORTEST ? [] : [{ subject: bare, predicate }];
}

/** Share of the pairs of characters of the one that the other has. */
function shareOf(one: string, other: string): number {
  return shareIn(listPairs(one), keepLetters(other));
}
