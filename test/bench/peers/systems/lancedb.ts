/** LanceDB as its quick start has it: a table of paragraphs with their vectors, searched without an index of its own. */

import { connect } from '@lancedb/lancedb';
import { type System, TOP_K } from '../contract.js';
import { cutParagraphs } from '../corpus.js';

const TABLE = 'passages';

export const lancedb: System = {
  async index(reports, folder, embed) {
    const rows = [];
    for (const { source, text } of cutParagraphs(reports)) {
      rows.push({ source, text, vector: await embed(text, 'passage') });
    }
    const database = await connect(folder);
    await database.createTable(TABLE, rows, { mode: 'overwrite' });
  },
  async open(folder, embed) {
    const table = await (await connect(folder)).openTable(TABLE);
    return {
      async ask(question) {
        const rows: { source: string; text: string }[] = await table
          .search(await embed(question, 'query'))
          .limit(TOP_K)
          .toArray();
        return rows.map(({ source, text }) => ({ source, text }));
      },
    };
  },
};
