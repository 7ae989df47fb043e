/** What persons and their offices are called in English. */

import { describe, expect, it } from 'vitest';
import { writeOfficeInEnglish, writePersonInEnglish } from '../../src/lexicon/person-names.js';

describe('writePersonInEnglish', () => {
  it.each([
    ['高望舒', 'Gao Wangshu'],
    ['欧阳修文', 'Ouyang Xiuwen'],
    ['曾一春', 'Zeng Yichun'],
    // A name of another language has its own way to be written.
    ['阿卜杜拉·买买提', '阿卜杜拉·买买提'],
  ])('%s: %s', (name, english) => {
    expect(writePersonInEnglish(name)).toBe(english);
  });
});

describe('writeOfficeInEnglish', () => {
  it.each([
    ['市长', 'mayor'],
    ['代省长', 'acting governor'],
    ['秘书长', '秘书长'],
  ])('%s: %s', (office, english) => {
    expect(writeOfficeInEnglish(office)).toBe(english);
  });
});
