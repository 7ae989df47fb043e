/**
 * What every reply tells a browser not to do with it: takes a reply, gives it the headers of the OWASP Secure Headers
 * Project where its route has not set its own.
 */

import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/** For what is no page: nothing is loaded, nothing frames it. */
const NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** HTTPS is the matter of whoever stands in front, and so is telling browsers to insist on it. */
const setHeaders = secureHeaders({ strictTransportSecurity: false, crossOriginResourcePolicy: false });

export const secureReplies: MiddlewareHandler = async (context, next) => {
  await setHeaders(context, next);
  const { headers } = context.res;
  // A browser lays the headers of a 304 over those of the page that it keeps.
  if (context.res.status === 304) headers.delete('Content-Security-Policy');
  else if (!headers.has('Content-Security-Policy')) context.header('Content-Security-Policy', NOTHING);
  if (!headers.has('Cross-Origin-Resource-Policy')) context.header('Cross-Origin-Resource-Policy', 'same-origin');
};
