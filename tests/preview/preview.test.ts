import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import type { Browser, ElementHandle, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ended, type Run, startAssay, useProgram } from '../cli/program.ts';
import { addChart, BRIEF, edit, hashesIn, makeRoot, TINY } from '../cli/root.ts';
import { LONG } from '../long.ts';
import { addressOf, inBrief, openReader, until } from './reader.ts';
import { mentioning } from '../messages.ts';

useProgram();

const TEMPLATE = `${BRIEF}/brief.md.hbs`;
const RELEASE = 'data/ferry-passengers/releases/ferry-2025-q4.yaml';
const RELATION =
  'relations:\n  - { id: routes, hardness: hard, holds: passengers = passengers.harbour + passengers.river }\n';
const KEY = 'harbour-ferries/2025-q4/en';

/** Notes what it is called with, a line for each argument, and answers nothing. */
const FAKE_EDITOR = '#!/bin/sh\nprintf "%s\\n" "$@" >> "$(dirname "$0")/opened"\n';

let root: string;
let tools: string;
let child: ChildProcess;
let end: Promise<Run>;
let preview: { readonly address: string };
let browser: Browser;
let page: Page;

beforeAll(async () => {
  root = await makeRoot(TINY);
  tools = await makeRoot();
  await addChart(root);
  await fs.writeFile(path.join(root, 'data/ferry-passengers/relations.yaml'), RELATION);
  // enough text to scroll
  const lines = Array.from({ length: 60 }, () => 'Ferries sail in all weather.').join('\n\n');
  await edit(root, TEMPLATE, (text) => `${text}\n## Weather {#weather}\n\n${lines}\n\nThe last ferry is late.\n`);
  await fs.writeFile(path.join(tools, 'fake-editor'), FAKE_EDITOR, { mode: 0o755 });
  child = startAssay(['dev', '--root', root], { LAUNCH_EDITOR: path.join(tools, 'fake-editor') });
  end = ended(child);
  preview = { address: await addressOf(child) };
  browser = await openReader();
  page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(`${preview.address}view/${KEY}`, { waitUntil: 'domcontentloaded', timeout: 120_000 });
  await until(page, 'doc.documentElement.dataset.version > 0 && document.documentElement.dataset.shown > 0');
});
afterAll(async () => {
  await browser.close();
  child.kill('SIGINT');
  expect((await end).status).toBe(0);
  await Promise.all([root, tools].map((folder) => fs.rm(folder, { recursive: true })));
});

function says(words: string): Promise<void> {
  return until(page, `doc.body.textContent.includes(${JSON.stringify(words)})`);
}

const ERRORS = `[...document.querySelectorAll('#problems:not([hidden]) article')].map((one) => one.innerText)`;

test('a saved word is on the page, whose place and open lists are kept', async () => {
  await inBrief(page, `[0, 2].forEach((at) => (doc.querySelectorAll('details')[at].open = true))`);
  await inBrief(page, `doc.defaultView.scrollTo({ top: 1200, behavior: 'instant' })`);
  const before = await inBrief<number>(page, `doc.querySelector('#weather + p').getBoundingClientRect().top`);
  await edit(root, TEMPLATE, (text) =>
    text.replace('Against the quarter before', 'The year has four quarters.\n\nAgainst the last quarter'),
  );
  await says('Against the last quarter');
  expect(await inBrief(page, `[...doc.querySelectorAll('details')].map(({ open }) => open)`)).toEqual([
    true,
    false,
    true,
    false,
  ]);
  const after = await inBrief<number>(page, `doc.querySelector('#weather + p').getBoundingClientRect().top`);
  expect(Math.abs(after - before)).toBeLessThan(2);
});

test('a mistake stands in the page, over the last state without, until it is fixed', async () => {
  await edit(root, TEMPLATE, (text) => text.replace('{{value "passengers"}}', '{{value "pasengers"}}'));
  await until(page, `${ERRORS}.length === 1`);
  const [told = ''] = (await page.evaluate(ERRORS)) as string[];
  expect(told).toMatch(/brief\.md\.hbs:3:\d+ error: .*pasengers.*\[\S+\/\S+\]/);
  expect(told).toMatch(/3 \| .*\{\{value "pasengers"\}\}.*\n.*\^\^\^/);
  expect(told).toEqual(mentioning('hint … passengers?'));
  expect(await inBrief(page, 'doc.body.textContent')).toContain('1,108,000');
  // to who opens it now, too
  expect(await (await fetch(`${preview.address}page/${KEY}/`)).text()).toContain('1,108,000');
  expect(await page.$eval('#status', ({ textContent }) => textContent)).toContain('last state without');
  const first = await openedFirst('harbour-ferries/2025-q3/en');
  expect((await first.evaluate(ERRORS)) as string[]).toEqual([told]);
  const shares = `[...document.querySelectorAll('iframe, #problems')].map((one) => one.offsetHeight / innerHeight)`;
  const [frame, panel] = (await first.evaluate(shares)) as [number, number];
  expect({ frame, panel: panel > 0.9 }).toEqual({ frame: 0, panel: true });
  await edit(root, TEMPLATE, (text) => text.replace('"pasengers"', '"passengers"'));
  await until(first, `doc.documentElement.dataset.version > 0 && !document.getElementById('brief').hidden`);
  await first.close();
  await until(page, `${ERRORS}.length === 0`);
});

