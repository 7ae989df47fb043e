/** The templates that texts are put into before they are embedded. */

import { describe, expect, it } from 'vitest';
import { readPrefixes } from '../../src/embed/prefix.js';

describe('readPrefixes', () => {
  const applyPrefix = readPrefixes();

  it('puts E5 prefixes in front of questions and passages, with one space and no line break', () => {
    expect(applyPrefix('荆门的目标', 'query')).toBe('query: 荆门的目标');
    expect(applyPrefix('荆门的目标', 'passage')).toBe('passage: 荆门的目标');
  });

  it('keeps the text as it is, whatever stands in it', () => {
    for (const text of ['', '{text}', '$& $1 $$', 'query: ', ' a\n']) {
      expect(applyPrefix(text, 'query')).toBe(`query: ${text}`);
    }
  });
});
