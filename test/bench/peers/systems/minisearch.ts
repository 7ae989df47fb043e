/** MiniSearch, which finds by words and has no model; cutting Chinese into words is left to its users. */

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import MiniSearch, { type Options } from 'minisearch';
import { type System, TOP_K } from '../contract.js';
import { cutParagraphs, type Paragraph } from '../corpus.js';

const FILE = 'words.json';
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const OPTIONS: Options<Paragraph> = {
  fields: ['text'],
  storeFields: ['source', 'text'],
  tokenize: (text) =>
    Array.from(segmenter.segment(text)).flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : [])),
};

export const minisearch: System = {
  async index(reports, folder) {
    const index = new MiniSearch<Paragraph>(OPTIONS);
    const paragraphs = cutParagraphs(reports);
    index.addAll(paragraphs);
    await writeFile(path.join(folder, FILE), JSON.stringify(index));
  },
  async open(folder) {
    const index = MiniSearch.loadJSON<Paragraph>(await readFile(path.join(folder, FILE), 'utf8'), OPTIONS);
    return {
      async ask(question) {
        const found = index.search(question).slice(0, TOP_K);
        return found.map(({ source, text }) => ({ source: String(source), text: String(text) }));
      },
    };
  },
};
