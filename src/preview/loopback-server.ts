import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { refusalOf } from './request-guard.ts';

// The one door through which others reach the program. The linter forbids node:http everywhere else.

/** Only programs on this machine reach it. */
const LOOPBACK = '127.0.0.1';

/** Bytes of the body of a request, and connections at once. */
const BODY_LIMIT = 4096;
const CONNECTION_LIMIT = 100;

/** A request that came from the address itself. */
export interface LoopbackRequest {
  readonly method: 'GET' | 'POST';
  /** The parts of the path, decoded. They are no paths of files. */
  readonly path: readonly string[];
  readonly body: string;
}

/** An answer: content, or a stream of events. */
export type LoopbackAnswer =
  | {
      readonly status: number;
      readonly type?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly content?: string | Uint8Array;
    }
  | {
      /** Called once with what sends an event; answers with what is to be done when the reader has gone. */
      readonly subscribe: (send: (event: object) => void) => () => void;
    };

/** A server on this machine's own address. */
export interface LoopbackServer {
  readonly port: number;
  close(): Promise<void>;
}

/** On everything: nothing is kept or guessed, and no other page may show it or learn its address. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
};

/**
 * Listens on 127.0.0.1 at a port (0: any that is free), and answers requests that `refusalOf` does not refuse. Throws an
 * EnvironmentError where it cannot listen.
 */
export async function serveLoopback(
  port: number,
  answer: (request: LoopbackRequest) => Promise<LoopbackAnswer>,
): Promise<LoopbackServer> {
  const server = createServer((request, response) => void respond(request, response, portOf(server), answer));
  server.maxConnections = CONNECTION_LIMIT;
  await listening(server, port);
  return {
    port: portOf(server),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0;
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      const message = isTaken ? `port ${port} is in use` : `port ${port} cannot be opened: ${error.message}`;
      reject(new EnvironmentError(message, ['leave out --port: any that is free is taken'], { cause: error }));
    });
    server.listen(port, LOOPBACK);
  });
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  answer: (request: LoopbackRequest) => Promise<LoopbackAnswer>,
): Promise<void> {
  // a reader that has gone is no fault
  response.on('error', () => undefined);
  try {
    const refused = refusalOf(request, port);
    const path = refused === undefined ? partsOf(request.url ?? '') : undefined;
    const body = path && (await bodyOf(request));
    if (refused !== undefined || !path || body === undefined) return send(response, refused ?? (path ? 413 : 404));
    const answered = await answer({ method: request.method === 'POST' ? 'POST' : 'GET', path, body });
    if ('subscribe' in answered) return stream(response, answered.subscribe);
    return send(response, answered.status, answered.type, answered.content, answered.headers);
  } catch (error) {
    send(response, 500, 'text/plain; charset=utf-8', error instanceof EnvironmentError ? error.message : 'fault');
    if (!(error instanceof EnvironmentError)) throw error;
  }
}

/** The decoded parts of a path, without those that are empty; undefined for one that cannot be decoded. */
function partsOf(address: string): readonly string[] | undefined {
  try {
    const [path = ''] = address.split(/[?#]/, 1);
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** Undefined where it is too long. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_LIMIT) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function send(
  response: ServerResponse,
  status: number,
  type = 'text/plain; charset=utf-8',
  content: string | Uint8Array = '',
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...HEADERS, 'Content-Type': type, ...headers });
  response.end(content);
}

function stream(response: ServerResponse, subscribe: (send: (event: object) => void) => () => void): void {
  response.writeHead(200, { ...HEADERS, 'Content-Type': 'text/event-stream' });
  const end = subscribe((event) => response.write(`data: ${JSON.stringify(event)}\n\n`));
  response.once('close', end);
}
