import { inspect } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { ask, type HostAddress, type HttpRequest } from '../../src/publish/http.ts';
import { Secret, withoutSecrets } from '../../src/publish/secrets.ts';
import { type Reply, startHost, type StubHost } from './stub-host.ts';

let host: StubHost | undefined;
let pauses: number[] = [];

afterEach(async () => {
  await host?.close();
  host = undefined;
  pauses = [];
});

const TOKEN = 'tok/en+1234 5"6';

/** Asks a host that gives these replies in turn, the last of them for ever. */
async function asked(request: HttpRequest, replies: readonly Reply[]) {
  host = await startHost((_, count) => replies[Math.min(count, replies.length) - 1] ?? {});
  const secret = new Secret(TOKEN);
  const address: HostAddress = {
    base: host.base,
    authorization: secret.derive((value) => `Bearer ${encodeURIComponent(value)}`),
    secrets: [secret],
    pause: async (milliseconds) => void pauses.push(milliseconds),
  };
  return ask(address, request);
}

const get = { method: 'GET', path: 'a', query: { b: 'c d', e: undefined } } as const;
const put = { method: 'PUT', path: 'a', body: { version: 2 } } as const;

test('a request has its path, query, body and token', async () => {
  await asked(get, [{}]);
  expect(host?.received[0]?.url).toBe('/a?b=c+d');
  expect(host?.received[0]?.headers.authorization).toBe(`Bearer ${encodeURIComponent(TOKEN)}`);
  await host?.close();
  const answer = await asked(put, [{ status: 409, body: 'conflict' }]);
  expect([answer.status, answer.text]).toEqual([409, 'conflict']);
  expect(host?.received[0]?.body.toString()).toBe('{"version":2}');
  expect(host?.received[0]?.headers['content-type']).toBe('application/json');
});

test.each([
  ['429 of a GET', get, 429, 2],
  ['429 of a PUT', put, 429, 2],
  ['503 of a GET', get, 503, 2],
  ['503 of a PUT', put, 503, 1],
  ['500 of a PUT', put, 500, 1],
  ['404 of a GET', get, 404, 1],
])('%s is asked %#', async (_, request, status, count) => {
  const answer = await asked(request, [{ status }, { status: 200 }]);
  expect(host?.received).toHaveLength(count);
  expect(answer.status).toBe(count === 2 ? 200 : status);
});

test('a host says how long to wait, in seconds or as a date', async () => {
  const date = new Date(Date.now() + 90_000).toUTCString();
  const busy = [
    { status: 429, headers: { 'Retry-After': '7' } },
    { status: 429, headers: { 'Retry-After': date } },
    {},
  ];
  await asked(put, busy);
  expect(pauses[0]).toBe(7000);
  expect(pauses[1]).toBeGreaterThan(80_000);
  expect(pauses[1]).toBeLessThanOrEqual(90_000);
});

test('waiting ends: after five repeats, and where a host asks for more than five minutes', async () => {
  await expect(asked(put, [{ status: 429 }])).rejects.toThrow('busy');
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000]);
  await host?.close();
  pauses = [];
  await expect(asked(put, [{ status: 429, headers: { 'Retry-After': '301' } }])).rejects.toThrow('busy');
  expect(pauses).toEqual([]);
});

test('a redirection is not followed: it could carry the token elsewhere', async () => {
  const elsewhere = { status: 302, headers: { Location: 'http://127.0.0.1:9/x' } };
  await expect(asked(get, [elsewhere])).rejects.toThrow('it sends us on to http://127.0.0.1:9/x');
});

test('a token goes to no address that can be read on the way', async () => {
  const secret = new Secret(TOKEN);
  const open = { base: 'http://wiki.example.org/', authorization: secret, secrets: [secret] };
  await expect(ask(open, get)).rejects.toThrow('must begin with https://');
});

test('where nobody listens, an error says so, without the token', async () => {
  host = await startHost(() => ({}));
  const { base } = host;
  await host.close();
  host = undefined;
  const secret = new Secret(TOKEN);
  const pause = async (): Promise<void> => undefined;
  const address = { base: `${base}${encodeURIComponent(TOKEN)}/`, secrets: [secret], pause };
  await expect(ask(address, get)).rejects.toThrow(/\*\*\*\/\D*.*ECONNREFUSED/);
});

test('a secret is hidden wherever it could be printed, and in whatever way it is encoded', () => {
  const secret = new Secret(TOKEN);
  const shown = [String(secret), JSON.stringify({ secret }), inspect({ secret })];
  for (const text of shown) expect(text).not.toContain('tok');
  const forms = [TOKEN, encodeURIComponent(TOKEN), Buffer.from(TOKEN).toString('base64'), JSON.stringify(TOKEN)];
  expect(withoutSecrets(forms.join(' '), [secret])).toBe('*** *** *** "***"');
});

test.each([301, 302, 303, 307, 308])(
  'where a host sends on to another with %i, that one is not asked',
  async (status) => {
    const other = await startHost(() => ({}));
    try {
      for (const request of [get, put]) {
        const reply = { status, headers: { location: `${other.base}a` } };
        await expect(asked(request, [reply])).rejects.toThrow('it sends us on to');
        await host?.close();
      }
      expect(other.received).toEqual([]);
    } finally {
      await other.close();
    }
  },
);
