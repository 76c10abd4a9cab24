import { expect, test } from 'vitest';
import { refusalOf } from '../../src/preview/loopback-server.ts';

const OWN = { host: '127.0.0.1:4000', origin: 'http://127.0.0.1:4000' };

test.each([
  ['a person who types the address', 'GET', { host: '127.0.0.1:4000' }, undefined],
  ['the page itself', 'GET', { ...OWN, 'sec-fetch-site': 'same-origin' }, undefined],
  ['the page itself, by name', 'POST', { host: 'localhost:4000', origin: 'http://localhost:4000' }, undefined],
  ['no host', 'GET', {}, 403],
  ['another host', 'GET', { host: '127.0.0.1.evil.example:4000' }, 403],
  ['another port', 'GET', { host: '127.0.0.1:4001' }, 403],
  ['another origin', 'GET', { ...OWN, origin: 'http://evil.example' }, 403],
  ['another scheme', 'POST', { ...OWN, origin: 'https://127.0.0.1:4000' }, 403],
  ['the other name of this machine', 'POST', { ...OWN, origin: 'http://localhost:4000' }, 403],
  ['another site without an origin', 'GET', { host: OWN.host, 'sec-fetch-site': 'cross-site' }, 403],
  ['a post without an origin', 'POST', { host: OWN.host }, 403],
  ['another method', 'DELETE', OWN, 405],
  ['a preflight of another origin', 'OPTIONS', { ...OWN, origin: 'http://evil.example' }, 403],
] as const)('%s', (_, method, headers, status) => {
  expect(refusalOf({ method, headers }, 4000)).toBe(status);
});
