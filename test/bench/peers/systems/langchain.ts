/** LangChain.js as its documentation begins: the recursive splitter at 1,000 and 200 characters, the store in memory. */

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MemoryVectorStore } from '@langchain/classic/vectorstores/memory';
import { Embeddings } from '@langchain/core/embeddings';
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters';
import { type Embed, type System, TOP_K } from '../contract.js';

class SharedModel extends Embeddings {
  constructor(private readonly embed: Embed) {
    super({});
  }
  embedQuery(question: string): Promise<number[]> {
    return this.embed(question, 'query');
  }
  async embedDocuments(texts: string[]): Promise<number[][]> {
    const vectors: number[][] = [];
    for (const text of texts) vectors.push(await this.embed(text, 'passage'));
    return vectors;
  }
}

/** The store writes nothing itself; its documentation keeps `memoryVectors`. */
const FILE = 'vectors.json';

export const langchain: System = {
  async index(reports, folder, embed) {
    const splitter = new RecursiveCharacterTextSplitter({ chunkSize: 1_000, chunkOverlap: 200 });
    const documents = await splitter.createDocuments(
      reports.map(({ text }) => text),
      reports.map(({ source }) => ({ source })),
    );
    const store = await MemoryVectorStore.fromDocuments(documents, new SharedModel(embed));
    await writeFile(path.join(folder, FILE), JSON.stringify(store.memoryVectors));
  },
  async open(folder, embed) {
    const store = new MemoryVectorStore(new SharedModel(embed));
    store.memoryVectors = JSON.parse(await readFile(path.join(folder, FILE), 'utf8'));
    return {
      async ask(question) {
        const found = await store.similaritySearch(question, TOP_K);
        return found.map(({ pageContent, metadata }) => ({ source: String(metadata.source), text: pageContent }));
      },
    };
  },
};
