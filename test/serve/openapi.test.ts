/** The description of the API against the schemas it is made from and the routes that really answer. */

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as asking from '../../src/api/ask.js';
import * as checking from '../../src/api/check.js';
import * as documents from '../../src/api/documents.js';
import { EXAMPLES } from '../../src/api/examples.js';
import * as request from '../../src/api/request.js';
import * as service from '../../src/api/service.js';
import { createApp } from '../../src/serve/app.js';
import { createMemoryService } from './memory.js';

const JsonSchema = z.record(z.string(), z.unknown());
const Description = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ parameters: z.array(JsonSchema).optional() }))),
  components: z.looseObject({ schemas: z.record(z.string(), JsonSchema) }),
});

const app = createApp(createMemoryService());
const description = Description.parse(await (await app.request('/openapi.json')).json());

/** Every property of an object schema below `schema`, as `path: schema`. */
function collectProperties(schema: unknown, path: string): [string, Record<string, unknown>][] {
  if (Array.isArray(schema)) return schema.flatMap((part) => collectProperties(part, path));
  const parsed = JsonSchema.safeParse(schema);
  if (!parsed.success) return [];
  const { properties, items, anyOf, allOf, oneOf } = parsed.data;
  const below = [items, anyOf, allOf, oneOf].flatMap((part) => collectProperties(part, path));
  for (const [name, property] of Object.entries(JsonSchema.parse(properties ?? {}))) {
    below.push([`${path}.${name}`, JsonSchema.parse(property)], ...collectProperties(property, `${path}.${name}`));
  }
  return below;
}

describe('GET /openapi.json', () => {
  it('is OpenAPI 3.1', () => {
    expect(description.openapi).toBe('3.1.0');
  });

  it('describes every route that answers, and no other', () => {
    const described = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(described.sort()).toEqual([...new Set(served)].sort());
    expect(described).toEqual(
      [
        'DELETE /v1/documents/{id}',
        'GET /',
        'GET /assets/page.css',
        'GET /check',
        'GET /compare',
        'GET /docs',
        'GET /documents/{id}',
        'GET /healthz',
        'GET /metrics',
        'GET /openapi.json',
        'GET /readyz',
        'GET /v1/ask',
        'GET /v1/compare',
        'GET /v1/documents',
        'GET /v1/documents/{id}',
        'GET /v1/models',
        'GET /v1/passages/{id}',
        'GET /v1/search',
        'GET /widget.js',
        'POST /mcp',
        'POST /retrieval',
        'POST /v1/ask',
        'POST /v1/chat/completions',
        'POST /v1/check',
        'POST /v1/cite',
        'POST /v1/documents',
        'POST /v1/search',
      ].sort(),
    );
  });

  it('describes every schema, every field and every parameter', () => {
    const undescribed: string[] = [];
    for (const [name, schema] of Object.entries(description.components.schemas)) {
      if (typeof schema.description !== 'string') undescribed.push(name);
      for (const [path, property] of collectProperties(schema, name)) {
        if (typeof property.description !== 'string' && typeof property.$ref !== 'string') undescribed.push(path);
      }
    }
    for (const [path, methods] of Object.entries(description.paths)) {
      for (const parameter of Object.values(methods).flatMap(({ parameters }) => parameters ?? [])) {
        if (typeof parameter.description !== 'string') undescribed.push(`${path} ${String(parameter.name)}`);
      }
    }
    expect(undescribed).toEqual([]);
  });

  it('lets a field that may be null be null', () => {
    const text = JSON.stringify(description);
    expect(text).not.toContain('"allOf"');
    expect(description.components.schemas.AskReply?.properties).toMatchObject({
      answer: { anyOf: [{ $ref: '#/components/schemas/Answer' }, { type: 'null' }] },
    });
  });

  it('points only at schemas that are there', () => {
    const names = [...JSON.stringify(description).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) expect(Object.keys(description.components.schemas)).toContain(name);
  });
});

describe('examples', () => {
  const schemas: Record<string, unknown> = { ...asking, ...documents, ...request, ...checking, ...service };
  /** Its fields are the parameters of a GET, which the description lists one by one. */
  const ASKED_BY_QUERY = ['CompareRequest'];
  for (const [name, example] of Object.entries(EXAMPLES)) {
    const schema = schemas[name];
    if (!(schema instanceof z.ZodType)) continue;
    it(`of ${name} satisfies its schema and holds nothing that is not described`, () => {
      expect(schema.parse(example)).toMatchObject(example);
    });
    if (ASKED_BY_QUERY.includes(name)) continue;
    it(`of ${name} is the one that is shown`, () => {
      expect(description.components.schemas[name]?.example).toEqual(example);
    });
  }

  it('quotes the text at its offsets', () => {
    const { text, passages, outline } = EXAMPLES.DocumentReply;
    const [citation] = EXAMPLES.AskReply.citations;
    expect(text.slice(citation.start, citation.end)).toBe(citation.quote);
    expect(text.slice(passages[0].start, passages[0].end)).toBe(EXAMPLES.ContextPassage.text);
    expect(text.slice(outline[0].start, outline[0].end)).toBe(outline[0].heading);
    const { citation: cited, selector } = EXAMPLES.CiteMatch;
    expect(text.slice(cited.start, cited.end)).toBe(cited.quote);
    expect(text).toContain(selector.prefix + selector.exact + selector.suffix);
    const { text: checked, start, end } = EXAMPLES.CheckItem;
    expect(EXAMPLES.CheckRequest.text.slice(start, end)).toBe(checked);
  });
});
