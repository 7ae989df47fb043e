/**
 * Learns the weights of src/check/claim-weights.ts from claims of many hands, and says what they reach on claims that they
 * were not learnt on: thirds by the sentence that a claim is about, so that claims of one sentence stay together.
 */

import path from 'node:path';
import { it } from 'vitest';
import {
  decideClaim,
  listDecisionFeatures,
  RELEVANCE_FEATURES,
  type RuledClaim,
  weighRelevance,
} from '../../src/check/claim-decision.js';
import { type ClaimFeatures, measureClaim, readClaim } from '../../src/check/claim-features.js';
import { CLAIM_WEIGHTS, type ClaimWeights } from '../../src/check/claim-weights.js';
import { judgeFigures } from '../../src/check/judge.js';
import { judgeSentence } from '../../src/check/sentence-judge.js';
import type { ToldExample } from '../../src/evaluate/learn.js';
import { isMissing } from '../needs.js';
import { alterClaims } from './altered-claims.js';
import {
  CUTS,
  evenSpan,
  FOR,
  type LabelledClaim,
  learnTable,
  letOthers,
  listLabelledClaims,
  OTHER,
  openTexts,
  readLabelledClaims,
  THIRDS,
  thirdOf,
  type Verdict,
  writeWeights,
} from './labelled-claims.js';

const FILE = path.resolve(import.meta.dirname, '../../src/check/claim-weights.ts');
/** What each of many claims altered by a machine counts beside one that somebody wrote. */
const ALTERED = 0.06;
/** Likelihoods from which on a verdict is given: chosen on claims held back, out of these. */
const SUPPORTED_FROM = 0.69;
const CONTRADICTED_FROM = 0.82;
const THRESHOLDS = [0.55, 0.6, 0.65, 0.7, 0.75, 0.8].map((from) => [from, Number((from + 0.15).toFixed(2))] as const);

/** By whom claims were written. */
const SETS: readonly (readonly [string, (id: string) => boolean])[] = [
  ['the shared claims', (id) => !id.startsWith(OTHER)],
  ['claims of others, freer', (id) => id.startsWith(OTHER)],
];

interface Seen extends Pick<LabelledClaim, 'id' | 'verdict' | 'span'> {
  readonly isAltered: boolean;
  readonly ruled: RuledClaim;
  readonly measured: readonly ClaimFeatures[];
  /** Whether each sentence is the one that the claim is about. */
  readonly isOwn: readonly boolean[];
}

it.skipIf(isMissing('shared'))('learns to decide on claims', async () => {
  const seen = await seeClaims();
  const told = Array.from({ length: CUTS }, (_, cut) => holdBack(seen, cut)).flat();
  for (const [name, isOwn] of SETS) {
    console.log(`\nheld back, of ${name} in Chinese: supported, contradicted, not found called so`);
    console.log(
      'from        right                wrong: contradicted or altered called supported, supported contradicted',
    );
    for (const [supportedFrom, contradictedFrom] of THRESHOLDS) {
      const share = (of: Verdict | 'altered', called: Verdict): string => {
        const all = told.filter(({ claim }) => (claim.isAltered ? 'altered' : claim.verdict) === of && isOwn(claim.id));
        const some = all.filter(({ claim, weights }) => {
          const own = { ...weights, supportedFrom, contradictedFrom };
          return decideClaim(claim.measured, claim.ruled, own).verdict === called;
        });
        return (some.length / all.length).toFixed(3);
      };
      const right = (['supported', 'contradicted', 'not_found'] as const).map((verdict) => share(verdict, verdict));
      const wrong = [
        share('contradicted', 'supported'),
        share('altered', 'supported'),
        share('supported', 'contradicted'),
      ];
      console.log(`${supportedFrom} ${contradictedFrom}   ${right.join('  ')}   ${wrong.join('  ')}`);
    }
  }
  const own = seen.filter(({ isAltered }) => !isAltered).length;
  const learntOn = `${own} claims in Chinese and ${seen.length - own} altered by a machine, each held against the sentences that speak of it.`;
  writeWeights(FILE, 'CLAIM_WEIGHTS: ClaimWeights', learntOn, { ...learn(seen) });
});

/** Each claim with weights that were learnt without it. */
function holdBack(seen: readonly Seen[], cut: number): { readonly claim: Seen; readonly weights: ClaimWeights }[] {
  return Array.from({ length: THIRDS }, (_, third) => {
    const weights = learn(seen.filter((claim) => thirdOf(claim, cut) !== third));
    return seen.filter((claim) => thirdOf(claim, cut) === third).map((claim) => ({ claim, weights }));
  }).flat();
}

