/** Names of places that no rule gives, and what is left of a full one. */

import { expect, it } from 'vitest';
import { shortNameOf } from '../../src/lexicon/place-names.js';

it.each([
  ['湖北省', '湖北'],
  ['新疆维吾尔自治区', '新疆'],
  ['内蒙古自治区', '内蒙古'],
  ['恩施土家族苗族自治州', '恩施'],
  ['香港特别行政区', '香港'],
  ['忻州市', '忻州'],
  ['矿区', '矿区'],
])('%s is %s for short', (name, short) => {
  expect(shortNameOf(name)).toBe(short);
});
