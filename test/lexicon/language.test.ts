/** Which language a text is in. */

import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../src/lexicon/language.js';

describe('detectLanguage', () => {
  it.each([
    ['荆门的GDP增长目标是多少', 'zh'],
    ['interview 里提到哪几个村', 'zh'],
    ['民生', 'zh'],
    ['GDP', 'zh'],
    ['PPP BRT', 'zh'],
    ['GDP growth', 'en'],
    ['GDP target', 'en'],
    ['GDP增长', 'zh'],
    ['What is the GDP growth target of Jingmen?', 'en'],
    ['What does 荆门 plan for 2024?', 'en'],
    ['', 'zh'],
    ['2024', 'zh'],
    ['？！', 'zh'],
  ])('takes %j for %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language);
  });

  it('counts rare characters outside the basic plane as Chinese', () => {
    expect(detectLanguage('𠮷𠀀 ab')).toBe('zh');
  });

  it('reads a million characters in well under a second', () => {
    const before = performance.now();
    detectLanguage('a'.repeat(1_000_000));
    detectLanguage('增'.repeat(1_000_000));
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});
