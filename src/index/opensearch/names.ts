/** Which indices of a cluster are wenju's, which of them serve, and what stands in their notes. */

import { z } from 'zod';
import { WenjuError } from '../../errors.js';
import type { StoreConnection } from './connection.js';
import { aliasesOf, type GenerationNotes, readNotes, type StoreNames } from './layout.js';

const mappings = z.record(z.string(), z.object({ mappings: z.object({ _meta: z.unknown().optional() }) }));

/** Names of the indices that the aliases stand for; null when there are none. */
export async function resolveAliases(connection: StoreConnection, prefix: string): Promise<StoreNames | null> {
  const aliases = aliasesOf(prefix);
  const answer = await connection
    .send({ method: 'GET', path: `/_alias/${aliases.documents},${aliases.passages}` })
    .catch((error: unknown) => {
      if (error instanceof WenjuError && statusOf(error) === 404) return {};
      throw error;
    });
  const found = z.record(z.string(), z.object({ aliases: z.record(z.string(), z.unknown()) })).parse(answer);
  const named = (alias: string): string | undefined =>
    Object.entries(found).find(([, index]) => alias in index.aliases)?.[0];
  const [documents, passages] = [named(aliases.documents), named(aliases.passages)];
  return documents === undefined || passages === undefined ? null : { documents, passages };
}

/** Of the answer that became the error; null when none did. */
export function statusOf(error: WenjuError): number | null {
  const cause: { statusCode?: unknown } = Object(error.cause);
  return typeof cause.statusCode === 'number' ? cause.statusCode : null;
}

/** What stands in the mapping of an index. @throws WenjuError INDEX_STALE when it is none of ours */
export async function readGenerationNotes(connection: StoreConnection, index: string): Promise<GenerationNotes> {
  const answer = mappings.parse(await connection.send({ method: 'GET', path: `/${index}/_mapping` }));
  return readNotes(answer[index]?.mappings._meta);
}

/** What changes whenever what is there changes. */
export function nameOf({ documents }: StoreNames, { version, createdAt }: GenerationNotes): string {
  return `${documents} ${version} ${createdAt}`;
}

/** Of the generation that serves; null when none does. */
export async function readServedName(connection: StoreConnection, prefix: string): Promise<string | null> {
  const names = await resolveAliases(connection, prefix);
  return names && nameOf(names, await readGenerationNotes(connection, names.documents));
}
