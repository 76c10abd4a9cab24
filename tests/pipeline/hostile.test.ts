import fs from 'node:fs/promises';
import path from 'node:path';
import type { Element, Nodes } from 'hast';
import MarkdownIt from 'markdown-it';
import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, test } from 'vitest';
import { addChart, BRIEF, edit, EDITION, makeRoot, TINY } from '../cli/root.ts';
import { readHtml, textOf } from '../output/html-text.ts';
import { readPdf } from '../output/pdf/read-pdf.ts';
import { built } from './builds.ts';

/** Text that would run, link, format or fill in if any output took it for its own language. */
const HOSTILE =
  '<script>alert(1)</script> <img src=x onerror=alert(1)> | ] [x](http://evil.example) *b* _i_ ~~s~~ `c` {{value "passengers"}} {{{x}}} &amp; <!-- # $E=1$ $& :::note';

/** Every element of a page. */
function elementsOf(node: Nodes): Element[] {
  const inside = 'children' in node ? node.children.flatMap((child) => elementsOf(child)) : [];
  return node.type === 'element' ? [node, ...inside] : inside;
}

let out: string;
beforeAll(async () => {
  const root = await makeRoot(TINY);
  await addChart(root);
  // The label leaves no room for the numbers of the axis, which would lie on each other.
  await edit(root, `${BRIEF}/charts/routes.vl.json`, (json) =>
    json.replace('"field":"value"', '"field":"value","axis":null'),
  );
  await edit(root, 'data/ferry-passengers/dataset.yaml', (yaml) =>
    yaml
      .replace('label: { en: Harbour route,', () => `label: { en: ${JSON.stringify(HOSTILE)},`)
      .replace(/^locales:/m, "loose_numbers: ['1']\n$&"),
  );
  expect(await built(root)).toMatchObject({ status: 0 });
  out = path.join(root, EDITION);
  return () => fs.rm(root, { recursive: true });
});

describe('a label full of markup is printed as it is written, and nothing of it runs', () => {
  test('in Markdown, for a reader that lets HTML through', async () => {
    const tokens = new MarkdownIt({ html: true }).parse(await fs.readFile(path.join(out, 'brief.md'), 'utf8'), {});
    const inline = tokens.flatMap((token) => token.children ?? []);
    const html = [...tokens, ...inline].filter(({ type }) => type.startsWith('html_')).map(({ content }) => content);
    expect(html.filter((one) => !/^(?:<a name="([a-z-]+)" id="\1">|<\/a>)$/.test(one))).toEqual([]);
    expect(inline.filter(({ type }) => ['em_open', 's_open', 'code_inline'].includes(type))).toEqual([]);
    const links = inline.filter(({ type }) => type === 'link_open').map((token) => token.attrGet('href'));
    expect(links.filter((href) => !href?.startsWith('#'))).toEqual(['https://harbour.example/ferries']);
    const cells = tokens.flatMap(({ type, children }) => {
      return type === 'inline' ? [(children ?? []).map(({ content }) => content).join('')] : [];
    });
    expect(cells).toContain(HOSTILE);
    expect(cells).toContain(`Table\u00A01: The ${HOSTILE} carries most passengers`);
  });

  test('in the PDF', async () => {
    const { pages } = await readPdf(await fs.readFile(path.join(out, 'brief.pdf')));
    const squeezed = pages.join('').replaceAll(/\s/g, '');
    expect(squeezed.split(HOSTILE.replaceAll(/\s/g, '')).length - 1).toBeGreaterThanOrEqual(2);
  });

  test('in HTML', async () => {
    const page = readHtml(await fs.readFile(path.join(out, 'brief.html'), 'utf8'));
    const elements = elementsOf(page);
    const sources = elements.map(({ properties }) => properties['src'] ?? properties['href']);
    expect(sources.filter((source) => /^x$|evil/.test(String(source)))).toEqual([]);
    expect(elements.flatMap(({ properties }) => Object.keys(properties).filter((name) => /^on/i.test(name)))).toEqual(
      [],
    );
    const words = new Set(['alert(1)', 'b', 'i', 's', 'c', 'x']);
    expect(elements.filter((one) => words.has(textOf(one)))).toEqual([]);
    expect(textOf(page)).toContain(`The ${HOSTILE} carries most passengers`);
  });

  test('in pictures', async () => {
    const names: string[] = [];
    let description = '';
    const parser = new SaxesParser();
    parser.on('opentag', ({ name }) => names.push(name));
    parser.on('text', (text) => (description += text));
    parser.write(await fs.readFile(path.join(out, 'charts/routes.svg'), 'utf8')).close();
    expect(names.filter((name) => /script|image|foreignObject|^a$/.test(name))).toEqual([]);
    expect(description).toContain(HOSTILE);
  });
});
