/** The model alone: every paragraph embedded once, every question embedded and nothing looked for. */

import type { System } from '../contract.js';
import { cutParagraphs } from '../corpus.js';

export const bare: System = {
  async index(reports, _folder, embed) {
    for (const { text } of cutParagraphs(reports)) await embed(text, 'passage');
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
