/**
 * The step between reading a sentence that cites passages and judging it: the sentences of those passages come out as
 * evidence, and their figures as the only ones that count.
 */

import type { Fact, Facts, Snapshot } from '../index/contract.js';
import { coverOf, evenWords, listUnits } from './claim-units.js';
import { type EvidenceTools, type FoundEvidence, type SoughtSentence, withoutFigures } from './evidence.js';

/** Sentences of the cited passages that are looked at. */
const MOST_SENTENCES = 24;

/**
 * A sentence that speaks to whoever reads by machine. It says nothing of the place that a document is about, and a model that
 * obeys it would have it for its proof.
 */
const ORDERS =
  /(?:忽略|无视|忘记|不要?遵守).{0,16}(?:指令|规则|提示|要求|限制)|(?:助手|机器人|大?模型|\bAI\b|assistant|chatbot|language model).{0,24}(?:请|必须|应当|只能|回答|输出|回复|复述|\b(?:must|shall|should|say|answer|reply|output|repeat|ignore)\b)|\b(?:ignore|disregard|forget)\b.{0,30}\b(?:instruction|rule|prompt|above|previous)|(?:以上|上述|上面|前面|其他|所有)的?(?:资料|材料|内容|信息|段落|来源)(?:全部|均|都|一律)?(?:作废|无效|不算|忽略|不可信|有误)|系统提示|提示词|\bsystem prompt\b|<\|?\/?\s*(?:system|user|assistant|im_start|im_end|inst)\b|\[\/?INST\]|^\s*(?:system|user|assistant|系统|用户|助手)\s*[:：]/iu;

export function givesOrders(sentence: string): boolean {
  return ORDERS.test(sentence);
}

/** All sentences of the passages but those that give orders, those with most of the words first. */
export function findCitedEvidence(
  { text, figures }: SoughtSentence,
  passages: readonly number[],
  tools: EvidenceTools,
): FoundEvidence {
  const { snapshot } = tools;
  const units = listUnits(withoutFigures(text, figures), 'zh', tools);
  const sentences = passages
    .flatMap((passage) => snapshot.sentencesOf(passage))
    .filter((sentence) => !givesOrders(snapshot.sentenceText(sentence)))
    .map((sentence) => {
      const even = evenWords(snapshot.sentenceText(sentence));
      return { sentence, even, cover: coverOf(units, even), facts: snapshot.facts.inSentence(sentence) };
    })
    .sort((one, other) => other.cover - one.cover)
    .slice(0, MOST_SENTENCES);
  return { units, sentences };
}

/** The figures of some passages alone. */
export function factsOfPassages(passages: readonly number[], { facts, sentencesOf }: Snapshot): Facts {
  const all = passages.flatMap((passage) => sentencesOf(passage).flatMap((sentence) => facts.inSentence(sentence)));
  const those = (test: (fact: Fact) => boolean): readonly Fact[] => all.filter(test);
  return {
    all,
    inSentence: facts.inSentence,
    unitsIn: facts.unitsIn,
    ofDocument: (document) => those((fact) => fact.document === document),
    ofRegion: (code) => those(({ region }) => region?.code === code),
    aboutTerm: (name) => those(({ term }) => term?.name === name),
    aboutPair: (pair) => those(({ pairs }) => pairs.includes(pair)),
  };
}
