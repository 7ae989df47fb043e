/** Reranking a passage by its sentences: what one of its sentences says of what was asked. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QueryTerm } from '../../src/index/contract.js';
import { createWordCounter } from '../../src/index/word-counter.js';
import { createSentenceReader } from '../../src/index/words.js';
import { addGlossaryTerms } from '../../src/lexicon/glossary-terms.js';
import { createSegmenterTokenizer, normaliseForTerms } from '../../src/lexicon/tokenizer.js';
import { createSentenceReranker, describeSentences } from '../../src/retrieve/sentence-rerank.js';
import { createLexicalIndex } from '../index/lexical-index.js';
import { glossary, understand } from './documents.js';

/** Each of 学校 and 医院 stands in one of three entries, 新建 in two. */
const lexicalIndex = createLexicalIndex([['学校', '新建'], ['医院', '新建'], ['就业']]);
const term = (...variants: readonly string[]): QueryTerm => ({ variants, weight: 1 });

const tokenizer = addGlossaryTerms(createSegmenterTokenizer(), glossary);

/** Looks for terms in a passage's sentences; `question` says which terms of the glossary are asked for. */
function look(query: readonly QueryTerm[], sentences: readonly string[], question = '学校') {
  const counter = createWordCounter();
  for (const text of sentences) counter.addSentence(normaliseForTerms(text), tokenizer.tokenize(text));
  const snapshot = {
    lexicalIndex,
    sentenceWords: createSentenceReader(counter.finish()),
    sentenceText: (sentence: number) => sentences[sentence] ?? '',
  };
  return createSentenceReranker(
    { snapshot, glossary },
    { asked: understand(question), query: { content: query, things: query.slice(0, 1) } },
  )([...sentences.keys()]);
}
/** What sentences show of terms of the glossary alone. */
const lookForTerms = (question: string, ...sentences: readonly string[]) => look([], sentences, question);

describe('coverage', () => {
  it('is whole when one sentence has everything that is asked', () => {
    expect(look([term('学校'), term('医院')], ['新建学校和医院。', '扩大就业。']).coverage).toBe(1);
  });

  it('is what the best sentence has when it is scattered over several', () => {
    expect(look([term('学校'), term('医院')], ['新建学校。', '新建医院。', '扩大就业。']).coverage).toBeCloseTo(
      0.5,
      12,
    );
  });

  it('goes by the mass of the terms', () => {
    // idf(学校) = ln(1 + 2.5 / 1.5), idf(新建) = ln(1 + 1.5 / 2.5)
    const [school, build] = [Math.log(8 / 3), Math.log(1.6)];
    expect(look([term('学校'), term('新建')], ['学校。', '新建。']).coverage).toBeCloseTo(
      school / (school + build),
      12,
    );
    const guessed = { variants: ['学校'], weight: 0.5 };
    expect(look([guessed, term('新建')], ['学校。']).coverage).toBeCloseTo((0.5 * school) / (0.5 * school + build), 12);
  });

  it('counts a term by any of its variants, and once', () => {
    expect(look([term('schools', '学校', '医院')], ['学校与医院。']).coverage).toBe(1);
  });

  it('is nothing for no query, no sentence and no term found', () => {
    expect(look([], ['学校。']).coverage).toBe(0);
    expect(look([term('学校')], []).coverage).toBe(0);
    expect(look([term('学校')], ['医院。']).coverage).toBe(0);
  });
});

