import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';

// The one door through which others reach the program. The linter forbids node:http everywhere else.

/** Only programs on this machine reach it. */
const LOOPBACK = '127.0.0.1';

/** What one client may ask of the server. */
export interface LoopbackLimits {
  /** Connections at once. One more ends the oldest that waits for nothing, so that a person is always served. */
  readonly connections: number;
  /** Milliseconds in which the head of a request must arrive, and all of it. */
  readonly head: number;
  readonly request: number;
  /** Bytes of the body of a request, and of events that a reader has not taken. */
  readonly body: number;
  readonly unread: number;
}

export const LIMITS: LoopbackLimits = {
  connections: 100,
  head: 5_000,
  request: 10_000,
  body: 4_096,
  unread: 4 * 1024 * 1024,
};

/** A request that came from the address itself. */
export interface LoopbackRequest {
  readonly method: 'GET' | 'POST';
  /** The parts of the path, decoded. They are not paths of files. */
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
      /** Called once with what sends an event; returns what is to be done when the reader has gone. */
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
  limits: LoopbackLimits = LIMITS,
): Promise<LoopbackServer> {
  const timeouts = { headersTimeout: limits.head, requestTimeout: limits.request, connectionsCheckingInterval: 100 };
  const server = createServer(timeouts, (request, response) => void respond(request, response));
  const connections = limitConnections(server, limits.connections);
  await listening(server, port);

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // a reader that has gone is not a fault
    response.on('error', () => undefined);
    try {
      const refused = refusalOf(request, portOf(server));
      if (refused !== undefined) return close(response, refused);
      const path = partsOf(request.url ?? '');
      if (!path) return close(response, 404);
      const body = await bodyOf(request, limits.body);
      if (body === 'gone') return;
      if (body === 'too long') return close(response, 413);
      connections.answering(request.socket, response);
      const method = request.method === 'POST' ? 'POST' : 'GET';
      const answered = await answer({ method, path, body: body.toString() });
      if ('subscribe' in answered) return stream(response, answered.subscribe, limits.unread);
      return send(response, answered.status, answered.type, answered.content, answered.headers);
    } catch (error) {
      send(response, 500, 'text/plain; charset=utf-8', error instanceof EnvironmentError ? error.message : 'fault');
      if (!(error instanceof EnvironmentError)) throw error;
    }
  }

  return {
    port: portOf(server),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Ends the oldest connection that waits for no answer when one more than `most` comes, else the oldest of all: a browser
 * that follows an edition connects again. What is returned notes which connection waits for which answer.
 */
function limitConnections(
  server: Server,
  most: number,
): { readonly answering: (socket: Socket, response: ServerResponse) => void } {
  const open = new Set<Socket>();
  const waiting = new Map<Socket, ServerResponse>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      waiting.delete(socket);
    });
    if (open.size <= most) return;
    const ended = [...open].find((one) => one !== socket && !waiting.has(one)) ?? [...open][0];
    ended?.destroy();
  });
  return {
    answering: (socket, response) => {
      waiting.set(socket, response);
      response.once('close', () => {
        if (waiting.get(socket) === response) waiting.delete(socket);
      });
    },
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

/** The decoded parts of a path, without those that are empty; undefined for one that cannot be decoded. */
function partsOf(address: string): readonly string[] | undefined {
  try {
    const [path = ''] = address.split(/[?#]/, 1);
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** The body of a request; or that it has too many bytes, of which no more are read, or that it was cut off. */
function bodyOf(request: IncomingMessage, most: number): Promise<Buffer | 'too long' | 'gone'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= most) chunks.push(chunk);
      else {
        request.pause();
        resolve('too long');
      }
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    for (const event of ['error', 'close']) request.once(event, () => resolve('gone'));
  });
}

/** Says why a request is refused, and ends its connection: the rest of it is not read. */
function close(response: ServerResponse, status: number): void {
  const { socket } = response;
  response.once('finish', () => socket?.destroySoon());
  send(response, status, undefined, undefined, { Connection: 'close' });
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

function stream(
  response: ServerResponse,
  subscribe: (send: (event: object) => void) => () => void,
  unread: number,
): void {
  // gone while the answer was made: its end would never be heard
  if (response.destroyed || response.closed) return;
  response.writeHead(200, { ...HEADERS, 'Content-Type': 'text/event-stream' });
  response.flushHeaders();
  const end = subscribe((event) => {
    response.write(`data: ${JSON.stringify(event)}\n\n`);
    if (response.writableLength > unread) response.destroy();
  });
  response.once('close', end);
}

/** What decides whether a request is answered. */
interface GuardedRequest {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/**
 * The status with which a request is refused; undefined where it is not. A page of somebody else in the same browser
 * sends its own origin, and one that made its name lead to this machine sends that name as the host.
 */
export function refusalOf({ method = '', headers }: GuardedRequest, port: number): number | undefined {
  const hosts = ['127.0.0.1', 'localhost'].map((name) => `${name}:${port}`);
  const { host, origin, 'sec-fetch-site': site } = headers;
  if (!hosts.includes(String(host))) return 403;
  if (origin !== undefined && origin !== `http://${String(host)}`) return 403;
  // browsers send it; a person who types the address comes from no site
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 403;
  if (method === 'GET') return undefined;
  if (method !== 'POST') return 405;
  return origin === undefined ? 403 : undefined;
}
