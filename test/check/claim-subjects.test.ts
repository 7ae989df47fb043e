/** What is said of one thing and claimed of another is found; what is said of both, or counted, is not. */

import { describe, expect, it } from 'vitest';
import { annotateDocument } from '../../src/annotate/annotate.js';
import { findOtherSubject } from '../../src/check/claim-subjects.js';
import { readKnowledge } from '../../src/lexicon/knowledge.js';
import { documentOf } from '../retrieve/documents.js';
import { createLibrary } from './library.js';

const STATED = [
  '孝感医学院更名为孝感医科大学。',
  '云梦东滩成为全省首个世界自然遗产。',
  '孝感商务中心区当选全球商务区联合会主席机构。',
  '云梦楚王城、孝昌古窑址入选年度全国十大考古新发现。',
];
const text = ['2025年孝感市政府工作报告', '一、2024年工作回顾', ...STATED].join('\n');
const report = documentOf('2025年孝感市政府工作报告.txt', { region: '孝感市', year: 2025 }, text);
const snapshot = createLibrary([annotateDocument(report, readKnowledge())]);
const sentences = Array.from(snapshot.sentencePassage.keys(), (sentence) => ({ sentence }));
const find = (claim: string): string | null => {
  const found = findOtherSubject(claim, sentences, snapshot);
  return found === null ? null : snapshot.sentenceText(found);
};

describe('the subject of a claim', () => {
  it.each([
    ['2024年，孝感师范学院更名为孝感医科大学。', STATED[0]],
    ['九段沙湿地成为全省首个世界自然遗产。', STATED[1]],
    ['孝感金融街被选为全球商务区联合会的主席机构。', STATED[2]],
  ])('is another one in %s', (claim, sentence) => expect(find(claim)).toBe(sentence));

  it.each([
    '孝感医学院更名为孝感医科大学。',
    '孝感市的云梦东滩，成了全省首个世界自然遗产。',
    '孝昌古窑址入选年度全国十大考古新发现。',
    '孝感2024年有两处遗址入选年度全国十大考古新发现。',
    '安陆银杏谷入选国家级旅游度假区。',
  ])('is the same, or nobody is said to be it: %s', (claim) => expect(find(claim)).toBeNull());
});
