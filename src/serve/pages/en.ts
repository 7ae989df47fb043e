/** The words of the pages in English. */

import type { Words } from './words.js';

export const ENGLISH: Words = {
  language: 'en',
  siteName: '文据 wenju',
  tagline:
    'Ask Chinese government reports a question; get the passages that answer and the words to cite, or a plain “not there”.',
  skipToText: 'Skip to the text',
  otherLanguage: { language: 'zh-CN', name: '中文' },
  ask: 'Ask',
  question: 'Question',
  questionExample: 'What is the target for GDP growth of Jingmen in 2024?',
  badQuestion: 'A question has 1 to 2,000 characters.',
  types: {
    report: 'Report',
    interview: 'Interview',
    interpretation: 'Commentary',
    policy: 'Policy',
    digest: 'Digest',
    other: 'Other',
  },
  answerTo: 'Answer',
  notFound: 'Not found',
  nearest: 'Nearest passages (not evidence)',
  morePassages: 'Passages',
  indexed: 'What is indexed',
  countDocuments: (count) => (count === 1 ? '1 document.' : `${count} documents.`),
  countMore: (count) => `${count} more`,
  regionAndYear: 'Regions and years',
  noRegion: 'No region named',
  noYear: 'No year named',
  embed: 'Put it on your page',
  embedHow: 'These two lines put the chat on a page.',
  forPrograms: 'Description of the API',
  outline: 'Contents',
  about: 'About this document',
  fields: {
    region: 'Region',
    year: 'Year',
    type: 'Type',
    delivered: 'Delivered',
    published: 'Published',
    speaker: 'Speaker',
    publisher: 'Publisher',
    url: 'Original',
  },
  file: 'File',
  describeDigest: (title) => `This is a digest written for wenju, not the original. The original: 《${title}》`,
  toQuote: 'To the cited words',
  reference: 'Reference (GB/T 7714-2025, numeric); a click selects it',
  howToCite: 'Follow the number of a paragraph to get its reference.',
  nameParagraph: (number) => `Paragraph ${number}`,
  citeParagraph: (number) => `Cite paragraph ${number}`,
  namePage: (number) => `Page ${number}`,
  previousHeading: 'Previous section',
  nextHeading: 'Next section',
  text: 'Text',
  problem: 'Something went wrong',
  noSuchDocument: 'No such document',
  describeProblem: ({ status }) =>
    status === 404
      ? 'No document has this address: it may have been removed or renamed. The home page lists what is indexed.'
      : status === 503
        ? 'The service cannot answer at the moment. Please try again soon.'
        : 'The service failed; nothing was wrong with what you did. Please try again in a moment.',
  home: 'Home',
};