describe('figure', () => {
  it.each([
    'GDP增长6.5%。',
    '地区生产总值达到2000亿元。',
    '经济总量突破2万亿元，就业稳定。',
    '财政收入下降，GDP 增长6.5%。',
  ])('stands behind the term in %s', (sentence) => {
    expect(lookForTerms('荆门的GDP', sentence)).toMatchObject({ figure: 1 });
  });

  it.each([
    'GDP稳步增长。',
    'GDP稳步增长，财政收入增长6.5%。',
    'GDP稳步增长；学校12所。',
    '以6.5%的速度提升GDP。',
    'GDP在全国各省区市之中始终保持领先的位次达到20年。',
  ])('does not stand behind it in %s', (sentence) => {
    expect(lookForTerms('荆门的GDP', sentence)).toMatchObject({ figure: 0 });
  });

  it('does not stand in the next sentence', () => {
    expect(lookForTerms('荆门的GDP', '全力做大GDP', '增长6.5%。')).toMatchObject({ figure: 0 });
  });

  it('belongs to the term asked for and not to another or a longer one', () => {
    expect(lookForTerms('荆门的GDP', '粮食产量增长6.5%。')).toMatchObject({ figure: 0 });
    expect(lookForTerms('荆门的GDP', '人均地区生产总值增长6.5%。')).toMatchObject({ figure: 0 });
  });

  it('are shares of the terms asked for, each counted once, over all sentences', () => {
    const question = '荆门的GDP和粮食产量';
    expect(lookForTerms(question, 'GDP增长6%。', '经济总量2000亿元。')).toMatchObject({ figure: 0.5 });
    expect(lookForTerms(question, 'GDP增长6%。', '粮食产量稳定。')).toMatchObject({ figure: 0.5 });
    expect(lookForTerms(question, 'GDP增长6%。', '粮食产量58亿斤。')).toMatchObject({ figure: 1 });
  });

  it('is nothing when no term of the glossary is asked for', () => {
    expect(lookForTerms('哪里', 'GDP增长6%。')).toMatchObject({ coverage: 0, figure: 0 });
  });
});

describe('createSentenceReranker', () => {
  it('shows shares from 0 to 1 whatever the sentences', () => {
    const piece = fc.constantFrom('GDP', '学校', '增长', '6.5%', '，', '。', '人均', ' ');
    const sentence = fc.oneof(
      fc.string(),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 5 }), (sentences) => {
        const seen = look([term('学校'), term('gdp')], sentences, 'GDP和学校');
        for (const share of [seen.coverage, seen.figure]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('reads a sentence of 100,000 characters in seconds', () => {
    const before = performance.now();
    look([term('学校')], ['GDP增长'.repeat(20_000)], '荆门的GDP');
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});

describe('things and what is lacking', () => {
  it('are shares of the things named, and of the heaviest that a sentence has not', () => {
    const { sentences, things } = look([term('学校'), term('医院')], ['新建学校。', '新建医院。']);
    expect(sentences.map((score) => score.things)).toEqual([1, 0]);
    expect(sentences.map(({ lacks }) => lacks)).toEqual([0.5, 0.5]);
    expect(things).toBe(1);
  });

  it('is all that is lacking where nothing is asked, and nothing where all is there', () => {
    expect(look([], ['学校。']).sentences[0]?.lacks).toBe(1);
    expect(look([term('学校')], ['学校。']).sentences[0]?.lacks).toBe(0);
  });
});

describe('describeSentences', () => {
  const score = (coverage: number) => ({ coverage, lacks: 0, things: coverage });
  const describeScores = (coverages: readonly number[], hasNumber: readonly boolean[], certainty = 1) => {
    const features: Record<string, number> = {};
    const coverage = Math.max(...coverages);
    const scores = { sentences: coverages.map(score), coverage, things: coverage, figure: 0.5 };
    describeSentences(scores, hasNumber, certainty, (feature, value) => {
      features[feature] = value;
    });
    return features;
  };

  it('trusts coverage less, and figures as much, where the words asked for are guesses', () => {
    expect(describeScores([1], [false], 0.5)).toMatchObject({ coverage: 0.25, coverageAlone: 1, figure: 0.5 });
  });

  it('tells what the sentences with a number as it is asked for have', () => {
    expect(describeScores([0.8, 0.4], [false, true])).toMatchObject({ hasNumber: 1, numberCoverage: 0.4 });
    expect(describeScores([0.8, 0.4], [false, false])).not.toHaveProperty('hasNumber');
  });
});
