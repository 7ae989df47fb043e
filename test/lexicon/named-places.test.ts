/** Whether a text names a place by any of its names. */

import { expect, it } from 'vitest';
import { createGazetteer } from '../../src/lexicon/gazetteer.js';
import { isPlaceNamed } from '../../src/lexicon/named-places.js';

const gazetteer = createGazetteer();

it.each([
  ['荆门粮食总产58亿斤', '荆门市', true],
  ['内蒙古粮食产量全国第6', '内蒙古自治区', true],
  ['恩施州新增高速公路30公里', '恩施土家族苗族自治州', true],
  ['湖北荆门的学校', '湖北省', true],
  ['深圳的港口', '深圳', true],
  ['全省粮食总产', '荆门市', false],
] as const)('%s names %s: %s', (text, name, expected) => {
  expect(isPlaceNamed(text, name, gazetteer)).toBe(expected);
});