/** A page of an edition that nobody has looked at while a mistake stands. */
async function openedFirst(key: string): Promise<Page> {
  const opened = await browser.newPage();
  await opened.goto(`${preview.address}view/${key}`, { waitUntil: 'domcontentloaded' });
  await until(opened, `${ERRORS}.length > 0`);
  return opened;
}

test('an edition that is not listed shows the list, where the mistakes stand', async () => {
  const answer = await fetch(`${preview.address}view/harbour-ferries/2030/en`);
  expect({ status: answer.status, page: await answer.text() }).toEqual({
    status: 404,
    page: expect.stringMatching(/data-key="?"?[ >].*id="list".*id="problems"/s) as string,
  });
});

test('contradicted figures are shown as a draft, which marks them, until they are fixed', async () => {
  await edit(root, RELEASE, (text) => text.replace('731,000', '713,000'));
  await until(page, `${ERRORS}.some((text) => text.includes('[assay/contradiction]'))`);
  const [told = ''] = (await page.evaluate(ERRORS)) as string[];
  expect(told).toMatch(/ferry-2025-q4\.yaml:\d+:\d+ error: /);
  await says('713,000');
  expect(await inBrief(page, 'doc.body.textContent')).toMatch(/draft/i);
  expect(await inBrief(page, `doc.querySelectorAll('.flag').length`)).toBeGreaterThan(0);
  expect(await page.$eval('#status', ({ textContent }) => textContent)).toContain('draft');
  const fresh = await browser.newPage();
  await fresh.goto(`${preview.address}view/${KEY}`, { waitUntil: 'domcontentloaded' });
  await until(fresh, `!document.getElementById('brief').hidden && doc?.body?.textContent.includes('713,000')`);
  await fresh.close();
  await edit(root, RELEASE, (text) => text.replace('713,000', '731,000'));
  await until(page, `${ERRORS}.length === 0`);
  await says('731,000');
});

test('the figures of the release that the page does not print are listed, each with its place', async () => {
  const listed = `[...document.querySelectorAll('#unprinted:not([hidden]) li')].map((one) => one.textContent)`;
  const before = (await page.evaluate(listed)) as string[];
  // its template prints passengers of three routes only
  expect(before).toContain('punctuality@2025-Q4 93.8%');
  expect(before).toContain('fuel.used@2025-Q4 1,960 t');
  expect(before.filter((text) => text.startsWith('passengers.river@'))).toEqual([]);
});

test('a file that was absent is followed', async () => {
  await edit(root, TEMPLATE, (text) => `${text}\n{{> greeting}}\n`);
  await until(page, `${ERRORS}.some((text) => text.includes('there is no partial greeting'))`);
  await fs.writeFile(path.join(root, BRIEF, 'partials/greeting.hbs'), 'Ahoy.');
  await says('Ahoy.');
  expect(await page.evaluate(ERRORS)).toEqual([]);
});

test('a root folder that is deleted and made again is followed', LONG, async () => {
  const aside = await makeRoot(root);
  await fs.rm(root, { recursive: true });
  await until(page, `${ERRORS}.length > 0`);
  expect(await inBrief(page, 'doc.body.textContent')).toContain('The last ferry is late.');
  await fs.cp(aside, root, { recursive: true });
  await until(page, `${ERRORS}.length === 0`);
  await edit(root, TEMPLATE, (text) => text.replace('The last ferry is late.', 'The last ferry is on time.'));
  await says('on time');
  await fs.rm(aside, { recursive: true });
});

