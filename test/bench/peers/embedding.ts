/** How fast wenju embeds as it does while it indexes, beside one bare session with the same texts, in one process in turns. */

import type { EmbeddingRates, Report } from './contract.js';
import { cutParagraphs } from './corpus.js';
import { openModel } from './model.js';
import { builtModule, modelFolder } from './paths.js';

/** Texts that are handed over at once: enough that sorting them and sending several a message pays. */
const PORTION = 64;
/** Characters of a passage at most, as wenju cuts them; what is longer would not fit the model's window. */
const PASSAGE = 400;

/** Of `portions` portions of passages, and of as many of sentences. */
export async function measureEmbedding(reports: readonly Report[], portions: number): Promise<EmbeddingRates> {
  const { createTransformersEmbedder, TO_INDEX }: typeof import('../../../src/embed/transformers.js') = await import(
    builtModule('embed/transformers.js')
  );
  const { resolveModel }: typeof import('../../../src/embed/model.js') = await import(builtModule('embed/model.js'));
  const { readPrefixes }: typeof import('../../../src/embed/prefix.js') = await import(builtModule('embed/prefix.js'));
  const model = await resolveModel(modelFolder, false);
  const embedder = createTransformersEmbedder(model, readPrefixes(), undefined, TO_INDEX);
  const bare = openModel();
  // As many texts as make it start all of its processes.
  const first = Array.from({ length: PORTION }, () => '');
  await Promise.all([embedder.embed(first, 'passage'), bare('', 'passage')]);

  async function compare(texts: readonly string[]): Promise<number> {
    let ours = 0;
    let alone = 0;
    for (let start = 0; start < Math.min(texts.length, portions * PORTION); start += PORTION) {
      const portion = texts.slice(start, start + PORTION);
      const startedAt = performance.now();
      await embedder.embed(portion, 'passage');
      const between = performance.now();
      for (const text of portion) await bare(text, 'passage');
      ours += between - startedAt;
      alone += performance.now() - between;
    }
    return alone / ours;
  }

  const paragraphs = cutParagraphs(reports).map(({ text }) => text.slice(0, PASSAGE));
  const passages = await compare(paragraphs.filter((text) => text.length > PASSAGE / 4));
  const sentences = await compare(paragraphs.flatMap((text) => text.match(/[^。！？；]+[。！？；]?/g) ?? []));
  await embedder.close();
  return { passages, sentences };
}
