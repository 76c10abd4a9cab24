import fs from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../../../src/core/diagnostics/environment-error.ts';
import { openBrowser } from '../../../src/browser/browser.ts';
import { printPdf } from '../../../src/output/pdf/print.ts';
import { readPdf } from './read-pdf.ts';
import { sharedBrowser } from '../../browser/shared-browser.ts';

/*
 * What a page may try if hostile text ever got past the document: neither the network, nor the disk, nor a script.
 */

const SECRET = 'the secret of the disk';

const browser = sharedBrowser();
let server: http.Server;
let requests: string[] = [];
let folder: string;
/** Addresses of a server on this machine, and of a file on its disk. */
let servers: string[];
let file: string;

beforeAll(async () => {
  server = http.createServer((request, response) => {
    requests.push(request.url ?? '');
    response.end(SECRET);
  });
  server.on('connection', () => requests.push('a connection'));
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  servers = ['127.0.0.1', 'localhost', '[::1]', '0.0.0.0'].map((host) => `${host}:${port}`);
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-safety-'));
  file = path.join(folder, 'secret.html');
  await fs.writeFile(file, `<p>${SECRET}</p>`);
});

beforeEach(() => {
  requests = [];
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await fs.rm(folder, { recursive: true });
});

/** Prints a page around an attack; returns what can be read in the PDF. */
async function printed(attack: string, head = '', session = browser): Promise<string> {
  const font = '<style>body{font-family:"Source Serif 4"}</style>';
  const html = `<!doctype html><html lang="en"><head><title>T</title>${font}${head}</head><body><p>Before</p>${attack}<p>After</p></body></html>`;
  const { pdf } = await printPdf(session, html, { date: new Date(0), path: 'brief' }, new Diagnostics());
  return (await readPdf(pdf)).pages.join('\n');
}

test('the listener hears who asks it', async () => {
  await fetch(`http://${servers[0]}/heard`);
  expect(requests).toContain('/heard');
});

/** Attacks in a page's body, on an address without its scheme. */
const NETWORK: Readonly<Record<string, (host: string) => string>> = {
  'a picture': (host) => `<img src="http://${host}/a.png" srcset="http://${host}/b.png 2x">`,
  'a frame': (host) =>
    `<iframe src="http://${host}/a"></iframe><iframe srcdoc="<img src='http://${host}/b'>"></iframe>`,
  'an embedded object': (host) => `<object data="http://${host}/a"></object><embed src="http://${host}/b">`,
  'sound and film': (host) =>
    `<video src="http://${host}/a" poster="http://${host}/b" autoplay></video><audio src="http://${host}/c" autoplay></audio>`,
  fetch: (host) =>
    `<script>fetch("http://${host}/a");navigator.sendBeacon("http://${host}/b");new Image().src="http://${host}/c"</script>`,
  WebSocket: (host) => `<script>new WebSocket("ws://${host}/a");new EventSource("http://${host}/b")</script>`,
  'an import of styles': (host) => `<style>@import "http://${host}/a.css";@import url(//${host}/b.css);</style>`,
  'a font': (host) =>
    `<style>@font-face{font-family:X;src:url(http://${host}/a.ttf)}p{font-family:X,"Source Serif 4"}</style>`,
  'a background': (host) =>
    `<style>p{background:url(http://${host}/a.png);list-style:url(http://${host}/b.png);mask:url(http://${host}/c.svg#m)}@page{background:url(http://${host}/d.png)}</style>`,
  'a drawing': (host) =>
    `<svg><image href="http://${host}/a.png" width="9" height="9"/><use href="http://${host}/b.svg#x"/><foreignObject width="99" height="99"><iframe src="http://${host}/c"></iframe></foreignObject><script href="http://${host}/d.js"/></svg>`,
  'a form': (host) => `<form action="http://${host}/a"><input type="image" src="http://${host}/b.png"></form>`,
};

const HEADS: Readonly<Record<string, (host: string) => string>> = {
  prefetch: (host) =>
    `<link rel="prefetch" href="http://${host}/a"><link rel="preconnect" href="http://${host}"><link rel="dns-prefetch" href="//${host}"><link rel="prerender" href="http://${host}/b"><link rel="preload" as="image" href="http://${host}/c.png"><link rel="modulepreload" href="http://${host}/d.js">`,
  'style sheet and icon': (host) =>
    `<link rel="stylesheet" href="http://${host}/a.css"><link rel="icon" href="http://${host}/b.ico"><link rel="manifest" href="http://${host}/c.json">`,
  'base address': (host) => `<base href="http://${host}/"><link rel="stylesheet" href="a.css">`,
};

describe('a page reaches no server through', () => {
  test.each(Object.keys(NETWORK))('%s', async (name) => {
    const text = await printed(servers.map((host) => NETWORK[name]?.(host)).join(''));
    expect(text).toMatch(/Before[^]*After/);
    expect(requests).toEqual([]);
  });

  test.each(Object.keys(HEADS))('%s', async (name) => {
    for (const host of servers) expect(await printed('', HEADS[name]?.(host))).toBe('Before\nAfter');
    expect(requests).toEqual([]);
  });
});

describe('a page shows no file of the disk through', () => {
  test.each([
    ['a frame', (url: string) => `<iframe src="${url}"></iframe>`],
    ['an embedded object', (url: string) => `<object data="${url}"></object><embed src="${url}">`],
    ['styles', (url: string) => `<style>@import "${url}";p::after{content:url(${url})}</style>`],
    [
      'a drawing',
      (url: string) =>
        `<svg><foreignObject width="99" height="99"><iframe src="${url}"></iframe></foreignObject></svg>`,
    ],
    ['a refresh', (url: string) => `<meta http-equiv="refresh" content="0;url=${url}">`],
  ])('%s', async (_name, attack) => {
    const url = pathToFileURL(file).href;
    const text = await printed(attack(url));
    expect(text).toMatch(/Before[^]*After/);
    expect(text).not.toContain(SECRET);
    expect(await printed('')).toBe('Before\nAfter');
  });
});

describe('no script runs', () => {
  const script = 'document.body.textContent="scripted"';
  test.each([
    ['in an element', `<script>${script}</script><script type="module">${script}</script>`],
    ['on an event', `<img src="x:" onerror='${script}'><svg onload='${script}'></svg><body onload='${script}'>`],
    ['in a drawing', `<svg><script>${script}</script></svg>`],
    ['in a frame', `<iframe srcdoc='<script>parent.${script}</script>'></iframe>`],
    ['that has no end', '<script>while (true);</script>'],
  ])('%s', async (_name, attack) => {
    const text = await printed(attack);
    expect(text).toMatch(/Before[^]*After/);
    expect(text).not.toContain('scripted');
  });
});

/** What leads the page itself away breaks the print at worst: nothing is asked for, shown or run. */
describe('a page that leads away is not printed, or as it was, by', () => {
  test.each([
    ['a refresh', (host: string) => `<meta http-equiv="refresh" content="0;url=http://${host}/a">`],
    ['the address of a script', () => `<iframe src='javascript:parent.document.body.textContent="scripted"'></iframe>`],
  ])('%s', async (_name, attack) => {
    const own = openBrowser({ environment: process.env });
    onTestFinished(() => own.close());
    const text = await printed(attack(servers[0] ?? ''), '', own).catch((error: unknown) => error);
    if (text instanceof EnvironmentError) expect(text.message).toMatch(/^the browser (ended while|found no fonts)/);
    else expect(text).toBe('Before\nAfter');
    expect(requests).toEqual([]);
  });
});
