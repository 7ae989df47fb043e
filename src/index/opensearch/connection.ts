/**
 * The way to an OpenSearch cluster: several addresses in turn, time limits, and another node after a pause when one does
 * not answer. What the cluster refuses becomes an error that says what to do; nothing of what was sent is repeated in it.
 */

import { readFileSync } from 'node:fs';
import { Client, errors } from '@opensearch-project/opensearch';
import { WenjuError } from '../../errors.js';

export interface ConnectionOptions {
  /** Base addresses, at least one. */
  readonly urls: readonly string[];
  readonly user?: string | null;
  readonly password?: string | null;
  /** File with the certificates of who signed the nodes' own; those that the system trusts when there is none. */
  readonly caFile?: string | null;
  /** Milliseconds within which a request has its answer, from whichever node. */
  readonly withinMs?: number;
}

/** A request as it is sent to any of the nodes. */
export interface StoreRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Lines of `_bulk` and `_msearch`, in the place of a body. */
  readonly lines?: readonly string[];
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly withinMs?: number;
}

export interface StoreConnection {
  readonly urls: readonly string[];
  /**
   * The body of the answer. Throws WenjuError STORE_UNREACHABLE when no node answered in time, STORE_REFUSED for wrong
   * credentials, blocked writing and a server of another kind, INDEX_MISSING for an index that is not there.
   */
  send(request: StoreRequest): Promise<unknown>;
  close(): Promise<void>;
}

const WITHIN_MS = 30_000;
/** Where nobody so much as takes a connection there is nothing to wait for. */
const REFUSED_WITHIN_MS = 3_000;
/** A node that has not answered by then, or in half of the time for longer work, is left for another. */
const NODE_WITHIN_MS = 10_000;
/** A node that failed is passed over for so long while others are there. */
const PASSED_OVER_MS = 3_000;
const FIRST_PAUSE_MS = 60;
const LONGEST_PAUSE_MS = 1_500;
/** Of several that a request can be told to go elsewhere with. */
const ELSEWHERE = new Set([429, 502, 503, 504]);

interface Node {
  readonly url: string;
  readonly client: Client;
  failedAt: number;
}

export function connectStore(options: ConnectionOptions): StoreConnection {
  const { urls, withinMs: usually = WITHIN_MS } = options;
  const nodes = urls.map(
    (url): Node => ({ url, client: openClient(url, options), failedAt: Number.NEGATIVE_INFINITY }),
  );
  let turn = Math.floor(Math.random() * nodes.length);

  /** In turn; of those that failed just now the one that failed first. */
  function nextNode(): Node {
    const now = performance.now();
    turn += 1;
    const inTurn = nodes.map((_, at) => nodes[(turn + at) % nodes.length]).filter((node) => node !== undefined);
    const standing = inTurn.find(({ failedAt }) => now - failedAt > PASSED_OVER_MS);
    const node = standing ?? inTurn.sort((one, other) => one.failedAt - other.failedAt)[0];
    if (node === undefined) throw new WenjuError('INPUT_INVALID', 'Expected an address of OpenSearch, got none.');
    return node;
  }

  async function send(request: StoreRequest): Promise<unknown> {
    const withinMs = request.withinMs ?? usually;
    const until = performance.now() + withinMs;
    let last: unknown = null;
    const refused = performance.now() + REFUSED_WITHIN_MS;
    let isRefused = true;
    for (let attempt = 0; attempt === 0 || performance.now() < until; attempt += 1) {
      const node = nextNode();
      try {
        const left = Math.max(1, until - performance.now());
        const body = await sendTo(node, request, Math.min(left, Math.max(NODE_WITHIN_MS, withinMs / 2)));
        node.failedAt = Number.NEGATIVE_INFINITY;
        return body;
      } catch (error) {
        if (!goesElsewhere(error)) throw explain(error, urls);
        if (!(error instanceof errors.ResponseError)) node.failedAt = performance.now();
        last = error;
        isRefused &&= error instanceof errors.ConnectionError;
      }
      if (isRefused && attempt > nodes.length && performance.now() > refused) break;
      await pause(attempt, until);
    }
    throw explain(last, urls);
  }

  return {
    urls,
    send,
    async close() {
      await Promise.all(nodes.map(({ client }) => client.close()));
    },
  };
}

function openClient(url: string, { user, password, caFile }: ConnectionOptions): Client {
  let ca: string | undefined;
  try {
    ca = caFile ? readFileSync(caFile, 'utf8') : undefined;
  } catch (cause) {
    throw new WenjuError('INPUT_INVALID', `Expected certificates in ${caFile}, and it cannot be read.`, { cause });
  }
  return new Client({
    node: url,
    maxRetries: 0,
    ...(user ? { auth: { username: user, password: password ?? '' } } : {}),
    ...(ca === undefined ? {} : { ssl: { ca } }),
  });
}

