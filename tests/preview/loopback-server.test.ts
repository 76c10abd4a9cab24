import { once } from 'node:events';
import http from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import {
  type LoopbackAnswer,
  type LoopbackLimits,
  type LoopbackServer,
  serveLoopback,
} from '../../src/preview/loopback-server.ts';

let server: LoopbackServer;
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server.close();
});

/** Times so long that no test waits for them, unless it says otherwise. */
async function serve(
  limits: Partial<LoopbackLimits> = {},
  answer: () => LoopbackAnswer = () => ({ status: 200, content: 'fine' }),
): Promise<void> {
  const all = { connections: 4, head: 600_000, request: 600_000, body: 10, unread: 1_000, ...limits };
  server = await serveLoopback(0, () => Promise.resolve(answer()), all);
}

/** A connection on which so much is said. */
async function say(words = ''): Promise<Socket> {
  const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
  // the server may end it whenever it likes
  socket.on('error', () => undefined);
  sockets.push(socket);
  await once(socket, 'connect');
  if (words !== '') socket.write(words);
  return socket;
}

function head(method: string, more = ''): string {
  return `${method} /x HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: http://127.0.0.1:${server.port}\r\n${more}`;
}

/** What a person gets on a connection of her own. */
async function asked(): Promise<string> {
  const [response] = (await once(
    http.get({ port: server.port, host: '127.0.0.1', path: '/x', agent: false }),
    'response',
  )) as [http.IncomingMessage];
  return text(response);
}

/** The first line that the server says before it ends a connection; empty where it says nothing. */
async function lastWords(socket: Socket): Promise<string> {
  const said = await text(socket).catch(() => '');
  return said.split('\r\n', 1)[0] ?? '';
}

test('a request that is cut off in its body ends nothing else', async () => {
  await serve();
  const socket = await say(`${head('POST', 'Content-Length: 9\r\n\r\n')}ab`);
  expect(await asked()).toBe('fine');
  socket.resetAndDestroy();
  await once(socket, 'close');
  expect(await asked()).toBe('fine');
});

test('connections that say nothing keep nobody out', async () => {
  await serve();
  for (let count = 0; count < 20; count += 1) await say();
  expect(await asked()).toBe('fine');
});

test('one more connection ends one that asks for nothing, and not one that follows an edition', async () => {
  const sent: ((event: object) => void)[] = [];
  await serve({}, () => ({
    subscribe: (send) => {
      sent.push(send);
      return () => undefined;
    },
  }));
  const follower = await say(head('GET', '\r\n'));
  await once(follower, 'data');
  for (let count = 0; count < 20; count += 1) await say();
  sent[0]?.({ version: 7 });
  const [event] = (await once(follower, 'data')) as [Buffer];
  expect(event.toString()).toContain('"version":7');
});

const ENDED: readonly (readonly [string, () => string, Partial<LoopbackLimits>, string])[] = [
  ['a head that never ends', () => head('GET'), { head: 50 }, 'HTTP/1.1 408 Request Timeout'],
  ['nothing at all', () => '', { head: 50 }, 'HTTP/1.1 408 Request Timeout'],
  [
    'a body that never ends',
    () => head('POST', 'Content-Length: 9\r\n\r\n'),
    { head: 50, request: 50 },
    'HTTP/1.1 408 Request Timeout',
  ],
  ['a head of a megabyte', () => head('GET', `X: ${'x'.repeat(2 ** 20)}`), {}, 'HTTP/1.1 431'],
  [
    'a body without end',
    () => `${head('POST', 'Transfer-Encoding: chunked\r\n\r\n')}fff\r\n${'x'.repeat(4095)}\r\n`,
    {},
    'HTTP/1.1 413',
  ],
  ['what is not HTTP', () => '\x16\x03\x01\x00\xff\r\n\r\n', {}, 'HTTP/1.1 400'],
  ['another protocol', () => head('CONNECT', '\r\n'), {}, ''],
  [
    'a request of another host',
    () => `POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\n\r\n`,
    {},
    'HTTP/1.1 403',
  ],
];

test.each(ENDED)('%s is ended, and the next one is served', async (_, words, limits, said) => {
  await serve(limits);
  const socket = await say(words());
  expect(await lastWords(socket)).toContain(said);
  expect(await asked()).toBe('fine');
});

test('a request for another protocol, and one on a connection that is half closed, are answered as others', async () => {
  await serve();
  const upgrade = await say(head('GET', 'Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n'));
  const [answer] = (await once(upgrade, 'data')) as [Buffer];
  expect(answer.toString()).toContain('200 OK');
  const half = await say(head('GET', '\r\n'));
  half.end();
  expect(await lastWords(half)).toBe('HTTP/1.1 200 OK');
});

test('a reader who takes no events is left, and is forgotten', async () => {
  let gone: (() => void) | undefined;
  const left = new Promise<void>((resolve) => (gone = resolve));
  const sent: ((event: object) => void)[] = [];
  await serve({}, () => ({
    subscribe: (send) => {
      sent.push(send);
      return () => gone?.();
    },
  }));
  const reader = await say(head('GET', '\r\n'));
  await once(reader, 'data');
  reader.pause();
  // more than the system itself keeps for a connection
  for (let count = 0; count < 200; count += 1) sent[0]?.({ text: 'x'.repeat(100_000) });
  await left;
});

test('who has gone before the answer is not followed', async () => {
  let followed = false;
  let answer: ((answer: LoopbackAnswer) => void) | undefined;
  let asking: (() => void) | undefined;
  const isAsked = new Promise<void>((resolve) => (asking = resolve));
  server = await serveLoopback(
    0,
    () => {
      asking?.();
      return new Promise((resolve) => (answer = resolve));
    },
    { connections: 1, head: 600_000, request: 600_000, body: 10, unread: 1_000 },
  );
  const socket = await say(head('GET', '\r\n'));
  await isAsked;
  // the only connection: the next one ends it
  await say();
  await lastWords(socket);
  const subscribe = (): (() => void) => {
    followed = true;
    return () => undefined;
  };
  answer?.({ subscribe });
  await new Promise(setImmediate);
  expect(followed).toBe(false);
});
