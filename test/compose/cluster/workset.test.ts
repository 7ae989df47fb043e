/** A part of a corpus that grows until nothing that was looked up is missing. */

import { describe, expect, it } from 'vitest';
import { listDocument } from '../../../src/cite/replies.js';
import { createShelf } from '../../../src/compose/cluster/shelf.js';
import { nameKind } from '../../../src/compose/cluster/upload.js';
import {
  answerFromWorkset,
  NotAtHand,
  type Workset,
  type WorksetSource,
} from '../../../src/compose/cluster/workset.js';
import { nameSort } from '../../../src/index/opensearch/catalogue.js';
import type { LoadedDocument, LookUp, StoredGeneration } from '../../../src/index/opensearch/contract.js';
import { packFacts } from '../../../src/index/stored-facts.js';
import { createWordCounter } from '../../../src/index/word-counter.js';
import { MAKERS, makeDocument, NO_KNOWLEDGE } from '../../index/made.js';

const ANSWERED = { beyond: 'refused' } as const;
const documents = [
  makeDocument('a.txt', '甲乙。\n乙丙。', { region: '甲市', year: 2024 }),
  makeDocument('b.txt', '乙丁。', { region: '乙市', year: 2024 }),
  makeDocument('c.txt', '乙戊。', { region: '乙市', year: 2024 }),
];
const [first, second] = documents.map(({ id }) => id);

function load(id: string, revision: string): LoadedDocument[] {
  const found = documents.find((document) => document.id === id);
  if (!found) return [];
  const { annotations, ...document } = found;
  const counter = createWordCounter();
  for (const { start, end } of document.passages) counter.add([...document.text.slice(start, end - 1)]);
  const packed = { document: { ...document, indexedAt: 'now' }, annotations, facts: packFacts(annotations.facts) };
  return [{ packed, words: counter.finish(), revision }];
}

interface Made {
  readonly source: WorksetSource;
  /** What was asked of the cluster, in order. */
  readonly asked: string[];
}

/** @param options.found as many documents have whatever is looked up, each time others; those that there are when it is 0. */
function makeSource({
  most = 10,
  revisions = ['one'],
  found = 0,
}: {
  most?: number;
  revisions?: string[];
  found?: number;
} = {}): Made {
  const asked: string[] = [];
  const never = () => Promise.reject(new Error('Expected not to be asked.'));
  const generation: StoredGeneration = {
    name: 'made',
    version: 'v1',
    makers: MAKERS,
    documents: 1_000,
    passages: 5_000,
    meanLength: 2,
    language: 'zh',
    means: { passages: new Float32Array(0), sentences: new Float32Array(0) },
    readCatalogue: never,
    listDocuments: never,
    loadDocuments(ids) {
      // Nothing is sent for nothing.
      if (ids.length === 0) return Promise.resolve([]);
      asked.push(`load ${ids.length}`);
      const revision = (revisions.length > 1 ? revisions.shift() : revisions[0]) ?? '';
      return Promise.resolve(ids.flatMap((id) => load(id, revision)));
    },
    countPassages(terms) {
      if (terms.length > 0) asked.push(`count ${terms.join(' ')}`);
      return Promise.resolve(new Map(terms.map((term) => [term, term === '乙' ? 400 : 0])));
    },
    findDocuments({ by, value }: LookUp, regions) {
      asked.push(`${by} ${value} ${regions?.join(' ') ?? 'everywhere'}`);
      if (found > 0) return Promise.resolve(Array.from({ length: found }, (_, number) => `${value} ${number}`));
      return Promise.resolve(most === 0 ? null : documents.map(({ id }) => id));
    },
    findWitnesses: never,
    measureSpreads: never,
    rank: never,
    readVectors: never,
  };
  const catalogue = documents.slice(0, 2).map((document, at) => {
    const { region, year, type } = document.metadata;
    const sort = nameSort({ region, year, type, kind: nameKind(document) });
    return { listed: listDocument({ ...document, indexedAt: 'now' }), documents: at + 1, sort };
  });
  return { source: { generation, catalogue, knowledge: NO_KNOWLEDGE, shelf: createShelf(generation) }, asked };
}

const open = (workset: Workset) => workset.snapshot;

