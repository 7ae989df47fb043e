/** Addresses: those from documents are made safe to follow, what is no http or https address is no link. */

/** `address` as a link leads to it; null when it is none that a reader should follow. */
export function toSafeLink(address: string | null, base?: string): string | null {
  if (address === null || address === '') return null;
  try {
    const url = base === undefined ? new URL(address) : new URL(address, base);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    // No address at all.
    return null;
  }
}

/** The service's page of a document; `path` is a `readerUrl`. Null when it would lead away from the service. */
export function toReaderLink(path: string, endpoint: string, language: string): string | null {
  if (!/^\/(?![/\\])/.test(path)) return null;
  const link = toSafeLink(`${endpoint}${path}`);
  if (link === null) return null;
  const url = new URL(link);
  url.searchParams.set('lang', language);
  return url.href;
}

/** The page's own address, with a parameter or, for null, without; the page stays as it is. */
export function writeParameter(name: string, value: string | null): void {
  const url = new URL(location.href);
  if (value === null) url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  history.replaceState(history.state, '', url);
}
