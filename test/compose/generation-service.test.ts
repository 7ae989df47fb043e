/** How the service moves from one generation to the next: over parts that open and fail when the test says so. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXAMPLES } from '../../src/api/examples.js';
import { AskRequest } from '../../src/api/request.js';
import { createService, type OpenGeneration, type ServiceParts } from '../../src/compose/generation-service.js';
import type { LocalService } from '../../src/compose/service.js';

/** Longer than the service waits between two looks at the index, in milliseconds. */
const A_LOOK = 1_100;
const UPLOAD = { name: EXAMPLES.IndexedDocument.source, bytes: new Uint8Array(), metadata: null };
const ASKED = AskRequest.parse({ question: 'x' });
const ID = EXAMPLES.IndexedDocument.id;

function generation(name: string): OpenGeneration {
  return {
    name,
    answerer: {
      ask: async () => ({ ...EXAMPLES.AskReply, indexVersion: name }),
      search: async () => ({ ...EXAMPLES.SearchReply, indexVersion: name }),
    },
    writers: null,
    library: {
      documents: () => ({ documents: [EXAMPLES.IndexedDocument], indexVersion: name }),
      document: () => EXAMPLES.DocumentReply,
      passage: () => EXAMPLES.PassageContextReply,
    },
    checker: {
      cite: async () => ({ ...EXAMPLES.CiteReply, indexVersion: name }),
      check: async () => ({ ...EXAMPLES.CheckReply, indexVersion: name }),
      compare: async () => ({ ...EXAMPLES.CompareReply, indexVersion: name }),
      writeComparison: async () => ({ csv: '', md: '' }),
    },
    readiness: { ...EXAMPLES.Readiness, indexVersion: name },
  };
}

