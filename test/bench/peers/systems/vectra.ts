/** vectra's own index, as its documentation begins: an item a paragraph, words and source in its metadata. */

import { LocalIndex } from 'vectra';
import { type System, TOP_K } from '../contract.js';
import { cutParagraphs } from '../corpus.js';

interface PassageMetadata extends Record<string, string> {
  source: string;
  text: string;
}

export const vectra: System = {
  async index(reports, folder, embed) {
    const index = new LocalIndex<PassageMetadata>(folder);
    await index.createIndex({ version: 1, deleteIfExists: true });
    const items = [];
    for (const { source, text } of cutParagraphs(reports)) {
      items.push({ vector: await embed(text, 'passage'), metadata: { source, text } });
    }
    await index.batchInsertItems(items);
  },
  async open(folder, embed) {
    const index = new LocalIndex<PassageMetadata>(folder);
    return {
      async ask(question) {
        const found = await index.queryItems(await embed(question, 'query'), question, TOP_K);
        return found.map(({ item }) => item.metadata);
      },
    };
  },
};
