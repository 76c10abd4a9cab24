import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { now, wait } from '../core/machine/machine.ts';
import { type Secret, withoutSecrets } from './secrets.ts';

// The one door to the network. The linter forbids `fetch` everywhere else.

/** Where requests go, and what goes with each. */
export interface HostAddress {
  /** Begins every address: `https://wiki.example.org/w/`. */
  readonly base: string;
  /** The header `Authorization`. */
  readonly authorization?: Secret | undefined;
  /** All that no message may have in it. */
  readonly secrets: readonly Secret[];
  readonly signal?: AbortSignal | undefined;
  /** Waits for milliseconds; replaced in tests. */
  readonly pause?: ((milliseconds: number) => Promise<void>) | undefined;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Follows the base. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** A plain object is sent as JSON. */
  readonly body?: URLSearchParams | FormData | Readonly<Record<string, unknown>> | readonly unknown[];
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Milliseconds that one answer may take, and that all waiting for a host that is busy may take. */
const TIME_LIMIT = 60_000;
const WAITING_LIMIT = 300_000;

/** Requests in place of one that was not answered. */
const REPEATS = 5;

/**
 * Asks a host, and asks again while it is busy: after status 429 in every case, since such a request was not carried
 * out; after a fault of the host or of the network only with GET, since others may have been carried out. Every other
 * status is an answer. Throws an EnvironmentError when there is no answer.
 */
export async function ask(host: HostAddress, request: HttpRequest): Promise<HttpAnswer> {
  return repeated(host, request, textOf);
}

/** What an address shows, as bytes. */
export interface Download {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

/**
 * Retrieves what an address shows, asking again as `ask` does. Throws an EnvironmentError when there is no answer, when it has
 * more bytes than `limit`, unpacked, or when it sends us to another address.
 */
export async function download(host: HostAddress, limit: number, accept: string): Promise<Download> {
  let bytes: Buffer = Buffer.alloc(0);
  const { status, headers } = await repeated(
    host,
    { method: 'GET', path: '', headers: { Accept: accept } },
    async (response) => {
      bytes = await bytesOf(response, limit);
      return '';
    },
  );
  return { status, headers, bytes };
}

async function repeated(host: HostAddress, request: HttpRequest, read: ReadBody): Promise<HttpAnswer> {
  const pause = host.pause ?? wait;
  let waited = 0;
  for (let repeat = 0; ; repeat += 1) {
    const answer = await attempt(host, request, read);
    const isLast = repeat === REPEATS || host.signal?.aborted === true;
    const mayRepeat = !isLast && (answer.status === 429 || (request.method === 'GET' && isFault(answer)));
    const delay = delayOf(answer, repeat);
    if (mayRepeat && waited + delay <= WAITING_LIMIT) {
      await pause(delay);
      waited += delay;
      continue;
    }
    if (answer.failure !== undefined) throw noAnswer(host, answer.failure);
    if (answer.status === 429) throw noAnswer(host, 'it is busy, and asks to be left alone for a while (429)');
    return answer;
  }
}

/** An answer; status 0 and why, if there is none. */
interface Attempted extends HttpAnswer {
  readonly failure?: string;
}

/** Reads the content of an answer. */
type ReadBody = (response: Response) => Promise<string>;

function textOf(response: Response): Promise<string> {
  return response.text();
}

/** The content of an answer, which ends at a limit: what is packed may be a thousand times as long. */
async function bytesOf({ body }: Response, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    // Leaving the loop ends the answer.
    if (size > limit) throw new TooLong(`it sends more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

class TooLong extends Error {}

async function attempt(
  host: HostAddress,
  { method, path, query, headers, body }: HttpRequest,
  read: ReadBody,
): Promise<Attempted> {
  const url = new URL(host.base + path);
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) url.searchParams.set(name, value);
  requireSafety(url, host);
  const isJson = body !== undefined && !(body instanceof URLSearchParams) && !(body instanceof FormData);
  const limit = AbortSignal.timeout(TIME_LIMIT);
  try {
    const response = await fetch(url, {
      method,
      headers: {
        ...(isJson && { 'Content-Type': 'application/json' }),
        ...(host.authorization && { Authorization: host.authorization.reveal() }),
        'User-Agent': 'Assay',
        ...headers,
      },
      body: isJson ? JSON.stringify(body) : (body ?? null),
      // A redirection would carry what the request has in it to a place that assay.yaml does not name.
      redirect: 'manual',
      signal: host.signal ? AbortSignal.any([host.signal, limit]) : limit,
    });
    const answer = { status: response.status, headers: response.headers, text: await read(response) };
    if (answer.status < 300 || answer.status >= 400) return answer;
    return { ...answer, failure: `it sends us on to ${response.headers.get('location') ?? 'another address'}` };
  } catch (error) {
    if (error instanceof TooLong) return { status: 200, headers: new Headers(), text: '', failure: error.message };
    const failure = limit.aborted ? `no answer came within ${TIME_LIMIT / 1000} s` : reasonOf(error);
    return { status: 0, headers: new Headers(), text: '', failure };
  }
}

/** A password must not travel in the open. */
function requireSafety(url: URL, host: HostAddress): void {
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)) return;
  throw noAnswer(host, 'its address must begin with https://');
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException };
  return cause?.message || cause?.code || message;
}

function isFault({ status }: HttpAnswer): boolean {
  return status === 0 || status >= 500;
}

/** Milliseconds to wait: what the host asks for (seconds or a date), else 1, 2, 4 … seconds. */
function delayOf({ headers }: HttpAnswer, repeat: number): number {
  const asked = headers.get('retry-after');
  if (asked !== null && /^\d+$/.test(asked)) return Number(asked) * 1000;
  const date = asked === null ? Number.NaN : Date.parse(asked);
  return Number.isNaN(date) ? 1000 * 2 ** repeat : Math.max(0, date - now());
}

/** The error for a host that cannot be used. */
export function noAnswer(
  { base, secrets }: HostAddress,
  why: string,
  remedies: readonly string[] = [],
): EnvironmentError {
  return new EnvironmentError(withoutSecrets(`${base} cannot be used: ${why}`, secrets), remedies);
}

/** The JSON of an answer; undefined if it is none. */
export function jsonOf({ text }: HttpAnswer): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