describe('an answer from a workset', () => {
  it('weighs words by all passages there are, counted once', async () => {
    const { source, asked } = makeSource();
    const counts = await answerFromWorkset(
      source,
      open,
      async ({ lexicalIndex }) => ['乙', '癸'].map(lexicalIndex.frequencyOf),
      ANSWERED,
    );
    expect(counts).toEqual([400, 0]);
    expect(asked).toEqual(['count 乙 癸']);
  });

  it('has a stub of each place, year and kind as long as not all of the same are at hand', async () => {
    const { source } = makeSource();
    const texts = (ids: readonly string[]) =>
      answerFromWorkset(
        source,
        open,
        async (snapshot, workset) => {
          workset.need(ids);
          return snapshot.documents.map(({ source: name, text }) => `${name} ${text.length}`);
        },
        ANSWERED,
      );
    expect(await texts([])).toEqual(['a.txt 0', 'b.txt 0']);
    expect(await texts([documents[2]?.id ?? ''])).toEqual(['a.txt 0', 'b.txt 0', 'c.txt 3']);
    expect(await texts([documents[1]?.id ?? ''])).toEqual(['a.txt 0', 'b.txt 3', 'b.txt 0']);
    expect(await texts(documents.slice(1).map(({ id }) => id))).toEqual(['a.txt 0', 'b.txt 3', 'c.txt 3']);
  });

  it('begins again with documents that have what was looked up, in the order of their sources', async () => {
    const { source, asked } = makeSource();
    const found = await answerFromWorkset(
      source,
      open,
      async (snapshot) => {
        snapshot.facts.ofRegion('420000');
        return { version: snapshot.version, passages: [...snapshot.passageDocument] };
      },
      ANSWERED,
    );
    expect(found).toEqual({ version: 'v1', passages: [0, 0, 1, 2] });
    expect(asked).toEqual(['places 420000 everywhere', 'load 3']);
  });

  it('fetches all of a sort when one is read whole that is not at hand, where that is asked for', async () => {
    const lengthsOf = (read: 'sections' | 'passages' | 'text', readsWhole: boolean, most = 10) => {
      const { source, asked } = makeSource({ most });
      return answerFromWorkset(
        source,
        open,
        async (snapshot) => {
          const own = snapshot.documents.filter(({ metadata }) => metadata.region === '乙市');
          return { read: own.map((document) => document[read].length), asked };
        },
        { beyond: 'left out', readsWhole },
      );
    };
    const sort = 'sort ["乙市",2024,"report","work report 2024"] everywhere';
    expect(await lengthsOf('text', true)).toEqual({ read: [3, 3], asked: [sort, 'load 3'] });
    expect((await lengthsOf('passages', true)).read).toEqual([1, 1]);
    expect(await lengthsOf('text', false)).toEqual({ read: [0], asked: [] });
    // Of too many one is looked for among what is at hand; what is counted has to be whole.
    expect((await lengthsOf('sections', true, 0)).read).toEqual([0]);
    await expect(lengthsOf('passages', true, 0)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  it('fetches a few documents of each place that mention a word, and reads no other whole', async () => {
    const { source, asked } = makeSource();
    const found = await answerFromWorkset(
      source,
      open,
      async (snapshot) => snapshot.documentsMentioning(['丁', '癸'], [2024]).map(({ source: name }) => name),
      { beyond: 'left out', readsWhole: true },
    );
    expect(found).toEqual(['b.txt']);
    expect(asked).toEqual(['mention {"words":["丁","癸"],"years":[2024]} everywhere', 'load 3']);
  });

  it('leaves out what is together more than may be taken, where each alone is not', async () => {
    const look = (beyond: 'refused' | 'left out') => {
      const { source, asked } = makeSource({ found: 250 });
      return answerFromWorkset(
        source,
        open,
        async ({ facts }) => {
          for (const name of ['GDP', 'CPI', 'PPI']) facts.aboutTerm(name);
          return asked.filter((one) => one.startsWith('load'));
        },
        { beyond },
      );
    };
    expect(await look('left out')).toEqual(['load 500']);
    await expect(look('refused')).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  it('refuses what more documents have than may be taken, or leaves it out where that is said', async () => {
    const look = (beyond: 'refused' | 'left out') => {
      const { source } = makeSource({ most: 0 });
      return answerFromWorkset(
        source,
        open,
        async (snapshot, workset) => {
          workset.regions = ['甲市'];
          return snapshot.facts.aboutTerm('GDP').length;
        },
        { beyond },
      );
    };
    await expect(look('refused')).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringMatching(/Name a place or a year/),
    });
    expect(await look('left out')).toBe(0);
  });

  it('does without a document that was removed while it was found', async () => {
    const { source } = makeSource();
    const isOfText = await answerFromWorkset(
      source,
      open,
      async (_, workset) => {
        if (!workset.need(['removed'])) throw new NotAtHand();
        return workset.isOfText({ document: 'removed', ordinal: 0, revision: 'one' });
      },
      ANSWERED,
    );
    expect(isOfText).toBe(false);
  });

  it('keeps on the shelf what was read before', async () => {
    const { source, asked } = makeSource();
    for (let turn = 0; turn < 3; turn += 1) {
      await answerFromWorkset(source, open, async (_, workset) => workset.need([first ?? '']), ANSWERED);
    }
    expect(asked).toEqual(['load 1']);
  });

  it('passes over passages of another text of their document, which it reads again once', async () => {
    const { source, asked } = makeSource({ revisions: ['one', 'two'] });
    const isOfText = (revision: string) =>
      answerFromWorkset(
        source,
        open,
        async (_, workset) => {
          if (!workset.need([second ?? ''])) throw new NotAtHand();
          return workset.isOfText({ document: second ?? '', ordinal: 0, revision });
        },
        ANSWERED,
      );
    expect(await isOfText('one')).toBe(true);
    expect(await isOfText('two')).toBe(true);
    expect(await isOfText('three')).toBe(false);
    expect(asked).toEqual(['load 1', 'load 1', 'load 1']);
  });

  it('gives up on what asks for ever more, on an error, and when whoever asked has left', async () => {
    const { source } = makeSource();
    const more = Array.from({ length: 100 }, (_, number) => `${number}`);
    const endless = answerFromWorkset(
      source,
      open,
      async ({ lexicalIndex }) => lexicalIndex.frequencyOf(more.pop() ?? ''),
      ANSWERED,
    );
    await expect(endless).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringMatching(/for ever more/),
    });
    const failing = answerFromWorkset(source, open, () => Promise.reject(new RangeError('odd')), ANSWERED);
    await expect(failing).rejects.toThrow('odd');
    const left = answerFromWorkset(source, open, async () => 1, { ...ANSWERED, signal: AbortSignal.abort() });
    await expect(left).rejects.toMatchObject({ name: 'AbortError' });
  });
});
