/**
 * Beside what is weighed of a claim: 某高速2024年已经建成通车, where the report of that time sets out to finish it the year
 * after, or has only begun it; 某高速仍在建设之中, where a report has it finished. A claim and the sentences that speak of it
 * go in; the sentence that says how far it was comes out. Sure by itself, as the name of the thing, the time and the stage all
 * stand there.
 */

import type { Snapshot } from '../index/contract.js';
import { readDocumentYears } from '../lexicon/document-years.js';
import { withoutPlace } from '../lexicon/place-names.js';
import { plainWords } from './claim-units.js';
import type { Evidence } from './evidence.js';

const FINISHED = '建成|落成|竣工|开通|通车|投用|投产|投运|运营|开园|投入使用';
const IS_FINISHED = new RegExp(FINISHED);
/** 某高速2024年已经建成; 某高速已于2024年建成; 2024年,某高速建成. Names are no longer. */
const CLAIMED = new RegExp(
  `([\\p{L}\\d—－·“”]{4,30}?)(?:在|于)?(?:(20\\d\\d)年底?)?(?:就?已经?|就)?(?:[于在](20\\d\\d)年底?)?(?:全面|全线|正式|顺利)?(?:${FINISHED})`,
  'u',
);
const BEGUN = /开工|动工|在建|加快.{0,6}建设|加快推进|推进.{0,8}建设|启动建设|前期工作/;
const STOPS = /[,，;；。！？]/;
/** Characters of a name that stand for one thing. */
const SHORTEST_NAME = 4;
const LONGEST = 400;

/** 某高速仍在建设之中, 某高速尚未通车. */
const STILL_OPEN = new RegExp(
  `([\\p{L}\\d—－·“”]{4,30}?)(?:目前|现在|如今)?(?:(?:仍|还|尚|正|一直)(?:然|旧)?处?[在于](?:建设?|施工|修建|建造)(?:之?中|阶段)?|(?:尚未|仍未|还没有?|还未|未能|没能|没有)(?:正式|全线|全面)?(?:${FINISHED}))`,
  'u',
);

/** Number of the first sentence that has it finished, where the claim says that it is not; null where none has. */
export function findFinished(
  text: string,
  sentences: readonly Pick<Evidence, 'sentence'>[],
  snapshot: Snapshot,
): number | null {
  const [, claimed = ''] = STILL_OPEN.exec(plainWords(text)) ?? [];
  const name = claimed.replace(/^(?:20\d\d年底?)?[,，]?/, '');
  if (name.length < SHORTEST_NAME) return null;
  const found = sentences.find(({ sentence }) => {
    const { clause, isPlan } = readStage(name, sentence, snapshot);
    return !isPlan && clause !== undefined && IS_FINISHED.test(clause);
  });
  return found?.sentence ?? null;
}

/** Number of the first sentence that has it unfinished at the claimed time; null where none has or one has it finished. */
export function findUnfinished(
  text: string,
  sentences: readonly Pick<Evidence, 'sentence'>[],
  snapshot: Snapshot,
): number | null {
  const claimed = readClaimed(plainWords(text));
  if (claimed === null) return null;
  let unfinished: number | null = null;
  for (const { sentence } of sentences) {
    const { clause, isPlan, plans, results, years } = readStage(claimed.name, sentence, snapshot);
    if (clause === undefined) continue;
    const isFinished = IS_FINISHED.test(clause);
    const times = years.length > 0 ? years : results;
    if (isFinished && !isPlan && !times.every((year) => year > claimed.year)) return null;
    const isBegun = !isFinished && BEGUN.test(clause);
    const isOpen = isPlan
      ? (isFinished || isBegun) && plans.every((year) => year > claimed.year)
      : isBegun && results.some((year) => year >= claimed.year);
    if (isOpen) unfinished ??= sentence;
  }
  return unfinished;
}

/** The clause of a sentence that names the thing, and for when it and its document tell. */
function readStage(name: string, sentence: number, snapshot: Snapshot) {
  const { metadata } = snapshot.sentenceAt(sentence).document;
  const { role = 'other', years = [] } = snapshot.passageAnnotations[snapshot.sentencePassage[sentence] ?? 0] ?? {};
  const thing = nameOfThing(name, metadata.region);
  const clauses = plainWords(snapshot.sentenceText(sentence)).slice(0, LONGEST).split(STOPS);
  return {
    ...readDocumentYears(metadata),
    clause: clauses.find((each) => each.includes(thing)),
    isPlan: role === 'target' || role === 'task',
    years,
  };
}

function readClaimed(claim: string): { readonly name: string; readonly year: number } | null {
  const [, lead] = /^(20\d\d)年底?[,，]?/.exec(claim) ?? [];
  const rest = claim.replace(/^20\d\d年底?[,，]?/, '').split(STOPS)[0] ?? '';
  const [, name = '', own, behind] = CLAIMED.exec(rest) ?? [];
  const year = Number(own ?? behind ?? lead ?? Number.NaN);
  return name === '' || Number.isNaN(year) ? null : { name: name.replace(/^20\d\d年/, ''), year };
}

/** A report names its own place seldom, and what is a project goes without saying: 浙江的|镜岭水库|项目. */
function nameOfThing(name: string, region: string | null): string {
  const bare = withoutPlace(name, region);
  const thing = (bare.length < SHORTEST_NAME ? name : bare).replace(/(?:项目|工程)$/, '');
  return thing.length < SHORTEST_NAME ? name : thing;
}
