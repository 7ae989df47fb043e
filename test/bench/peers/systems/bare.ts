/** The model alone: every paragraph embedded once, every question embedded and nothing looked for. */

import type { System } from '../contract.js';
import { cutParagraphs } from '../corpus.js';

export const bare: System = {
  async index(reports, _folder, embed) {
    const paragraphs = cutParagraphs(reports);
    for (const { text } of paragraphs) await embed(text, 'passage');
    return paragraphs.length;
  },
  async open(_folder, embed) {
    return {
      async ask(question) {
        await embed(question, 'query');
        return [];
      },
    };
  },
};
