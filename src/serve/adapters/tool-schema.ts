/**
 * Before any tool is called: makes of our zod schemas what the MCP SDK checks and lists. Arguments are refused in our
 * own words; what is listed holds no references where a model reads it, and no examples.
 */

import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { describeValue } from '../problem.js';

/** Fields that a refusal names: arguments can hold thousands. */
const MAX_TOLD = 3;
/** UTF-16 code units of a path that a refusal repeats. */
const MAX_PATH = 100;

type JsonSchema = Record<string, unknown>;

/** What a tool takes. Nothing is referred to: not every program that shows schemas to a model resolves references. */
export function describeArguments<Schema extends z.ZodType>(
  schema: Schema,
): StandardSchemaWithJSON<z.input<Schema>, z.output<Schema>> {
  return toStandard(schema, z.toJSONSchema(schema, { io: 'input', metadata: selectMetadata(() => false) }));
}

/** What a tool gives. Open: fields may be added to replies, and a client may have listed the tools before. */
export function describeResult<Schema extends z.ZodType>(
  schema: Schema,
): StandardSchemaWithJSON<z.input<Schema>, z.output<Schema>> {
  const json = z.toJSONSchema(schema, {
    io: 'output',
    // The root must say that it is an object, and a named one would be a reference.
    metadata: selectMetadata((each) => each !== schema),
    override({ jsonSchema }) {
      delete jsonSchema.additionalProperties;
      delete jsonSchema.readOnly;
    },
  });
  return toStandard(schema, json);
}

/** The descriptions of zod's own registry without the examples, and with names where `isNamed`. */
function selectMetadata(isNamed: (schema: z.core.$ZodType) => boolean): z.core.$ZodRegistry<JsonSchema> {
  const registry = z.registry<JsonSchema>();
  registry.get = (schema) => {
    const { id, example: _, ...kept } = z.globalRegistry.get(schema) ?? {};
    return id !== undefined && isNamed(schema) ? { ...kept, id } : kept;
  };
  return registry;
}

function toStandard<Schema extends z.ZodType>(
  schema: Schema,
  json: JsonSchema,
): StandardSchemaWithJSON<z.input<Schema>, z.output<Schema>> {
  return {
    '~standard': {
      version: 1,
      vendor: 'wenju',
      validate(value) {
        const parsed = schema.safeParse(value);
        if (parsed.success) return { value: parsed.data };
        return { issues: parsed.error.issues.slice(0, MAX_TOLD).map((issue) => ({ message: tell(issue, value) })) };
      },
      jsonSchema: { input: () => json, output: () => json },
    },
  };
}

function tell(issue: z.core.$ZodIssue, input: unknown): string {
  const path = issue.path.map(String).join('.').slice(0, MAX_PATH);
  const place = path === '' ? '' : `${path}: `;
  if (issue.code === 'unrecognized_keys') {
    return `${place}unknown ${describeValue(issue.keys[0])}; known here: ${issue.message}`;
  }
  let value = input;
  for (const part of issue.path)
    value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
  return `${place}expected ${issue.message}, came ${describeValue(value)}`;
}
