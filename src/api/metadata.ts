/**
 * The contract, what a document says of itself: the schema of every field of `src/metadata.ts`, as it is stored and
 * replied, and an example of each.
 */

import { z } from 'zod';
import { DOCUMENT_TYPES } from '../document-kinds.js';
import { METADATA_FIELDS, type MetadataField, mapMetadata } from '../metadata.js';

const text = ({ description }: MetadataField) => z.string().nullable().meta({ description });

export const metadataFields = mapMetadata({
  title: ({ description }) => z.string().meta({ description }),
  text,
  year: ({ description }) => z.int().nullable().meta({ description }),
  type: ({ description }) => z.enum(DOCUMENT_TYPES).meta({ description }),
  date: text,
  address: text,
  original: ({ description }) =>
    // A union, as `nullable` of a named schema is described in OpenAPI as something nothing satisfies.
    z
      .union([
        z.object({
          title: z.string().meta({ description: 'Title of the original.' }),
          publisher: z.string().nullable().meta({ description: 'Who published the original.' }),
          url: z.string().nullable().meta({ description: 'Where the original stands.' }),
        }),
        z.null(),
      ])
      .meta({ description }),
});

/** An example of each, of the type that it is described as. */
export const metadataExample = z
  .object(metadataFields)
  .parse(Object.fromEntries(METADATA_FIELDS.map(({ name, example }) => [name, example])));
