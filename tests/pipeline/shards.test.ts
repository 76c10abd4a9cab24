import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { buildWith } from '../../src/pipeline/cached-build.ts';
import { checkFrozen } from '../../src/pipeline/frozen.ts';
import { mergeShards } from '../../src/pipeline/merge.ts';
import { isInShard, parseShard, type Shard, shardOfEngine, type ShardRecord } from '../../src/pipeline/shard.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { addChart, BRIEF, edit, EDITION, hashesIn, makeRoot, TINY } from '../cli/root.ts';
import { oneIn } from '../long.ts';
import { sharedServices } from './builds.ts';
import { type OpenPdf, openWritten } from './forged-pdf.ts';
import { mentioning, saying } from '../messages.ts';

const roots: string[] = [];
afterAll(() => Promise.all(roots.map((root) => fs.rm(root, { recursive: true, force: true }))));

async function newRoot(...folders: string[]): Promise<string> {
  const root = await makeRoot(...folders);
  roots.push(root);
  return root;
}

test.each([
  ['1/1', { index: 1, of: 1 }],
  ['2/5', { index: 2, of: 5 }],
  ['0/5', undefined],
  ['6/5', undefined],
  ['1/0', undefined],
  ['1', undefined],
  ['1/99999', undefined],
  ['-1/5', undefined],
])('--shard %s is %j', (text, expected) => {
  expect(parseShard(text)).toEqual(expected);
});

// What the engines document: GitLab counts from 1, AWS Batch, Kubernetes and the index of a GitHub matrix from 0, Slurm
// from where the array starts.
test.each([
  [
    { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '5' },
    { index: 2, of: 5 },
  ],
  [
    { AWS_BATCH_JOB_ARRAY_INDEX: '0', AWS_BATCH_JOB_ARRAY_SIZE: '3' },
    { index: 1, of: 3 },
  ],
  [
    { SLURM_ARRAY_TASK_ID: '12', SLURM_ARRAY_TASK_MIN: '10', SLURM_ARRAY_TASK_COUNT: '4' },
    { index: 3, of: 4 },
  ],
  [
    {
      SLURM_ARRAY_TASK_ID: '8',
      SLURM_ARRAY_TASK_MIN: '0',
      SLURM_ARRAY_TASK_STEP: '2',
      SLURM_ARRAY_TASK_COUNT: '5',
    },
    { index: 5, of: 5 },
  ],
  [
    { JOB_COMPLETION_INDEX: '3', JOB_COMPLETIONS: '4' },
    { index: 4, of: 4 },
  ],
  [
    { ASSAY_SHARD_INDEX: '0', ASSAY_SHARD_TOTAL: '2' },
    { index: 1, of: 2 },
  ],
])('--shard auto with %j is %j', (environment, expected) => {
  expect(shardOfEngine(environment)).toEqual(expected);
});

test.each([
  [{}, 'no variable says which shard this is'],
  [
    { JOB_COMPLETION_INDEX: '3' },
    'Kubernetes says which shard this is, JOB_COMPLETION_INDEX=3, but JOB_COMPLETIONS does not say how many there are',
  ],
  [
    { CI_NODE_INDEX: '6', CI_NODE_TOTAL: '5' },
    'CI_NODE_INDEX=6 and CI_NODE_TOTAL=5 of GitLab are not a shard of at most',
  ],
  [{ CI_NODE_INDEX: 'x', CI_NODE_TOTAL: '5' }, 'CI_NODE_INDEX=x and CI_NODE_TOTAL=5 of GitLab are not a shard'],
])('--shard auto with %j says what is missing', (environment, message) => {
  expect(() => shardOfEngine(environment)).toThrow(message);
});

test('each edition is in one shard, whatever others there are, and shards are about equal', () => {
  const counts = [0, 0, 0, 0];
  for (let member = 0; member < 4000; member += 1) {
    const shards = [1, 2, 3, 4].filter((index) => isInShard(`out/sheet/2025/en/m${member}`, { index, of: 4 }));
    expect(shards).toHaveLength(1);
    counts[(shards[0] ?? 1) - 1] = (counts[(shards[0] ?? 1) - 1] ?? 0) + 1;
  }
  // 1,000 each; the standard deviation of such a count is 27
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(140);
});

