/**
 * Under which address others reach the service: takes the one that is configured and a request, gives what stands
 * before the paths of its pages. Behind a proxy a request tells neither scheme nor name that the world knows.
 */

import type { Context } from 'hono';

/** Scheme, name and port, as of `URL.origin`: no slash at the end. */
export type ReadAddress = (context: Context) => string;

/** `publicUrl`: an origin, or null to believe the request, whose Host header anyone can write. */
export function createAddress(publicUrl: string | null): ReadAddress {
  return publicUrl === null ? readOrigin : () => publicUrl;
}

/** The address that a request was sent to, as far as it tells. */
export function readOrigin(context: Context): string {
  return new URL(context.req.url).origin;
}
