import fs from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addChart, BRIEF, edit, EDITION, hashesIn, makeRoot, TINY } from '../cli/root.ts';
import { readPdf } from '../output/pdf/read-pdf.ts';
import { FACES, FONTS, LOGO } from '../brief/style-case.ts';
import { LONG } from '../long.ts';
import { built } from './builds.ts';

const STYLE = `colours:
  accent: '#8a1c4a'
  members: { route: { river: '#224488', harbour: '#a3441c' } }
fonts: { serif: Liberation Sans, sans: Liberation Sans, files: [${FACES.map((face) => `fonts/${face}`).join(', ')}] }
text_size: 9pt
logo: { file: logo.svg, alt: { en: The harbour office } }
page_head: { en: For members only }
`;

/** The tiny root with a chart by route, and what the style needs next to it in a folder. */
let root: string;
beforeEach(async () => {
  root = await makeRoot(TINY);
  await addChart(root);
  await edit(root, `${BRIEF}/charts/routes.vl.json`, (chart) =>
    chart.replace('"encoding":{', '"encoding":{"color":{"field":"route"},'),
  );
  await edit(root, `${BRIEF}/brief.yaml`, (yaml) => yaml.replace(/ *- .*2025-q3.*\n/, ''));
});
afterEach(() => fs.rm(root, { recursive: true }));

async function layStyle(folder: string, style = STYLE): Promise<void> {
  await fs.mkdir(path.join(root, folder, 'fonts'), { recursive: true });
  for (const face of FACES) await fs.cp(path.join(FONTS, face), path.join(root, folder, 'fonts', face));
  await fs.writeFile(path.join(root, folder, 'logo.svg'), LOGO);
  await fs.writeFile(path.join(root, folder, 'style.yaml'), style);
}

const textOf = (name: string): Promise<string> => fs.readFile(path.join(root, EDITION, name), 'utf8');

async function build(): Promise<string> {
  const { status, stdout, stderr } = await built(root, { quiet: true });
  expect({ status, stdout }).toEqual({ status: stderr === '' ? 0 : 1, stdout: '' });
  return stderr;
}

interface Manifest {
  readonly fingerprint: string;
  readonly inputs: readonly { readonly path: string }[];
}

const manifest = async (): Promise<Manifest> => JSON.parse(await textOf('manifest.json')) as Manifest;

test('a brief prints in the colours and fonts of its style, with its logo, the same every time', LONG, async () => {
  await layStyle(BRIEF);
  // Markdown's marks call for every face
  await edit(root, `${BRIEF}/brief.md.hbs`, (template) => `${template}\n*Slanted* and **bold**.\n`);
  expect(await build()).toBe('');
  const { embedded, roles, pages } = await readPdf(await fs.readFile(path.join(root, EDITION, 'brief.pdf')));
  expect(embedded).toEqual(['LiberationSans', 'LiberationSans-Bold', 'LiberationSans-Italic']);
  expect(roles).toContain('Figure');
  expect(pages[0]).not.toContain('For members only');
  const chart = await textOf('charts/routes.svg');
  expect(chart).toContain('fill="#224488"');
  expect(chart).toContain('fill="#a3441c"');
  const html = await textOf('brief.html');
  expect(html).toContain('--accent:#8a1c4a;');
  expect(html).toContain("--sans:'Liberation Sans','Source Sans 3'");
  expect(html).toContain(`src="data:image/svg+xml;base64,${btoa(LOGO)}" alt="The harbour office"`);
  const before = await hashesIn(path.join(root, 'out'));
  await fs.rm(path.join(root, 'out'), { recursive: true });
  expect(await build()).toBe('');
  expect(await hashesIn(path.join(root, 'out'))).toEqual(before);
});