/** The `out/` of a shard as a build leaves it: an edition of one file and a PDF, and the record. */
async function writeShard(
  root: string,
  index: number,
  of: number,
  change: Record<string, unknown> = {},
): Promise<void> {
  const edition = `out/sheet/2025/en/m${index}`;
  await fs.mkdir(path.join(root, edition), { recursive: true });
  const text = `figure ${index}\n`;
  const hash = createHash('sha256').update(text).digest('hex');
  const outputs = { 'brief.md': hash };
  for (const name of ['brief.md', 'brief.pdf']) await fs.writeFile(path.join(root, edition, name), text);
  await fs.writeFile(
    path.join(root, edition, 'build.json'),
    JSON.stringify({ pdfs: { 'brief.pdf': { sha256: hash } }, pictures: {} }),
  );
  await fs.writeFile(path.join(root, edition, 'manifest.json'), JSON.stringify({ assay: '0.1.0', outputs }));
  const record = { assay: '0.1.0', index, of, all: 'a', count: of, editions: [edition], ...change };
  await fs.writeFile(path.join(root, `out/shard-${index}-of-${of}.json`), JSON.stringify(record));
}

async function merge(target: string, ...folders: string[]) {
  const diagnostics = new Diagnostics();
  const result = await mergeShards(new Workspace(target), folders, { environment: process.env }, diagnostics);
  return { result, said: diagnostics.all.map(({ rule, message }) => `${rule}: ${message}`) };
}

test('a folder without a shard is said to have none', async () => {
  const [target, other] = [await newRoot(), await newRoot()];
  expect((await merge(target, path.join(other, 'nothing'))).said).toEqual([saying('shard/none …')]);
});

test.each<[string, (root: string) => Promise<unknown>, string]>([
  ['a shard that is missing', (root) => writeShard(root, 1, 2), 'shard/missing … 2 … 2'],
  [
    'other data',
    async (root) => [await writeShard(root, 1, 2), await writeShard(root, 2, 2, { all: 'b' })],
    'shard/different …',
  ],
  [
    'another number of shards',
    async (root) => [await writeShard(root, 1, 2), await writeShard(root, 2, 3)],
    'shard/different … 3 …',
  ],
  [
    'one shard twice',
    async (root) => [await writeShard(root, 1, 2), await writeShard(path.join(root, 'again'), 1, 2)],
    'shard/double: shard 1 … 2 …',
  ],
  [
    'an edition that no shard has',
    async (root) => [await writeShard(root, 1, 2), await writeShard(root, 2, 2, { editions: [] })],
    'shard/damaged … 1 … 2',
  ],
  [
    'an edition without what Git ignores',
    async (root) => [
      await writeShard(root, 1, 1),
      await fs.rm(path.join(root, 'out/sheet/2025/en/m1/brief.pdf')),
      await fs.rm(path.join(root, 'out/sheet/2025/en/m1/build.json')),
    ],
    'shard/damaged: manifest.json … build.json … out/sheet/2025/en/m1 …',
  ],
  [
    'a build.json of nulls',
    async (root) => [
      await writeShard(root, 1, 1),
      await fs.writeFile(path.join(root, 'out/sheet/2025/en/m1/build.json'), '{"pdfs":null,"pictures":null}'),
    ],
    'shard/damaged: manifest.json … build.json … out/sheet/2025/en/m1 …',
  ],
  ['a record of too many shards', (root) => writeShard(root, 1, 1, { of: 4e9 }), 'shard/damaged …'],
  [
    'a record that names a folder elsewhere',
    (root) => writeShard(root, 1, 1, { editions: ['out/../data/x'] }),
    'shard/damaged …',
  ],
])('%s: nothing is written', async (_, write, message) => {
  const [target, from] = [await newRoot(), await newRoot()];
  await write(from);
  const { result, said } = await merge(target, from);
  expect(result).toBeUndefined();
  expect(said.join('\n')).toEqual(mentioning(message));
  expect(await hashesIn(target)).toEqual({});
});

