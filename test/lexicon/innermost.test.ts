/** Of places one of which lies in another the inner one is meant. */

import { expect, it } from 'vitest';
import { createGazetteer } from '../../src/lexicon/gazetteer.js';
import { keepInnermost } from '../../src/lexicon/innermost.js';

const gazetteer = createGazetteer();
const innermost = (text: string): string[] =>
  keepInnermost(
    gazetteer.find(text).map(({ region }) => region),
    gazetteer,
  ).map(({ name }) => name);

it('keeps the inner one of two, and both of two beside each other', () => {
  expect(innermost('湖北荆门')).toEqual(['荆门市']);
  expect(innermost('湖北和湖南')).toEqual(['湖北省', '湖南省']);
});
