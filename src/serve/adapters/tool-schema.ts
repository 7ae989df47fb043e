/**
 * Before any tool is called: a zod schema of the contract as the MCP SDK checks and lists it. Refusals are in our own words;
 * what is listed holds no references, as not every program that shows it to a model resolves them, and no examples.
 */

import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { describeIssues } from '../problem.js';

/** zod's own registry without names, which become references, and without examples. */
const PLAIN = z.registry<Record<string, unknown>>();
PLAIN.get = (schema) => {
  const { id: _id, example: _example, ...kept } = z.globalRegistry.get(schema) ?? {};
  return kept;
};

/** `io`: whether a tool takes it or gives it. Made once, as a server is made for every request. */
export function describeForTool<Schema extends z.ZodType>(
  schema: Schema,
  io: 'input' | 'output',
): StandardSchemaWithJSON<z.input<Schema>, z.output<Schema>> {
  const json = z.toJSONSchema(schema, {
    io,
    metadata: PLAIN,
    override({ jsonSchema }) {
      delete jsonSchema.readOnly;
      // Fields may be added to replies, and a client may have listed the tools before.
      if (io === 'output') delete jsonSchema.additionalProperties;
    },
  });
  return {
    '~standard': {
      version: 1,
      vendor: 'wenju',
      validate(value) {
        const parsed = schema.safeParse(value);
        if (parsed.success) return { value: parsed.data };
        return { issues: [{ message: describeIssues(parsed.error.issues, value) }] };
      },
      jsonSchema: { input: () => json, output: () => json },
    },
  };
}
