/**
 * Who may ask and who may change: takes the keys that the operator configured and a request, gives whether it brings
 * one of them. Fails closed, and takes a time that tells nothing of the keys.
 */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';

/** Stands before the hash of a key, in hexadecimal, where the key itself is not to be written down. */
const HASHED = /^sha256:([0-9a-f]{64})$/i;

export interface Keyring {
  /** Which of them `key` is, by number; null when none. Every one is compared, whichever fits. */
  find(key: string): number | null;
}

/** `keys`: as they are, or `sha256:` and their hash. */
export function createKeyring(keys: readonly string[]): Keyring {
  const hashes = keys.map((key) => {
    const [, hex] = HASHED.exec(key) ?? [];
    return hex === undefined ? hash(key) : Buffer.from(hex, 'hex');
  });
  return {
    find(key) {
      const came = hash(key);
      // The same steps whether one fits or none.
      return hashes.reduce<number | null>((found, known, at) => (timingSafeEqual(came, known) ? at : found), null);
    },
  };
}

/** Hashes are compared and not keys: they are of one length, and a guess moves them anywhere. */
function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** The key of `Authorization: Bearer` (RFC 6750); a key may hold spaces, as a sentence does. Null when none came. */
export function readBearer(context: Context): string | null {
  const [, key] = /^bearer +(.*)$/i.exec(context.req.header('Authorization') ?? '') ?? [];
  return key ?? null;
}