async function seeClaims(): Promise<Seen[]> {
  const opened = await openTexts();
  const { texts, evidence } = opened;
  const { snapshot, gazetteer } = texts;
  const seen: Seen[] = [];
  const written = listLabelledClaims(opened).filter(({ lang }) => lang === 'zh');
  const altered = alterClaims(written);
  for (const { labelled, sought } of readLabelledClaims(opened, [...written, ...altered])) {
    const { id, verdict, span } = labelled;
    const found = await evidence.find(sought, letOthers);
    const stated = await judgeFigures(sought.figures, snapshot.facts, gazetteer, letOthers);
    const ruled = await judgeSentence(sought, stated, found, texts, letOthers);
    const read = readClaim(sought, found.units, texts);
    seen.push({
      id,
      verdict,
      span,
      isAltered: id.includes('-altered-'),
      ruled,
      measured: found.sentences.map((each) => measureClaim(read, each, texts).features),
      isOwn: found.sentences.map((each) => {
        const [text, own] = [evenSpan(snapshot.sentenceText(each.sentence)), evenSpan(span)];
        return own !== '' && (text.includes(own) || own.includes(text));
      }),
    });
  }
  return seen;
}

/** What can only speak against a claim. */
const AGAINST = new Set(
  'lacksRare namesLacked nounLacked nounsLacked unknownLacked nameNear holderAbsent foreign numberLacked numeralLacked numberLackedWindow numberSwapped figureDiffers figureUnit figureTurned figureLoose figureOtherYear figuresSwapped figureStrays figurePlanned figureAimed placeMissing placeOther placeOtherWindow placeNameLacked placeNameOther placeElsewhere markedOther yearOpen differs differsHalf denied turned onlyPlanned toComeDone exchanged listAltered comparedOtherwise otherWork besideOther slipped nested substituted substitutedSure reversed crossed named ruledValue ruledFacet ruledDifference'.split(
    ' ',
  ),
);
/** What only makes a contradiction likelier, and what only less likely. */
const TELLS_OTHER = new Set(
  'relevance cover coverWindow coverPassage back aligned alignedWindow rarestFound nameNear numberSwapped figureDiffers figureUnit figureTurned figuresSwapped figureStrays placeOther placeOtherWindow placeNameOther markedOther differs differsHalf denied turned onlyPlanned toComeDone exchanged listAltered comparedOtherwise otherWork besideOther slipped nested substituted substitutedSure reversed crossed named namedNear ruledValue ruledFacet ruledDifference'.split(
    ' ',
  ),
);
const TELLS_NOTHING = new Set(
  'lacksRare namesLacked foreign numeralLacked yearOpen figureApart ruledFigures ruledWords'.split(' '),
);

function learn(seen: readonly Seen[]): ClaimWeights {
  const relevant: ToldExample[] = seen.flatMap(({ isAltered, verdict, measured, isOwn }) =>
    isAltered || (verdict !== 'not_found' && !isOwn.includes(true))
      ? []
      : measured.map((features, at) => ({
          features: [...RELEVANCE_FEATURES.map((name) => features[name]), at === 0 ? 1 : 0, 1],
          isAnswered: isOwn[at] === true,
        })),
  );
  const relevance = learnTable([...RELEVANCE_FEATURES, 'isFirst'], relevant);
  const weights = { ...CLAIM_WEIGHTS, relevance };
  const supported: (Omit<ToldExample, 'features'> & { readonly features: Record<string, number> })[] = [];
  const contradicted: typeof supported = [];
  for (const { isAltered, verdict, measured, isOwn, ruled } of seen) {
    const relevances = measured.map((features, at) => weighRelevance(features, at === 0, weights));
    const chosen = relevances.indexOf(Math.max(...relevances));
    const own = verdict === 'not_found' || !isOwn.includes(true) ? chosen : isOwn.indexOf(true);
    const at = (index: number): Record<string, number> | null => {
      const features = measured[index];
      return features === undefined ? null : listDecisionFeatures(features, ruled, relevances[index] ?? 0);
    };
    const features = at(own);
    if (features === null) continue;
    if (isAltered) {
      supported.push({ features, isAnswered: false, weight: ALTERED });
      continue;
    }
    supported.push({ features, isAnswered: verdict === 'supported' });
    contradicted.push({ features, isAnswered: verdict === 'contradicted' });
    const mistaken = chosen === own ? null : at(chosen);
    if (mistaken === null) continue;
    // Of a sentence that it is not about nothing follows.
    if (verdict === 'contradicted') supported.push({ features: mistaken, isAnswered: false });
    if (verdict === 'supported') contradicted.push({ features: mistaken, isAnswered: false });
  }
  const tell = (examples: typeof supported, up: ReadonlySet<string>, down: ReadonlySet<string>) => {
    const names = Object.keys(examples[0]?.features ?? {});
    const rows = examples.map(({ features, ...told }) => ({
      ...told,
      features: [...names.map((name) => features[name] ?? 0), 1],
    }));
    const signs = names.map((name) => (up.has(name) ? 1 : down.has(name) ? -1 : 0));
    return learnTable(names, rows, signs);
  };
  return {
    relevance,
    supported: tell(supported, FOR, AGAINST),
    contradicted: tell(contradicted, TELLS_OTHER, TELLS_NOTHING),
    supportedFrom: SUPPORTED_FROM,
    contradictedFrom: CONTRADICTED_FROM,
  };
}
