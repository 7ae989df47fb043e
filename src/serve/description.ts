/**
 * `/openapi.json` and `/docs`: takes the routes with their schemas, gives their description for programs (OpenAPI 3.1)
 * and, from the same, for people: a page without script.
 */

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { html } from 'hono/html';
import { z } from 'zod';
import { chooseDescriptionWords, type DescriptionWords } from './description-words.js';
import { chooseWords } from './pages/language.js';
import { addLanguage, type Html, respondWithPage } from './pages/layout.js';
import { type ReadAddress, readOrigin } from './public-url.js';

/** Version of the HTTP contract: fields are added within a first number, never renamed. */
const API_VERSION = '1.0.0';

/** Name of the kind of key in the description. */
const KEY_SCHEME = 'apiKey';

const DESCRIPTION = {
  openapi: '3.1.0',
  info: {
    title: '文据 wenju',
    version: API_VERSION,
    description:
      'Ask Chinese government reports a question; get the passages that answer, with the words to cite. Offsets are ' +
      'UTF-16 code units, half-open. Errors are application/problem+json (RFC 9457). Where the operator asks for keys, ' +
      'send one as `Authorization: Bearer KEY`: without it the status is 401. Where the operator limits how often one ' +
      'may ask, it is 429 above the limit, and Retry-After says how many seconds to wait.',
  },
  // One or none: only the operator's settings say which.
  security: [{}, { [KEY_SCHEME]: [] }],
};

const openApi = createRoute({
  method: 'get',
  path: '/openapi.json',
  summary: 'This description',
  responses: {
    200: { description: 'OpenAPI 3.1.', content: { 'application/json': { schema: z.looseObject({}) } } },
  },
});

const docs = createRoute({
  method: 'get',
  path: '/docs',
  summary: 'This description, to read',
  responses: { 200: { description: 'A page.', content: { 'text/html': { schema: z.string() } } } },
});

/** What the page reads of a schema; the description is our own, so anything else may be passed over. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly example?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
  readonly description?: string;
}

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: Content;
  readonly responses?: Readonly<Record<string, Content>>;
}

interface Description {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/**
 * Goes after all other routes of the application: it describes those that are there when it is first asked.
 * `readAddress` gives where the service is reached, for the examples to paste.
 */
export function addDescription(app: OpenAPIHono, readAddress: ReadAddress = readOrigin): void {
  app.openAPIRegistry.registerComponent('securitySchemes', KEY_SCHEME, {
    type: 'http',
    scheme: 'bearer',
    description: "One of the operator's keys, where the operator asks for keys.",
  });
  app.openAPIRegistry.registerPath(openApi);
  app.openAPIRegistry.registerPath(docs);
  let described: ReturnType<typeof app.getOpenAPI31Document> | undefined;
  const describe = () => {
    described ??= app.getOpenAPI31Document(DESCRIPTION);
    return described;
  };
  // Kept for the one address it was last drawn for: a Host that anyone may write must not fill the memory.
  const drawn = new Map<string, { readonly address: string; readonly body: Html }>();
  const draw = (address: string, words: DescriptionWords): Html => {
    const last = drawn.get(words.language);
    if (last?.address === address) return last.body;
    // Written by the same process from its own schemas: the types above name what of OpenAPI 3.1 is used.
    const body = renderDescription(describe() as unknown as Description, address, words);
    drawn.set(words.language, { address, body });
    return body;
  };
  app.get(openApi.path, (context) => context.json(describe()));
  app.get(docs.path, (context) => {
    const words = chooseWords(context);
    return respondWithPage(context, words, {
      title: `${DESCRIPTION.info.title} API`,
      body: draw(readAddress(context), chooseDescriptionWords(words)),
      otherLanguageUrl: addLanguage(docs.path, words.otherLanguage),
      script: null,
    });
  });
}

function renderDescription({ info, paths, components }: Description, origin: string, words: DescriptionWords): Html {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  return html`<article class="description">
<h1>${info.title} API ${info.version}</h1>
<p>${renderText(words.say(info.description))} ${words.forPrograms}<a href="${openApi.path}">${openApi.path}</a></p>
<nav aria-label="${words.routes}"><ul>
${operations.map(
  ({ path, method, operation }) =>
    html`<li><a href="#${nameAnchor(method, path)}"><code>${method} ${path}</code></a> ${words.say(operation.summary ?? '')}</li>`,
)}
</ul></nav>
${operations.map(({ path, method, operation }) => renderOperation(path, method, operation, origin, words))}
<h2 id="schemas">${words.schemas}</h2>
${Object.entries(components.schemas).map(([name, schema]) => renderSchema(name, schema, words))}
</article>`;
}

