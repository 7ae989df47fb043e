/** What can go wrong between the page and the service, in the kinds the reader is told apart. */

/**
 * offline: the browser has no network; unreachable: nothing answers; foreign: the service does not answer this page; interrupted: a stream ended before its end;
 * timeout: nothing came for long; limited: 429; unavailable: 503; refused: another 4xx; failed: everything else.
 */
export type ChatErrorKind =
  | 'offline'
  | 'unreachable'
  | 'foreign'
  | 'interrupted'
  | 'timeout'
  | 'limited'
  | 'unavailable'
  | 'refused'
  | 'failed';

const MS_PER_S = 1_000;

export class ChatError extends Error {
  readonly kind: ChatErrorKind;
  /** The HTTP status; null when there was no reply. */
  readonly status: number | null;
  /** When the next try may be made, as the service asks; in milliseconds, as `Date.now` counts. */
  readonly retryAt: number;

  /** `message` is the `detail` of the service's problem, empty when it gave none; `retryAfter` is in seconds. */
  constructor(kind: ChatErrorKind, message = '', status: number | null = null, retryAfter = 0, cause?: unknown) {
    super(message, { cause });
    this.name = 'ChatError';
    this.kind = kind;
    this.status = status;
    this.retryAt = Date.now() + retryAfter * MS_PER_S;
  }

  /** Seconds until the next try may be made; 0 when it may be made now. */
  get secondsLeft(): number {
    return Math.max(0, Math.ceil((this.retryAt - Date.now()) / MS_PER_S));
  }
}

/** Seconds a reader is made to wait at most, whatever the service asks. */
const LONGEST_WAIT_S = 300;
/** UTF-16 code units of a problem's detail that are shown. */
const MAX_DETAIL_LENGTH = 500;

/** The error a reply that is not 2xx stands for. Reads its body. */
export async function readProblem(response: Response): Promise<ChatError> {
  const { status } = response;
  const kind =
    status === 429 ? 'limited' : status === 503 ? 'unavailable' : status >= 400 && status < 500 ? 'refused' : 'failed';
  const body: unknown = await response.json().catch(() => null);
  return new ChatError(kind, readDetail(body), status, readRetryAfter(response.headers.get('Retry-After')));
}

/** `detail` of a problem; empty for anything else. */
export function readDetail(problem: unknown): string {
  if (typeof problem !== 'object' || problem === null || !('detail' in problem)) return '';
  return typeof problem.detail === 'string' ? problem.detail.slice(0, MAX_DETAIL_LENGTH) : '';
}

/** Seconds, from seconds or a date (RFC 9110, section 10.2.3); 0 when it is neither. */
function readRetryAfter(value: string | null): number {
  if (value === null) return 0;
  const seconds = /^\d{1,9}$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / MS_PER_S);
  return Number.isNaN(seconds) ? 0 : Math.min(Math.max(seconds, 0), LONGEST_WAIT_S);
}

/** What `fetch` or reading its body threw, as a ChatError. An abort that `signal` asked for stays what it is. */
export function toChatError(error: unknown, signal: AbortSignal, begun: boolean): unknown {
  if (error instanceof ChatError) return error;
  if (signal.aborted) return signal.reason;
  if (!navigator.onLine) return new ChatError('offline', '', null, 0, error);
  return new ChatError(begun ? 'interrupted' : 'unreachable', '', null, 0, error);
}
