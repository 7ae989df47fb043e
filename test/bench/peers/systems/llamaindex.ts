/** LlamaIndex.TS as its documentation begins: its sentence splitter and its store of vectors, kept in a folder. */

import {
  BaseEmbedding,
  Document,
  MetadataMode,
  Settings,
  storageContextFromDefaults,
  VectorStoreIndex,
} from 'llamaindex';
import { type Embed, type System, TOP_K } from '../contract.js';

class SharedModel extends BaseEmbedding {
  constructor(private readonly embed: Embed) {
    super();
  }
  getTextEmbedding(text: string): Promise<number[]> {
    return this.embed(text, 'passage');
  }
  // A question may have pictures; ours are words.
  override getQueryEmbedding(query: { type: string; text?: string }): Promise<number[]> {
    return this.embed(query.text ?? '', 'query');
  }
}

export const llamaindex: System = {
  async index(reports, folder, embed) {
    Settings.embedModel = new SharedModel(embed);
    const storageContext = await storageContextFromDefaults({ persistDir: folder });
    const documents = reports.map(({ source, text }) => new Document({ text, id_: source, metadata: { source } }));
    await VectorStoreIndex.fromDocuments(documents, { storageContext });
  },
  async open(folder, embed) {
    Settings.embedModel = new SharedModel(embed);
    const storageContext = await storageContextFromDefaults({ persistDir: folder });
    const index = await VectorStoreIndex.init({ storageContext });
    const retriever = index.asRetriever({ similarityTopK: TOP_K });
    return {
      async ask(question) {
        const found = await retriever.retrieve({ query: question });
        return found.map(({ node }) => ({
          source: String(node.metadata.source),
          text: node.getContent(MetadataMode.NONE),
        }));
      },
    };
  },
};