/** A promise that the test settles. */
function later<Value>() {
  let resolve: (value: Value) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<Value>((keep, refuse) => {
    resolve = keep;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

const services: LocalService[] = [];

async function start(changes: Partial<ServiceParts> = {}): Promise<LocalService> {
  const service = await createService({
    open: async () => generation('g1'),
    readCurrentName: async () => 'g1',
    add: async () => UPLOAD.name,
    remove: async () => {},
    isModelAnswering: () => true,
    languageModel: null,
    close: async () => {},
    ...changes,
  });
  services.push(service);
  return service;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(async () => {
  for (const service of services.splice(0)) await service.close();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const versionOf = (service: LocalService) => service.documents().indexVersion;

describe('updates', () => {
  it('run one after the other, in the order they were asked for', async () => {
    const told: string[] = [];
    let running = 0;
    const update = (what: string) => async () => {
      running += 1;
      told.push(`${what} of ${running}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      running -= 1;
      return UPLOAD.name;
    };
    const service = await start({ add: update('add'), remove: async () => void (await update('remove')()) });
    const all = Promise.all([
      service.addDocument(UPLOAD),
      service.removeDocument(ID),
      service.addDocument(UPLOAD),
      service.addDocument(UPLOAD),
    ]);
    await vi.advanceTimersByTimeAsync(300);
    await all;
    expect(told).toEqual(['add of 1', 'remove of 1', 'add of 1', 'add of 1']);
  });

  it('are not kept from running by one that failed', async () => {
    let calls = 0;
    const service = await start({
      add: async () => {
        calls += 1;
        if (calls === 1) throw new Error('disk on fire');
        return UPLOAD.name;
      },
    });
    const [first, second] = await Promise.allSettled([service.addDocument(UPLOAD), service.addDocument(UPLOAD)]);
    expect(first).toMatchObject({ status: 'rejected', reason: { message: 'disk on fire' } });
    expect(second).toEqual({ status: 'fulfilled', value: EXAMPLES.IndexedDocument });
  });

  it('reply with the document of the generation they wrote, which serves from then on', async () => {
    let name = 'g1';
    const service = await start({
      open: async () => generation(name),
      readCurrentName: async () => name,
      add: async () => {
        name = 'g2';
        return UPLOAD.name;
      },
      remove: async () => {
        name = 'g3';
      },
    });
    expect(await service.addDocument(UPLOAD)).toEqual(EXAMPLES.IndexedDocument);
    expect(versionOf(service)).toBe('g2');
    expect(service.readiness()).toMatchObject({ indexVersion: 'g2' });
    expect(await service.removeDocument(ID)).toEqual({
      id: ID,
      sources: EXAMPLES.IndexedDocument.sources.map(({ source }) => source),
      indexVersion: 'g3',
    });
    expect(versionOf(service)).toBe('g3');
  });
});

describe('a generation that was written here', () => {
  it('is opened once, however long that takes and however often it is seen lying there', async () => {
    const slow = later<void>();
    let name = 'g1';
    const opened: string[] = [];
    const service = await start({
      open: async () => {
        const own = name;
        opened.push(own);
        if (own === 'g2') await slow.promise;
        return generation(own);
      },
      readCurrentName: async () => name,
      add: async () => {
        name = 'g2';
        // What is left to be done behind it, while it lies there.
        await vi.advanceTimersByTimeAsync(A_LOOK);
        return UPLOAD.name;
      },
    });
    const added = service.addDocument(UPLOAD);
    await vi.advanceTimersByTimeAsync(3 * A_LOOK);
    slow.resolve();
    expect(await added).toEqual(EXAMPLES.IndexedDocument);
    await vi.advanceTimersByTimeAsync(3 * A_LOOK);
    expect(versionOf(service)).toBe('g2');
    expect(opened).toEqual(['g1', 'g2']);
  });
});

describe('readiness', () => {
  it('is that of the index and of the model', async () => {
    let answers = false;
    const service = await start({ isModelAnswering: () => answers });
    expect(service.readiness()).toEqual({ ...EXAMPLES.Readiness, indexVersion: 'g1', ready: false });
    answers = true;
    expect(service.readiness()).toEqual({ ...EXAMPLES.Readiness, indexVersion: 'g1', ready: true });
  });
});

describe('a generation that another process wrote', () => {
  it('serves within the time of two looks', async () => {
    let name = 'g1';
    const service = await start({ open: async () => generation(name), readCurrentName: async () => name });
    name = 'g2';
    await vi.advanceTimersByTimeAsync(A_LOOK);
    expect(versionOf(service)).toBe('g2');
    expect((await service.ask(ASKED)).indexVersion).toBe('g2');
  });

  it('that cannot be opened leaves the old one serving, is tried once, and is followed by the next', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    let name = 'g1';
    const opened: string[] = [];
    const service = await start({
      open: async () => {
        opened.push(name);
        if (name === 'g2') throw new Error('torn');
        return generation(name);
      },
      readCurrentName: async () => name,
    });
    name = 'g2';
    await vi.advanceTimersByTimeAsync(3 * A_LOOK);
    expect(versionOf(service)).toBe('g1');
    expect(log).toHaveBeenCalledExactlyOnceWith('The new index g2 is not served: torn');
    name = 'g3';
    await vi.advanceTimersByTimeAsync(A_LOOK);
    expect(versionOf(service)).toBe('g3');
    expect(opened).toEqual(['g1', 'g2', 'g3']);
  });

  it('is looked for again after CURRENT could not be read', async () => {
    let name: string | null = null;
    const service = await start({
      open: async () => generation(name ?? 'g1'),
      readCurrentName: async () => {
        if (name === null) throw new Error('half a file');
        return name;
      },
    });
    await vi.advanceTimersByTimeAsync(A_LOOK);
    name = 'g2';
    await vi.advanceTimersByTimeAsync(A_LOOK);
    expect(versionOf(service)).toBe('g2');
  });

  it('does not take the place of a newer one whose opening began later and ended sooner', async () => {
    const slow = later<OpenGeneration>();
    const openings = [async () => generation('g1'), () => slow.promise, async () => generation('g3')];
    let name = 'g1';
    const service = await start({
      open: () => (openings.shift() ?? (() => Promise.reject(new Error('opened too often'))))(),
      readCurrentName: async () => name,
      add: async () => {
        name = 'g3';
        return UPLOAD.name;
      },
    });
    name = 'g2';
    await vi.advanceTimersByTimeAsync(A_LOOK);
    await service.addDocument(UPLOAD);
    expect(versionOf(service)).toBe('g3');
    slow.resolve(generation('g2'));
    await vi.advanceTimersByTimeAsync(10);
    expect(versionOf(service)).toBe('g3');
  });
});

describe('a question', () => {
  it('is answered by the generation it began with', async () => {
    const reply = later<void>();
    let name = 'g1';
    const service = await start({
      open: async () => {
        const opened = generation(name);
        const ask = async () => {
          if (opened.name === 'g1') await reply.promise;
          return { ...EXAMPLES.AskReply, indexVersion: opened.name };
        };
        return { ...opened, answerer: { ...opened.answerer, ask } };
      },
      readCurrentName: async () => name,
    });
    const asked = service.ask(ASKED);
    name = 'g2';
    await vi.advanceTimersByTimeAsync(A_LOOK);
    expect(versionOf(service)).toBe('g2');
    reply.resolve();
    expect((await asked).indexVersion).toBe('g1');
  });
});

describe('close', () => {
  it('waits for the update under way, and for those that wait', async () => {
    const told: string[] = [];
    const adding = later<string>();
    const service = await createService({
      open: async () => generation('g1'),
      readCurrentName: async () => 'g1',
      add: async () => {
        const source = await adding.promise;
        told.push('added');
        return source;
      },
      remove: async () => void told.push('removed'),
      isModelAnswering: () => true,
      languageModel: null,
      close: async () => void told.push('closed'),
    });
    const updates = [service.addDocument(UPLOAD), service.removeDocument(ID)];
    const closing = service.close();
    await vi.advanceTimersByTimeAsync(A_LOOK);
    expect(told).toEqual([]);
    adding.resolve(UPLOAD.name);
    await Promise.all([...updates, closing]);
    expect(told).toEqual(['added', 'removed', 'closed']);
  });

  it('looks for no generation any more', async () => {
    let looks = 0;
    const service = await start({
      readCurrentName: async () => {
        looks += 1;
        return 'g1';
      },
    });
    await vi.advanceTimersByTimeAsync(A_LOOK);
    const before = looks;
    await service.close();
    await vi.advanceTimersByTimeAsync(5 * A_LOOK);
    expect([before, looks]).toEqual([1, 1]);
  });
});
