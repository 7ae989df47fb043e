/**
 * Beside what is weighed of a claim: differences that are sure by themselves. Another date stands in front of the same
 * words (自6月1日起施行), another year in front of which something is to be (2030年前), or another body is named as the one that leads or bears the same thing (由市文旅局牵头). A claim and the
 * sentences that speak of it go in; the sentence that says otherwise comes out.
 */

import type { Snapshot } from '../index/contract.js';
import { findOtherSubject } from './claim-subjects.js';
import { coverOf, evenWords, plainWords } from './claim-units.js';
import type { FoundEvidence } from './evidence.js';
import { findFinished, findUnfinished } from './stages.js';

/** Share of the claim's words that the sentence must have, with the title of its document: 本办法 is what that says. */
const NEEDED = 0.7;
/** Characters behind a date that must be the same. */
const SLOT = 3;

/** Number of the first sentence that says another date, body or stage of the thing, or it of another; null when none does. */
export function findSureDifference(text: string, found: FoundEvidence, snapshot: Snapshot): number | null {
  return (
    findOtherDateOrBody(text, found, snapshot) ??
    findUnfinished(text, found.sentences, snapshot) ??
    findFinished(text, found.sentences, snapshot) ??
    findOtherSubject(text, found.sentences, snapshot)
  );
}

function findOtherDateOrBody(text: string, { units, sentences }: FoundEvidence, snapshot: Snapshot): number | null {
  const claim = plainWords(text);
  const found = sentences.find(({ sentence, even: words }) => {
    const { title } = snapshot.sentenceAt(sentence).document.metadata;
    if (coverOf(units, `${evenWords(title)}\n${words}`) < NEEDED) return false;
    const stated = plainWords(snapshot.sentenceText(sentence));
    return differsInDate(claim, stated) || differsInDeadline(claim, stated) || differsInBody(claim, stated);
  });
  return found?.sentence ?? null;
}

const DATE = /(?:((?:19|20)\d\d)年)?(\d{1,2})月(\d{1,2})日/g;

/** One date each, before the same words, of which month or day is another. */
function differsInDate(claim: string, stated: string): boolean {
  const [own, ...more] = [...claim.matchAll(DATE)];
  const [other, ...others] = [...stated.matchAll(DATE)];
  if (own === undefined || other === undefined || more.length + others.length > 0) return false;
  const behind = (text: string, date: RegExpExecArray | RegExpMatchArray): string => {
    const end = (date.index ?? 0) + date[0].length;
    return text.slice(end, end + SLOT);
  };
  const slot = behind(claim, own);
  if (slot.length < SLOT || /[，。；]/.test(slot) || slot !== behind(stated, other)) return false;
  return own[2] !== other[2] || own[3] !== other[3];
}

const DEADLINE = /(20\d\d)年(?:[底末]|年底)?之?以?前/g;

/** One year each, before which something is to be. */
function differsInDeadline(claim: string, stated: string): boolean {
  const [own, ...more] = [...claim.matchAll(DEADLINE)];
  const [other, ...others] = [...stated.matchAll(DEADLINE)];
  return own !== undefined && other !== undefined && more.length + others.length === 0 && own[1] !== other[1];
}

const BODY =
  '\\p{Script=Han}{1,14}?(?:委员会|办公室|集团|公司|政府|部|委|局|厅|办|院|中心|银行|协会|公会|政协|人大|常委会)';
/** What it does, by two characters: 牵头, 承办, 测评. */
const OF_CLAIM = new RegExp(`由(${BODY})(?:联合|先)?(\\p{Script=Han}{2})`, 'gu');
/** Whose body it is goes without saying. */
const OWNER = /^(?:\p{Script=Han}{1,6}?[省市县区州]|[省市县区州国])/u;

/** One body each for the same duty, of which neither is part of the other. */
function differsInBody(claim: string, stated: string): boolean {
  const [own, ...more] = [...claim.matchAll(OF_CLAIM)];
  const [, body = '', duty = ''] = own ?? [];
  if (body === '' || more.length > 0) return false;
  const holders = [...stated.matchAll(new RegExp(`(?:^|由|[，。；、）)])(${BODY})(?:会同${BODY})?(?=${duty})`, 'gu'))];
  const [holder, ...others] = holders;
  if (holder === undefined || others.length > 0 || stated.split(duty).length !== 2) return false;
  const [mine, theirs] = [body.replace(OWNER, ''), (holder[1] ?? '').replace(OWNER, '')];
  return mine.length > 1 && theirs.length > 1 && !theirs.includes(mine) && !mine.includes(theirs);
}
