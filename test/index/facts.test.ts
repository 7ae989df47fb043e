/** The figures of documents: what was found comes out as it went in, by whatever it is looked up. */

import { describe, expect, it } from 'vitest';
import { annotateDocument } from '../../src/annotate/annotate.js';
import type { IndexedDocument } from '../../src/index/contract.js';
import { createFacts } from '../../src/index/facts.js';
import { factsFromBytes, factsToBytes, packFacts, unpackFact } from '../../src/index/stored-facts.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { makeDocument } from './documents.js';

const knowledge = readKnowledge();
const TEXTS = [
  '荆门市地区生产总值增长6.5%，社会消费品零售总额增长8%。\n新增绿色工厂12家。',
  '没有数字。',
  '仙桃市地区生产总值1100亿元。\n粮食产量稳定。',
];
const documents = TEXTS.map((text, number) =>
  annotateDocument({ ...makeDocument(`${number}.txt`, text), indexedAt: '' } satisfies IndexedDocument, knowledge),
);
const stored = documents.flatMap(({ annotations }) => annotations.facts);

function openFacts() {
  let [firstPassage, firstSentence] = [0, 0];
  const parts = documents.map((document) => {
    const facts = factsFromBytes(factsToBytes(packFacts(document.annotations.facts)));
    const part = { document, facts, firstPassage, firstSentence };
    firstPassage += document.passages.length;
    firstSentence += document.sentences.length;
    return part;
  });
  return createFacts(knowledge, parts);
}

describe('the facts of a document', () => {
  it('come out of their bytes as they went in', () => {
    for (const { annotations } of documents) {
      const packed = factsFromBytes(factsToBytes(packFacts(annotations.facts)));
      expect(annotations.facts.map((_, number) => unpackFact(packed, number))).toEqual(annotations.facts);
    }
  });

  it('are no facts when the bytes are cut', () => {
    const bytes = factsToBytes(packFacts(stored));
    expect(() => factsFromBytes(bytes.subarray(0, bytes.length - 8))).toThrow('is cut');
  });
});

describe('the facts of a snapshot', () => {
  it('are all there, in its order, with their place in it', () => {
    const { all } = openFacts();
    expect(all.map(({ core, figure }) => [core, figure.text])).toEqual(
      stored.map(({ core, figure }) => [core, figure.text]),
    );
    expect(all.map(({ sentence, passage }) => [sentence, passage])).toEqual([
      [0, 0],
      [0, 0],
      [1, 1],
      [3, 3],
    ]);
    for (const { document, start, end, figure } of all) expect(document.text.slice(start, end)).toBe(figure.text);
  });

  it('are one and the same by whatever they are looked up', () => {
    const facts = openFacts();
    const [growth, , factories, amount] = facts.all;
    const { name = '' } = growth?.term ?? {};
    expect(name).toBe('地区生产总值');
    expect(facts.aboutTerm(name)).toEqual([growth, amount]);
    expect(facts.aboutTerm(name)[1]).toBe(amount);
    expect(facts.aboutTerm('没有的指标')).toEqual([]);
    expect(facts.inSentence(1)).toEqual([factories]);
    expect(facts.inSentence(2)).toEqual([]);
    const sentences = [0, 1, 2, 3, 4];
    expect(sentences.map((sentence) => facts.unitsIn(sentence))).toEqual(
      sentences.map((sentence) => facts.inSentence(sentence).map(({ figure }) => figure.quantity.unit)),
    );
    expect(facts.ofRegion(amount?.region?.code ?? '')).toEqual([amount]);
    expect(facts.aboutPair('工厂')).toEqual([factories]);
    expect(facts.aboutPair('学校')).toEqual([]);
    expect(facts.ofDocument(facts.all[0]?.document ?? ({} as never))).toEqual(facts.all.slice(0, 3));
  });

  it('are the same when a later one is looked up first', () => {
    const [facts, others] = [openFacts(), openFacts()];
    const backwards = [3, 1, 0].flatMap((sentence) => [...facts.inSentence(sentence)].reverse());
    expect(backwards.reverse()).toEqual(others.all);
  });
});
