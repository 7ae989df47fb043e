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
import {
  CUTS,
  evenSpan,
  FOR,
  type LabelledClaim,
  learnTable,
  letOthers,
  openTexts,
  readLabelledClaims,
  THIRDS,
  thirdOf,
  type Verdict,
  writeWeights,
} from './labelled-claims.js';

const FILE = path.resolve(import.meta.dirname, '../../src/check/claim-weights.ts');
/** Likelihoods from which on a verdict is given: chosen on claims held back. */
const SUPPORTED_FROM = 0.8;
const CONTRADICTED_FROM = 0.8;

interface Seen extends Pick<LabelledClaim, 'id' | 'verdict' | 'span'> {
  readonly ruled: RuledClaim;
  readonly measured: readonly ClaimFeatures[];
  /** Whether each sentence is the one that the claim is about. */
  readonly isOwn: readonly boolean[];
}

it.skipIf(isMissing('shared'))('learns to decide on claims', async () => {
  const seen = await seeClaims();
  const counts: Record<Verdict, Record<Verdict, number>> = {
    supported: none(),
    contradicted: none(),
    not_found: none(),
  };
  for (let cut = 0; cut < CUTS; cut += 1) {
    for (let third = 0; third < THIRDS; third += 1) {
      const weights = learn(seen.filter((claim) => thirdOf(claim, cut) !== third));
      for (const claim of seen.filter((each) => thirdOf(each, cut) === third)) {
        counts[claim.verdict][decideClaim(claim.measured, claim.ruled, weights).verdict] += 1 / CUTS;
      }
    }
  }
  console.log(
    '\nheld back',
    JSON.stringify(counts, (_, value) => (typeof value === 'number' ? Math.round(value) : value)),
  );
  const learntOn = `${seen.length} claims in Chinese, each held against the sentences that speak of it.`;
  writeWeights(FILE, 'CLAIM_WEIGHTS: ClaimWeights', learntOn, { ...learn(seen) });
});

const none = (): Record<Verdict, number> => ({ supported: 0, contradicted: 0, not_found: 0 });

async function seeClaims(): Promise<Seen[]> {
  const opened = await openTexts();
  const { texts, evidence } = opened;
  const { snapshot, gazetteer } = texts;
  const seen: Seen[] = [];
  for (const { labelled, sought } of readLabelledClaims(opened)) {
    const { id, verdict, span } = labelled;
    const found = await evidence.find(sought, letOthers);
    const stated = await judgeFigures(sought.figures, snapshot.facts, gazetteer, letOthers);
    const ruled = await judgeSentence(sought, stated, found, texts, letOthers);
    const read = readClaim(sought, found.units, texts);
    seen.push({
      id,
      verdict,
      span,
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
  'lacksRare namesLacked nameNear foreign numberLacked numeralLacked numberLackedWindow numberSwapped figureDiffers figureUnit figureTurned figureLoose figureOtherYear figuresSwapped figurePlanned figureAimed placeMissing placeOther placeOtherWindow placeNameLacked placeNameOther placeElsewhere markedOther yearOpen differs differsHalf turned onlyPlanned toComeDone exchanged nested substituted substitutedSure reversed named ruledValue ruledFacet ruledDifference'.split(
    ' ',
  ),
);
/** What only makes a contradiction likelier, and what only less likely. */
const TELLS_OTHER = new Set(
  'relevance cover coverWindow coverPassage back aligned alignedWindow rarestFound nameNear numberSwapped figureDiffers figureUnit figureTurned figuresSwapped placeOther placeOtherWindow placeNameOther markedOther differs differsHalf turned onlyPlanned toComeDone exchanged nested substituted substitutedSure reversed named namedNear ruledValue ruledFacet ruledDifference'.split(
    ' ',
  ),
);
const TELLS_NOTHING = new Set(
  'lacksRare namesLacked foreign numeralLacked yearOpen figureApart ruledFigures ruledWords'.split(' '),
);

function learn(seen: readonly Seen[]): ClaimWeights {
  const relevant: ToldExample[] = seen.flatMap(({ verdict, measured, isOwn }) =>
    verdict !== 'not_found' && !isOwn.includes(true)
      ? []
      : measured.map((features, at) => ({
          features: [...RELEVANCE_FEATURES.map((name) => features[name]), at === 0 ? 1 : 0, 1],
          isAnswered: isOwn[at] === true,
        })),
  );
  const relevance = learnTable([...RELEVANCE_FEATURES, 'isFirst'], relevant);
  const weights = { ...CLAIM_WEIGHTS, relevance };
  const supported: { readonly features: Record<string, number>; readonly isAnswered: boolean }[] = [];
  const contradicted: typeof supported = [];
  for (const { verdict, measured, isOwn, ruled } of seen) {
    const relevances = measured.map((features, at) => weighRelevance(features, at === 0, weights));
    const chosen = relevances.indexOf(Math.max(...relevances));
    const own = verdict === 'not_found' || !isOwn.includes(true) ? chosen : isOwn.indexOf(true);
    const at = (index: number): Record<string, number> | null => {
      const features = measured[index];
      return features === undefined ? null : listDecisionFeatures(features, ruled, relevances[index] ?? 0);
    };
    const features = at(own);
    if (features === null) continue;
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
    const rows = examples.map(({ features, isAnswered }) => ({
      features: [...names.map((name) => features[name] ?? 0), 1],
      isAnswered,
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