/** What descriptions have between backticks is code. */
function renderText(text: string): Html {
  return html`${text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}

function renderOperation(
  path: string,
  method: string,
  operation: Operation,
  origin: string,
  words: DescriptionWords,
): Html {
  const { summary, description, parameters = [], requestBody, responses = {} } = operation;
  const body = Object.entries(requestBody?.content ?? {});
  return html`<section>
<h2 id="${nameAnchor(method, path)}"><code>${method} ${path}</code></h2>
<p>${words.say(summary ?? '')}${words.stop}${renderText(words.say(description ?? ''))}</p>
${
  parameters.length === 0
    ? null
    : renderTable(
        `${method} ${path}`,
        words.parameters,
        parameters.map(({ name, schema = {}, required, ...parameter }) => ({
          name: parameter.in === 'path' ? `{${name}}` : name,
          schema: { ...schema, description: parameter.description ?? schema.description ?? '' },
          isRequired: required ?? false,
        })),
        words,
      )
}
${body.map(([type, { schema }]) => html`<p>${words.body}<code>${type}</code>, ${schema ? renderType(schema, words) : words.anything}</p>`)}
${renderExample(path, method, operation, origin)}
<ul>
${Object.entries(responses).map(
  ([status, response]) =>
    html`<li><code>${status}</code> ${renderText(words.say(response.description ?? ''))} ${Object.entries(
      response.content ?? {},
    ).map(
      ([type, { schema }]) => html`<code>${type}</code>${schema?.$ref ? html` ${renderType(schema, words)}` : null} `,
    )}</li>`,
)}
</ul>
</section>`;
}

/** A line to paste, for what can be asked without a body. */
function renderExample(path: string, method: string, { parameters = [] }: Operation, origin: string): Html | null {
  if (method !== 'GET' || path.includes('{')) return null;
  const asked = parameters.filter(({ required, schema }) => required && schema?.example !== undefined);
  const data = asked.map(({ name, schema }) => ` --data-urlencode '${name}=${String(schema?.example)}'`).join('');
  return html`<pre tabindex="0"><code>curl --get ${origin}${path}${data}</code></pre>`;
}

function renderSchema(name: string, schema: Schema, words: DescriptionWords): Html {
  const fields = Object.entries(schema.properties ?? {}).map(([field, own]) => ({
    name: field,
    schema: own,
    isRequired: schema.required?.includes(field) ?? false,
  }));
  return html`<section>
<h3 id="schema-${name}">${name}</h3>
<p>${renderText(words.say(schema.description ?? ''))}</p>
${fields.length === 0 ? null : renderTable(name, words.fields, fields, words)}
${
  schema.example === undefined
    ? null
    : html`<details><summary>${words.example}</summary><pre tabindex="0"><code>${JSON.stringify(schema.example, null, 2)}</code></pre></details>`
}
</section>`;
}

interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
}

function renderTable(of: string, title: string, fields: readonly Field[], words: DescriptionWords): Html {
  return html`<div class="scroll wide" tabindex="0" role="region" aria-label="${of} ${title}"><table>
<thead><tr><th>${title}</th><th>${words.type}</th><th>${words.meaning}</th></tr></thead>
<tbody>
${fields.map(
  ({ name, schema, isRequired }) =>
    html`<tr><th scope="row"><code>${name}</code></th><td>${renderType(schema, words)}${isRequired ? null : words.optional}</td>
<td>${renderText(words.say(schema.description ?? ''))}${schema.default === undefined ? null : html` ${words.defaultValue}<code>${JSON.stringify(schema.default)}</code>`}${
      schema.example === undefined || typeof schema.example === 'object'
        ? null
        : html` ${words.example}<code>${String(schema.example)}</code>`
    }</td></tr>`,
)}
</tbody></table></div>`;
}

function renderType(schema: Schema, words: DescriptionWords): Html {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  const choices = schema.anyOf ?? schema.allOf;
  if (choices) return html`${choices.map((choice, at) => html`${at > 0 ? words.or : ''}${renderType(choice, words)}`)}`;
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum) return html`${schema.enum.map((value) => JSON.stringify(value)).join(' · ')}`;
  if (schema.items) return html`${words.listOf}${renderType(schema.items, words)}`;
  return html`${[schema.type ?? words.anything].flat().join(words.or)}`;
}

function nameAnchor(method: string, path: string): string {
  return `${method}${path}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}
