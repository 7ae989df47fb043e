/**
 * Judges a text sentence by sentence, be it a draft to check or a claim to cite: the text goes in; its sentences come out,
 * each with what the documents say of it. Only so many of them are worth the search for evidence, however long the text is.
 */

import type { LetOthers } from '../turns.js';
import { type ReadSentence, readClaims } from './claims.js';
import type { EvidenceFinder, EvidenceTools, FoundEvidence } from './evidence.js';
import { judgeFigures } from './judge.js';
import { placeByEvidence } from './place-by-evidence.js';
import { isOfOtherLanguage, judgeExactly, judgeSentence, type SentenceJudgement } from './sentence-judge.js';
import { findAgainstSuperlative } from './superlatives.js';
import type { FindTranslated } from './translated-evidence.js';
import { judgeTranslated } from './translated-judge.js';
import { weighClaim } from './weigh-claim.js';

export interface DraftTools extends EvidenceTools {
  /** Over the same snapshot; made once. */
  readonly evidence: EvidenceFinder;
  /** The same for sentences in English. */
  readonly findTranslated: FindTranslated;
  /** What 去年 is counted from. */
  readonly today: () => Date;
}

export interface JudgedSentence {
  readonly sentence: ReadSentence;
  readonly judged: SentenceJudgement;
}

/** Figures and sentences that evidence is sought for, and figures of a sentence; the others are held against exact words. */
const MOST_SOUGHT = 150;
const MOST_FIGURES = 12;
/** Who asks claims nothing; a figure in a question is checked. */
const ASKS = /[?？][”』」’"'）)\s]*$/;
const NO_EVIDENCE: FoundEvidence = { units: [], sentences: [] };

/** In the order of the text; judged as far as is asked for. Others have their turn behind each sentence. */
export async function* judgeSentences(
  text: string,
  tools: DraftTools,
  letOthers: LetOthers,
): AsyncGenerator<JudgedSentence, void> {
  let judged = 0;
  for (const sentence of readClaims(text, { ...tools, today: tools.today() })) {
    const count = sentence.claims.length;
    if (count === 0 && ASKS.test(sentence.text)) continue;
    const isSought = judged < MOST_SOUGHT && count <= MOST_FIGURES;
    const against = isSought ? findAgainstSuperlative(sentence, tools) : null;
    if (against !== null) {
      yield { sentence, judged: { verdict: 'contradicted', sentence: against.sentence, figures: [] } };
    } else if (isSought && sentence.language === 'en') {
      const found = await tools.findTranslated({ ...sentence, figures: sentence.claims }, letOthers);
      const sought = placeByEvidence(sentence, found.sentences, tools);
      yield { sentence, judged: await judgeTranslated(sought, found, tools, letOthers) };
    } else {
      const read = { ...sentence, figures: sentence.claims };
      const found = isSought ? await tools.evidence.find(read, letOthers) : NO_EVIDENCE;
      const sought = placeByEvidence(sentence, found.sentences, tools);
      const stated = await judgeFigures(sought.figures, tools.snapshot.facts, tools.gazetteer, letOthers);
      if (isOfOtherLanguage(stated)) yield { sentence, judged: judgeExactly(stated) };
      else {
        const ruled = await judgeSentence(sought, stated, found, tools, letOthers);
        yield { sentence, judged: await weighClaim(sought, stated, found, ruled, tools, letOthers) };
      }
    }
    judged += Math.max(1, count);
    await letOthers();
  }
}
