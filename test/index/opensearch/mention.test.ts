/** What a cluster is asked for who mentions a word, and what is made of what it says. */

import { expect, it } from 'vitest';
import { findMentions, nameMention } from '../../../src/index/opensearch/mention.js';

/** Each place by its documents, and those with an entry. */
function answerWith(places: readonly string[][], entries: readonly string[], asked: unknown[]) {
  const bucketsOf = (keys: readonly string[]) => ({ buckets: keys.map((key) => ({ key })) });
  const aggregations = {
    places: { buckets: places.map((keys) => ({ documents: bucketsOf(keys) })) },
    entries: { documents: bucketsOf(entries) },
  };
  return async (_: string, bodies: readonly unknown[]) => {
    asked.push(...bodies);
    return bodies.map(() => ({ aggregations }));
  };
}

it('takes the first document of every place before the second of any', async () => {
  const ask = answerWith(
    [
      ['a1', 'a2'],
      ['b1', 'b2'],
    ],
    ['c1', 'a1'],
    [],
  );
  const name = nameMention({ words: ['低空经济'], years: [] });
  expect(await findMentions(ask, 'passages', name, null, 4)).toEqual(['a1', 'b1', 'c1', 'a2']);
});

it.each([
  ['低空经济', ['低空', '空经', '经济']],
  ['AI大模型', ['大模', '模型']],
  ['5G基站', ['基站']],
  ['DeepSeek', ['deepseek', 'deepseek']],
  ['5G', ['5g', '5', 'g']],
])('seeks %s by what each passage with it has', async (word, terms) => {
  const asked: unknown[] = [];
  const name = nameMention({ words: [word], years: [2026] });
  await findMentions(answerWith([], [], asked), 'passages', name, ['湖北省'], 10);
  const written = JSON.stringify(asked);
  expect(Array.from(written.matchAll(/"words":"([^"]+)"/g), ([, term]) => term)).toEqual(terms);
  expect(written).toContain('"year":[2026]');
  expect(written).toContain('"region":["湖北省"]');
});