test('the head of each page but the first bears its text', LONG, async () => {
  await layStyle(BRIEF);
  await edit(root, `${BRIEF}/brief.md.hbs`, (template) =>
    template.replaceAll(/^(## .*\{#[a-z-]+)\}/gm, '$1 break="page"}'),
  );
  // Pages that start with each heading are empty at their foot, and that is said.
  expect((await built(root, { quiet: true })).status).toBe(0);
  const { pages } = await readPdf(await fs.readFile(path.join(root, EDITION, 'brief.pdf')));
  expect(pages.length).toBeGreaterThan(2);
  expect(pages.map((page) => page.includes('For members only'))).toEqual(pages.map((_, index) => index > 0));
});

test('the style of a brief adds to the one that all briefs share', async () => {
  await layStyle('templates');
  expect(await build()).toBe('');
  const shared = await manifest();
  expect(await textOf('brief.html')).toContain('--accent:#8a1c4a;');
  const paths = shared.inputs.map((input) => input.path);
  expect(paths).toEqual(
    expect.arrayContaining(['style.yaml', 'logo.svg', `fonts/${FACES[0]}`].map((name) => `templates/${name}`)),
  );
  await fs.writeFile(path.join(root, BRIEF, 'style.yaml'), "colours: { accent: '#0b4b2e' }\n");
  expect(await build()).toBe('');
  const both = await textOf('brief.html');
  expect(both).toContain('--accent:#0b4b2e;');
  expect(both).toContain('--member-route-river:#224488;');
  expect(both).toContain('data:image');
  expect((await manifest()).inputs.map((input) => input.path)).toEqual(
    expect.arrayContaining([...paths.filter((one) => one.includes('style')), `${BRIEF}/style.yaml`]),
  );
});

test("charts of a document for one member are in that member's colour", async () => {
  await layStyle('templates');
  await edit(root, `${BRIEF}/brief.yaml`, (yaml) => `${yaml}for: route\nmembers: [river, harbour]\n`);
  const exhibit =
    '# {{member.label}} {#top}\n\n## Chart {#chart}\n\n:::exhibit{#routes}\nBy route\n\n::chart{name="routes"}\n:::\n';
  await fs.writeFile(path.join(root, BRIEF, 'brief.md.hbs'), exhibit);
  await edit(root, `${BRIEF}/charts/routes.vl.json`, (chart) =>
    chart.replace('"color":{"field":"route"},', '').replace('"passengers.*"', '"passengers.*","member":true'),
  );
  expect(await build()).toBe('');
  for (const [member, colour] of [
    ['river', '#224488'],
    ['harbour', '#a3441c'],
  ]) {
    const chart = await textOf(`${member}/charts/routes.svg`);
    expect(chart).toContain(`fill="${colour}"`);
    expect(chart).not.toContain('#8a1c4a');
  }
});

test('the fingerprint changes with the style, its logo and its fonts', LONG, async () => {
  await layStyle(BRIEF);
  const changes = [
    () => edit(root, `${BRIEF}/style.yaml`, (style) => `${style}# a remark\n`),
    () => edit(root, `${BRIEF}/logo.svg`, (logo) => logo.replace('H0z', 'H1z')),
    () => fs.appendFile(path.join(root, BRIEF, 'fonts', FACES[0] ?? ''), '\0'),
  ];
  const seen = new Set<string>();
  for (const change of [() => undefined, ...changes]) {
    await change();
    expect(await build()).toBe('');
    seen.add((await manifest()).fingerprint);
  }
  expect(seen.size).toBe(1 + changes.length);
});

test('a partial of the brief stands before the shared one of its name, and each is named by its own file', async () => {
  const shared = 'templates/partials/row.hbs';
  await fs.mkdir(path.join(root, 'templates/partials'));
  await fs.writeFile(path.join(root, shared), '{{!-- @param figure --}}\n| {{figure.label}} | shared | shared |\n');
  expect(await build()).toBe('');
  const own = await manifest();
  expect(await textOf('brief.md')).not.toContain('shared');
  expect(own.inputs.map((input) => input.path)).toContain(shared);
  await fs.rename(path.join(root, BRIEF, 'partials/row.hbs'), path.join(root, BRIEF, 'partials/other.hbs'));
  expect(await build()).toBe('');
  expect(await textOf('brief.md')).toContain('| Harbour route | shared | shared |');
  expect((await manifest()).fingerprint).not.toBe(own.fingerprint);
  await edit(root, shared, (partial) => partial.replace('figure.label', 'figure.lable'));
  expect(await build()).toMatch(/^templates\/partials\/row\.hbs:2:\d+: error: /);
});