describe('a click', () => {
  /** Clicks the first element with a text, and returns what the editor was given for each of some places. */
  async function opens(selector: string, text: string, places: number): Promise<string[]> {
    await fs.rm(path.join(tools, 'opened'), { force: true });
    const frame = await (await page.$('#brief'))?.contentFrame();
    const found = await frame?.evaluateHandle(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].find((one) => one.textContent.includes(${JSON.stringify(text)}))`,
    );
    await (found?.asElement() as ElementHandle | null | undefined)?.click();
    await until(page, `!document.getElementById('opened').hidden`);
    await page.click('#opened .close');
    // an editor that has started has not read its arguments yet
    await expect.poll(given).toHaveLength(3 * places);
    const words = await given();
    // editors that start side by side note what they were given in any order
    return words.flatMap((file, at) => (at % 3 === 0 ? `${file}:${words[at + 1]}` : [])).sort();
  }

  async function given(): Promise<string[]> {
    const text = await fs.readFile(path.join(tools, 'opened'), 'utf8').catch(() => '');
    return text.split('\n').filter(Boolean);
  }

  /** A file of the root folder and the line in it where a text first stands. */
  async function lineOf(file: string, text: string): Promise<string> {
    const lines = (await fs.readFile(path.join(root, file), 'utf8')).split('\n');
    return `${path.join(root, file)}:${lines.findIndex((line) => line.includes(text)) + 1}`;
  }

  test('on a figure opens its line in the template and that of its statement', async () => {
    const opened = await opens('strong > .value', '1,108,000', 2);
    expect(opened).toEqual([await lineOf(RELEASE, '1,108,000'), await lineOf(TEMPLATE, '{{value "passengers"}}')]);
  });

  test('on a sentence opens its line, however the paragraph is wrapped', async () => {
    await edit(root, TEMPLATE, (text) => text.concat('\nOne sentence. It\nends here. Another begins.\n'));
    await says('Another begins.');
    const opened = await opens('span[data-place]', 'Another begins.', 1);
    expect(opened).toEqual([await lineOf(TEMPLATE, 'Another begins.')]);
  });

  test('on a figure of a partial with arguments opens the line that calls it', async () => {
    const opened = await opens('td .value', '731,000', 2);
    expect(opened).toEqual([await lineOf(RELEASE, '731,000'), await lineOf(TEMPLATE, '{{> row figure=this}}')]);
  });

  test('on a chart opens its exhibit and its specification', async () => {
    const opened = await opens('figure .chart svg', '', 2);
    const chart = await lineOf(`${BRIEF}/charts/routes.vl.json`, '{');
    expect(opened).toEqual([await lineOf(TEMPLATE, ':::exhibit{#routes-chart}'), chart]);
  });
});

test('lists editions with their languages and papers, and prints a paper', LONG, async () => {
  const list = await browser.newPage();
  await list.goto(preview.address);
  const links = await list.$$eval('#list a', (all) => all.map(({ href }) => href));
  const files = ['view/harbour-ferries/2025-q4/en', 'page/harbour-ferries/2025-q4/en/brief.pdf'];
  expect(links).toEqual(expect.arrayContaining(files.map((file) => preview.address + file)));
  const answer = await fetch(`${preview.address}page/${KEY}/brief.pdf`);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(
    Buffer.from(await answer.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  await until(page, `document.querySelector('#papers a')?.title === 'printed as shown'`);
  await list.close();
});

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks as no browser would: the path as it is, any host. */
function ask(address: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<number> {
  const { port } = new URL(preview.address);
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, path: address, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.once('error', reject);
    request.end(body);
  });
}

describe('refuses', () => {
  const own = (name = ''): string => new URL(preview.address).pathname + name;
  const origin = (): string => new URL(preview.address).origin;
  const opening = JSON.stringify({ open: [0], all: [0] });

  test.each([
    ['a name that was made to lead here', { Host: 'evil.example' }],
    ['a page of another origin', { Origin: 'https://evil.example' }],
    ['a sandboxed page', { Origin: 'null' }],
    ['a page of another port', { 'Sec-Fetch-Site': 'same-site' }],
  ])('%s', async (_, headers) => {
    expect(await ask(own(), { headers })).toBe(403);
  });

  test('to open the editor without its own origin, or for anything but known places', async () => {
    await fs.rm(path.join(tools, 'opened'), { force: true });
    const post = (headers: Asked['headers'], body: string): Promise<number> =>
      ask(own('open'), { method: 'POST', headers: headers ?? {}, body });
    expect(await post({}, opening)).toBe(403);
    expect(await post({ Origin: 'https://evil.example' }, opening)).toBe(403);
    for (const body of ['', '[]', '{"open":["../../etc/passwd"]}', JSON.stringify({ open: Array(9).fill(0), all: [] })])
      expect(await post({ Origin: origin() }, body)).toBe(400);
    expect(await post({ Origin: origin() }, 'x'.repeat(5000))).toBe(413);
    await post({ Origin: origin() }, JSON.stringify({ open: ['../../etc/passwd', 1e9], all: [] }));
    await expect(fs.readFile(path.join(tools, 'opened'))).rejects.toThrow('ENOENT');
  });

  test.each([
    '/',
    '/0123/',
    '../data/ferry-passengers/dataset.yaml',
    'page/../../../../etc/passwd',
    `page/${KEY}/..%2F..%2Fdataset.yaml`,
    `page/${KEY}/charts/../../brief.yaml`,
    `page/${KEY}/data/observations.csv`,
    'events/../../etc',
    'view/nothing',
    '%E0%A4%A',
  ])('%s', async (address) => {
    expect(await ask(address.startsWith('/') ? address : own(address))).toBe(404);
  });

  test('other methods', async () => {
    expect(await ask(own(), { method: 'PUT' })).toBe(405);
  });
});

test('a preview whose port is taken ends', async () => {
  const second = await ended(startAssay(['dev', '--root', root, '--port', new URL(preview.address).port]));
  expect(second).toMatchObject({ status: 3, stdout: '' });
  expect(second.stderr).toContain('is in use');
});

test('writes nothing into the root folder', async () => {
  expect(await hashesIn(path.join(root, 'out'))).toEqual({});
});
