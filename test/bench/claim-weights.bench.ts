/**
 * Learns the weights of src/check/claim-weights.ts from claims of many hands, and says what they reach on claims that they
 * were not learnt on: thirds by the sentence that a claim is about, so that claims of one sentence stay together.
 */

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
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
import { readClaims } from '../../src/check/claims.js';
import { createEvidenceFinder } from '../../src/check/evidence.js';
import { judgeFigures } from '../../src/check/judge.js';
import { judgeSentence } from '../../src/check/sentence-judge.js';
import { learnToTell, type ToldExample } from '../../src/evaluate/learn.js';
import { translate } from '../../src/lexicon/dictionary.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { readLibrary, tokenizer } from '../check/library.js';
import { hubei, isMissing, shared } from '../needs.js';

const FILE = path.resolve(import.meta.dirname, '../../src/check/claim-weights.ts');
const THIRDS = 3;
/** Ways to cut the claims into thirds. */
const CUTS = 6;
/** How strongly weights are drawn to 0, and the likelihoods from which on a verdict is given: chosen on claims held back. */
const PULL = 1;
const SUPPORTED_FROM = 0.8;
const CONTRADICTED_FROM = 0.8;
const DIGITS = 3;

type Verdict = 'supported' | 'contradicted' | 'not_found';

interface Labelled {
  readonly id: string;
  readonly lang: string;
  readonly claim: string;
  readonly verdict: Verdict;
  readonly span: string;
}

interface Seen {
  readonly id: string;
  readonly verdict: Verdict;
  readonly span: string;
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
  writeFileSync(FILE, describeWeights(learn(seen), seen.length));
});

const none = (): Record<Verdict, number> => ({ supported: 0, contradicted: 0, not_found: 0 });

function thirdOf({ span, id }: Seen, cut: number): number {
  const hash = createHash('sha256')
    .update(`${cut}${span === '' ? id : span}`)
    .digest();
  return hash.readUInt32BE(0) % THIRDS;
}

async function seeClaims(): Promise<Seen[]> {
  const snapshot = await readLibrary(path.dirname(hubei));
  const today = new Date('2026-11-29');
  const texts = { snapshot, ...readKnowledge(), translate, tokenizer };
  const evidence = createEvidenceFinder(texts);
  const letOthers = async (): Promise<void> => {};
  const hard = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');
  const seen: Seen[] = [];
  const lines = readFileSync(path.join(shared, 'eval/natural/claims.jsonl'), 'utf8').trim().split('\n');
  for (const line of lines) {
    const { id, lang, claim, verdict, span }: Labelled = JSON.parse(line);
    const sentences = [...readClaims(claim, { ...texts, today })];
    const [sentence] = sentences;
    if (lang !== 'zh' || sentences.length !== 1 || sentence === undefined) continue;
    const sought = { ...sentence, figures: sentence.claims };
    const found = await evidence.find(sought, letOthers);
    const stated = await judgeFigures(sentence.claims, snapshot.facts, texts.gazetteer, letOthers);
    const ruled = await judgeSentence(sought, stated, found, texts, letOthers);
    const read = readClaim(sought, found.units, texts);
    seen.push({
      id,
      verdict,
      span,
      ruled,
      measured: found.sentences.map((each) => measureClaim(read, each, texts).features),
      isOwn: found.sentences.map((each) => {
        const text = hard(snapshot.sentenceText(each.sentence));
        return span !== '' && (text.includes(hard(span)) || hard(span).includes(text));
      }),
    });
  }
  return seen;
}

/** What can only speak for a claim, and what only against it. */
const FOR = new Set(
  'relevance cover coverWindow coverPassage back aligned alignedWindow rarestFound figuresAgree figureMargin figureDigits figureExact ruledFigures ruledWords'.split(
    ' ',
  ),
);
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
  const relevance = toTable([...RELEVANCE_FEATURES, 'isFirst', 'bias'], learnToTell(relevant, PULL));
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
    return toTable([...names, 'bias'], learnToTell(rows, PULL, signs));
  };
  return {
    relevance,
    supported: tell(supported, FOR, AGAINST),
    contradicted: tell(contradicted, TELLS_OTHER, TELLS_NOTHING),
    supportedFrom: SUPPORTED_FROM,
    contradictedFrom: CONTRADICTED_FROM,
  };
}

function toTable(names: readonly string[], weights: readonly number[]): Record<string, number> {
  const rounded = names.map((name, at) => [name, Number((weights[at] ?? 0).toFixed(DIGITS))] as const);
  return Object.fromEntries(rounded.filter(([, weight]) => weight !== 0));
}

function describeWeights({ relevance, supported, contradicted }: ClaimWeights, count: number): string {
  const table = (weights: Readonly<Record<string, number>>): string =>
    `{\n${Object.entries(weights)
      .map(([name, weight]) => `    ${name}: ${weight},\n`)
      .join('')}  }`;
  const [head = ''] = readFileSync(FILE, 'utf8').split('export const CLAIM_WEIGHTS');
  return `${head.replace(/ \* Learnt on .*\n/, ` * Learnt on ${count} claims in Chinese, each held against the sentences that speak of it.\n`)}export const CLAIM_WEIGHTS: ClaimWeights = {
  relevance: ${table(relevance)},
  supported: ${table(supported)},
  contradicted: ${table(contradicted)},
  supportedFrom: ${SUPPORTED_FROM},
  contradictedFrom: ${CONTRADICTED_FROM},
};
`;
}