async function sendTo({ client }: Node, request: StoreRequest, withinMs: number): Promise<unknown> {
  const { method, path, body, lines, query } = request;
  const sending = client.transport.request(
    {
      method,
      path,
      ...(query ? { querystring: { ...query } } : {}),
      ...(lines ? { bulkBody: `${lines.join('\n')}\n` } : {}),
      ...(body ? { body } : {}),
    },
    { requestTimeout: Math.ceil(withinMs), maxRetries: 0 },
  );
  const { body: answer } = await sending;
  return answer;
}

/** Whole, with a share of chance: those that failed together must not come back together. */
function pause(attempt: number, until: number): Promise<void> {
  const longest = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
  const ms = Math.min(longest * (0.5 + Math.random() / 2), Math.max(0, until - performance.now()));
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function goesElsewhere(error: unknown): boolean {
  if (error instanceof errors.ResponseError) {
    return ELSEWHERE.has(error.statusCode ?? 0) && !isBlocked(error);
  }
  if (error instanceof errors.ConnectionError && isOfCertificate(error.message)) return false;
  return (
    error instanceof errors.ConnectionError ||
    error instanceof errors.TimeoutError ||
    error instanceof errors.NoLivingConnectionsError
  );
}

function isOfCertificate(message: string): boolean {
  return /certificate|self[- ]signed|SSL|TLS|EPROTO/i.test(message);
}

/** A full disk is told with the status of a busy node, and stays full; without a manager a node waits for one. */
function isBlocked(error: errors.ResponseError): boolean {
  return typeOf(error) === 'cluster_block_exception' && error.statusCode !== 503;
}

/** `index_not_found_exception`; '' when the answer names none. */
function typeOf(error: errors.ResponseError): string {
  const body: { error?: { type?: unknown } } = Object(error.body);
  return String(Object(body.error).type ?? '');
}

function reasonOf(error: errors.ResponseError): string {
  const body: { error?: { reason?: unknown } } = Object(error.body);
  return String(Object(body.error).reason ?? '').slice(0, 300);
}

function explain(error: unknown, urls: readonly string[]): unknown {
  const cluster = `The OpenSearch cluster (${urls.join(', ')})`;
  if (error instanceof errors.ResponseError) return explainAnswer(error, cluster);
  if (error instanceof errors.DeserializationError) {
    return new WenjuError(
      'STORE_REFUSED',
      `Expected OpenSearch at ${urls.join(', ')}, got answers that are no JSON. Correct opensearchUrl.`,
      { cause: error },
    );
  }
  if (error instanceof errors.ConnectionError && isOfCertificate(error.message)) {
    return new WenjuError(
      'STORE_REFUSED',
      `${cluster} shows a certificate that is not trusted (${error.message}). Set opensearchCa, or https:// for http://.`,
      { cause: error },
    );
  }
  if (error instanceof errors.OpenSearchClientError) {
    return new WenjuError(
      'STORE_UNREACHABLE',
      `${cluster} did not answer in time (${error.message}). Start its nodes, or correct opensearchUrl.`,
      { cause: error },
    );
  }
  return error;
}

function explainAnswer(error: errors.ResponseError, cluster: string): WenjuError {
  const status = error.statusCode ?? 0;
  const type = typeOf(error);
  const failed = (code: 'STORE_REFUSED' | 'STORE_UNREACHABLE' | 'INDEX_MISSING', what: string): WenjuError =>
    new WenjuError(code, what, { cause: error });
  if (isBlocked(error)) {
    return failed(
      'STORE_REFUSED',
      `${cluster} blocks writing (${reasonOf(error)}). Free space on its disks, then run: wenju doctor`,
    );
  }
  if (status === 401 || status === 403) {
    return failed(
      'STORE_REFUSED',
      `${cluster} refused the credentials. Correct opensearchUser and opensearchPassword.`,
    );
  }
  if (status === 404 && type === 'index_not_found_exception') {
    return failed('INDEX_MISSING', `${cluster} has no index of wenju. Run: wenju index --store opensearch`);
  }
  if (ELSEWHERE.has(status)) {
    return failed('STORE_UNREACHABLE', `${cluster} cannot answer now (${status} ${type}). Ask again.`);
  }
  return failed('STORE_REFUSED', `${cluster} refused a request (${status} ${type}: ${reasonOf(error)}).`);
}
