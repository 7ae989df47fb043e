/** Orama's hybrid search, with its own tokenizer for Chinese and its own way to save. */

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { create, insertMultiple, load, save, search } from '@orama/orama';
import { createTokenizer } from '@orama/tokenizers/mandarin';
import { type System, TOP_K } from '../contract.js';
import { cutParagraphs } from '../corpus.js';

const FILE = 'database.json';

function createDatabase() {
  return create({
    schema: { source: 'string', text: 'string', embedding: 'vector[384]' } as const,
    components: { tokenizer: createTokenizer() },
  });
}

export const orama: System = {
  async index(reports, folder, embed) {
    const database = createDatabase();
    const rows = [];
    for (const { source, text } of cutParagraphs(reports)) {
      rows.push({ source, text, embedding: await embed(text, 'passage') });
    }
    await insertMultiple(database, rows);
    await writeFile(path.join(folder, FILE), JSON.stringify(save(database)));
  },
  async open(folder, embed) {
    const database = createDatabase();
    load(database, JSON.parse(await readFile(path.join(folder, FILE), 'utf8')));
    return {
      async ask(question) {
        const { hits } = await search(database, {
          mode: 'hybrid',
          term: question,
          properties: ['text'],
          vector: { value: await embed(question, 'query'), property: 'embedding' },
          limit: TOP_K,
        });
        return hits.map(({ document: { source, text } }) => ({ source, text }));
      },
    };
  },
};