describe('shards that were printed', () => {
  // MediaWiki shows no SVG: its pictures are PNG files.
  const asked = {
    environment: process.env,
    flavours: ['mediawiki'],
    parts: [{ kind: 'section', id: 'routes' }],
  } as const;
  let whole: string;
  const shards: string[] = [];

  beforeAll(async () => {
    whole = await newRoot(TINY);
    await addChart(whole);
    // a browser takes the two addresses for one
    const links =
      '\n## Links {#links}\n\nSee [the office](https://example.org) and [its page](https://example.org/).\n';
    await edit(whole, `${BRIEF}/brief.md.hbs`, (template) => template + links);
    const source = await newRoot(whole);
    const print = async (root: string, shard?: Shard): Promise<string[]> => {
      const diagnostics = new Diagnostics();
      const options = { ...asked, shard };
      const result = await buildWith(sharedServices, new Workspace(root), [], options, diagnostics);
      expect(diagnostics.all).toEqual([]);
      return (result?.editions ?? []).map(({ folder }) => folder);
    };
    await print(whole);
    const printed: string[] = [];
    for (const index of [1, 2, 3]) {
      const root = await newRoot(source);
      shards.push(root);
      printed.push(...(await print(root, { index, of: 3 })));
    }
    expect(printed.sort()).toEqual(['out/harbour-ferries/2025-q3/en', EDITION]);
  });

  /** A root folder with data and templates, and copies of the shards in folders of their own. */
  async function unpacked(): Promise<{ target: string; artifacts: string; edition: string }> {
    const [target, artifacts] = [await newRoot(whole), await newRoot()];
    await fs.rm(path.join(target, 'out'), { recursive: true });
    for (const [at, root] of shards.entries()) {
      await fs.cp(path.join(root, 'out'), path.join(artifacts, `shard-${at + 1}`), { recursive: true });
    }
    const names = await fs.readdir(artifacts, { recursive: true });
    const edition = names.find((name) => name.endsWith('harbour-ferries/2025-q4/en')) ?? '';
    return { target, artifacts, edition: path.join(artifacts, edition) };
  }

  test('make together what one build makes, and what was there before of their briefs goes', async () => {
    const { target, artifacts } = await unpacked();
    await fs.cp(path.join(whole, EDITION), path.join(target, 'out/harbour-ferries/2024-q4/en'), { recursive: true });
    expect((await merge(target, artifacts, path.join(artifacts, 'shard-1'))).said).toEqual([]);
    expect(await hashesIn(path.join(target, 'out'))).toEqual(await hashesIn(path.join(whole, 'out')));
    const diagnostics = new Diagnostics();
    const { flavours, parts } = asked;
    const frozen = await checkFrozen(new Workspace(target), [], { flavours, parts }, diagnostics);
    expect(frozen).toEqual({ editions: 2, changes: [] });
  });

  const hashOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

  /** Changes a file of an edition, and writes its new hash wherever the old one stands next to it. */
  async function forge(edition: string, name: string, change: (bytes: Buffer) => string | Uint8Array): Promise<void> {
    const before = await fs.readFile(path.join(edition, name));
    const after = change(before);
    expect(hashOf(after)).not.toBe(hashOf(before));
    await fs.writeFile(path.join(edition, name), after);
    for (const record of ['manifest.json', 'build.json']) {
      const text = await fs.readFile(path.join(edition, record), 'utf8');
      await fs.writeFile(path.join(edition, record), text.replaceAll(hashOf(before), hashOf(after)));
    }
  }

  const at = (name: string): string => `${EDITION}/${name}`;

  oneIn(6).each<[string, (edition: string, artifacts: string) => Promise<unknown>, string]>([
    [
      'a page that was changed with its hash',
      (edition) => forge(edition, 'brief.md', (text) => text.toString().replace('1,108,000', '7,108,000')),
      `shard/damaged: ${at('brief.md')} …`,
    ],
    [
      'a page that is missing',
      (edition) => fs.rm(path.join(edition, 'brief.html')),
      `shard/damaged: ${at('brief.html')} is missing`,
    ],
    [
      'a drawing that was changed with its hash',
      (edition) => forge(edition, 'charts/routes.svg', (svg) => svg.toString().replace('height="', 'height="1')),
      `shard/damaged: ${at('charts/routes.svg')} …`,
    ],
    [
      'a PDF of another edition with its hash',
      (edition) =>
        forge(edition, 'brief.pdf', () => readFileSync(path.join(whole, 'out/harbour-ferries/2025-q3/en/brief.pdf'))),
      `output/readback-`,
    ],
    [
      'a PDF that is none',
      (edition) => forge(edition, 'brief.pdf', () => 'a PDF'),
      `shard/damaged: ${at('brief.pdf')} …`,
    ],
    [
      'a PDF that is missing',
      (edition) => fs.rm(path.join(edition, 'brief.pdf')),
      `shard/damaged: ${at('brief.pdf')} is missing`,
    ],
    [
      'a manifest that names a file elsewhere',
      (edition) =>
        fs.writeFile(path.join(edition, 'manifest.json'), '{"assay":"0.1.0","outputs":{"../../../../x":"y"}}'),
      `shard/damaged: ${at('manifest.json')} …`,
    ],
    [
      'records that leave out an edition',
      async (_, artifacts) => {
        for (const index of [1, 2, 3]) {
          const file = path.join(artifacts, `shard-${index}`, `shard-${index}-of-3.json`);
          const record = JSON.parse(await fs.readFile(file, 'utf8')) as ShardRecord;
          const editions = record.editions.filter((folder) => folder !== EDITION);
          await fs.writeFile(file, JSON.stringify({ ...record, count: 1, editions }));
        }
      },
      'shard/different …',
    ],
  ])('%s: nothing is written', async (_, change, message) => {
    const { target, artifacts, edition } = await unpacked();
    await change(edition, artifacts);
    const { result, said } = await merge(target, artifacts);
    expect(result).toBeUndefined();
    expect(said.join('\n')).toEqual(mentioning(message));
    expect(await hashesIn(path.join(target, 'out'))).toEqual({});
  });

  test('from other data than those of the root folder are refused as a whole', async () => {
    const { target, artifacts } = await unpacked();
    const release = 'data/ferry-passengers/releases/ferry-2025-q4.yaml';
    await edit(target, release, (yaml) => `${yaml}\n`);
    const { said } = await merge(target, artifacts);
    expect(said).toHaveLength(1);
    expect(said[0]).toEqual(mentioning('shard/different …'));
  });

  /** What a forger would change in a PDF, besides what is written on its pages. */
  const FORGERIES: Readonly<Record<string, readonly [change: (pdf: OpenPdf) => void, where: RegExp]>> = {
    'a link that draws a figure': [
      (pdf) => {
        const content = '0 0 60 26 re f BT /F1 20 Tf (999) Tj ET';
        const form = pdf.add(`<</Type/XObject/Subtype/Form/BBox[0 0 60 26]/Length ${content.length}>>`, content);
        pdf.change(/\/Subtype\/Link/, `/Subtype/Link/AP<</N ${form} 0 R>>`);
      },
      /readback-extra: .*link: AP/,
    ],
    'a link with a white frame': [
      (pdf) => pdf.change(/\/Border\[0 0 0\]/, '/Border[0 0 40]/C[1 1 1]'),
      /extra: .*link: Border/,
    ],
    'a link without a frame of none': [
      (pdf) => pdf.change(/\/Border\[0 0 0\]/, ''),
      /extra: .*link: Border is missing/,
    ],
    'a link that leads elsewhere': [
      (pdf) => pdf.change(/\/URI \(https:/, '/URI (https://evil.example/?'),
      /changed: .*link: it leads to https:\/\/evil\.example/,
    ],
    'a link with other words': [
      (pdf) => pdf.change(/\/Contents\([^)]*\)/, '/Contents(Ferries 999)'),
      /changed: .*link: Contents is "Ferries 999"/,
    ],
    'a title': [
      (pdf) => pdf.change(/\/Title\(?(<[^>]*>|[^)]*\))(?=\/Author|\/Subject|\/Creator)/, '/Title(999)'),
      /changed: .*information: Title is "999"/,
    ],
    'a summary': [
      (pdf) => pdf.change(/\/Creator\(Assay\)/, '/Keywords(999)/Creator(Assay)'),
      /extra: .*information: Keywords/,
    ],
    metadata: [
      (pdf) => pdf.changeStream(/\/Type\/Metadata/, (xmp) => xmp.replace(/x-default">./, 'x-default">9')),
      /changed: .*catalog: Metadata has another content/,
    ],
    'the language': [
      (pdf) => pdf.change(/^(<<\/Type\/Catalog\b[^]*)\/Lang\(en\)/, '$1/Lang(zh)'),
      /changed: .*catalog: Lang is "zh" and not "en"/,
    ],
    'words of a paragraph for screen readers': [
      (pdf) => pdf.change(/\/S\/P\/P/, '/S/P/ActualText(999)/P'),
      /extra: .*element: ActualText/,
    ],
    'words that stand for a paragraph': [
      (pdf) => pdf.change(/\/S\/P\/P/, '/S/P/Alt(999)/P'),
      /extra: .*element P: Alt/,
    ],
    'words of what is drawn': [
      (pdf) => pdf.changeContent((text) => text.replace(/ >>BDC/, ' /ActualText (999)>>BDC')),
      /extra: .*a mark that Assay does not write/,
    ],
    'words that are not drawn': [
      (pdf) => pdf.changeContent((text) => text.replace(/ >>BDC\n/, ' >>BDC\n/Span<</ActualText (999) >> BDC\nEMC\n')),
      /extra: .*ActualText/,
    ],
    'a script': [
      (pdf) => pdf.change(/\/Type\/Catalog/, '/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(999\\))>>'),
      /extra: .*catalog: OpenAction/,
    ],
    'a form': [
      (pdf) => pdf.change(/\/Type\/Catalog/, '/Type/Catalog/AcroForm<</Fields[]/XFA(999)>>'),
      /extra: .*catalog: AcroForm/,
    ],
    'a smaller unit': [
      (pdf) => pdf.change(/\/Type\/Page\/Resources/, '/Type/Page/UserUnit .05/Resources'),
      /extra: .*page: UserUnit/,
    ],
    'a larger page': [(pdf) => pdf.change(/\/MediaBox\[0 0 [\d.]+/, '/MediaBox[0 0 999'), /extra: .*page: MediaBox/],
    'what is said about an attached file': [(pdf) => pdf.change(/\/Desc\(/, '/Desc(999 '), /changed: .*Desc is "999 /],
    'an attached file': [
      (pdf) => pdf.changeStream(/\/Subtype\/text#2Fcsv/, (csv) => csv.replace('1108000', '7108000')),
      /changed: .*has another content/,
    ],
    'an object that nothing leads to': [
      (pdf) => void pdf.add('<</Type/Annot/Subtype/FreeText/Contents(999)>>'),
      /extra: .*nothing leads to/,
    ],
  };

  oneIn(12).each(Object.entries(FORGERIES))(
    'have PDFs that are as Assay prints them around their pages: %s',
    async (_, [change, where]) => {
      const { target, artifacts, edition } = await unpacked();
      await forge(edition, 'brief.pdf', (bytes) => {
        const pdf = openWritten(bytes);
        change(pdf);
        return pdf.write();
      });
      const { result, said } = await merge(target, artifacts);
      expect(result).toBeUndefined();
      expect(said.join('\n')).toMatch(where);
      expect(said.join('\n')).toContain(at('brief.pdf'));
    },
  );

  oneIn(6).each<[string, (bytes: Buffer) => Uint8Array]>([
    [
      'a second version',
      (bytes) => Buffer.concat([bytes, Buffer.from('1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n')]),
    ],
    [
      'bytes between objects',
      (bytes) => Buffer.from(bytes.toString('latin1').replace('\nendobj\n', '\nendobj \n'), 'latin1'),
    ],
  ])('have PDFs in one piece: %s', async (_, change) => {
    const { target, artifacts, edition } = await unpacked();
    await forge(edition, 'brief.pdf', change);
    const { result, said } = await merge(target, artifacts);
    expect(result).toBeUndefined();
    expect(said.join('\n')).toMatch(/readback-extra: .*it\D*it|cannot/);
  });

  test('have their pictures drawn again', async () => {
    const { target, artifacts, edition } = await unpacked();
    const names = await fs.readdir(path.join(edition, 'mediawiki'), { recursive: true });
    const picture = path.join('mediawiki', names.find((name) => name.endsWith('.png')) ?? '');
    await forge(edition, picture, (png) => Buffer.concat([png, Buffer.from('forged')]));
    expect((await merge(target, artifacts)).said).toEqual([]);
    expect(await hashesIn(path.join(target, 'out'))).toEqual(await hashesIn(path.join(whole, 'out')));
  });
});

test('the pages and the manifest that show it are well-formed, and name the variables that are read', async () => {
  const page = await fs.readFile('docs/many-editions.md', 'utf8');
  const blocks = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = '']) => text);
  const job = await fs.readFile('.deploy/job.yaml', 'utf8');
  for (const text of [...blocks, job]) expect(parseDocument(text).errors).toEqual([]);
  const { spec } = parseDocument(job).toJS() as {
    spec: {
      completionMode: string;
      completions: number;
      template: { spec: { containers: { args: string[]; env: { name: string; value?: string }[] }[] } };
    };
  };
  const [container] = spec.template.spec.containers;
  expect(spec.completionMode).toBe('Indexed');
  expect(container?.args).toEqual(['build', '--shard', 'auto']);
  // the pod with the last index hears that it is the last shard
  const set = container?.env.map(({ name, value }) => [name, value ?? String(spec.completions - 1)]) ?? [];
  expect(shardOfEngine(Object.fromEntries(set) as NodeJS.ProcessEnv)).toEqual({ index: 4, of: spec.completions });
  // a name would not tell Kubernetes that the user is not root
  expect(await fs.readFile('.deploy/Dockerfile', 'utf8')).toMatch(/^USER \d+$/m);
});
