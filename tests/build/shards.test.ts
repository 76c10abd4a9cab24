import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { buildBriefs } from '../../src/build/brief-build.ts';
import { checkFrozen } from '../../src/build/frozen.ts';
import { mergeShards } from '../../src/build/merge.ts';
import { isInShard, parseShard, shardOfEngine } from '../../src/build/shard.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { hashesIn, makeRoot, TINY } from '../cli/root.ts';

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
    'Kubernetes says which shard this is, JOB_COMPLETION_INDEX=3, but JOB_COMPLETIONS does not say of how many',
  ],
  [{ CI_NODE_INDEX: '6', CI_NODE_TOTAL: '5' }, 'CI_NODE_INDEX=6 and CI_NODE_TOTAL=5 of GitLab are no shard of at most'],
  [{ CI_NODE_INDEX: 'x', CI_NODE_TOTAL: '5' }, 'CI_NODE_INDEX=x and CI_NODE_TOTAL=5 of GitLab are no shard'],
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
  const result = await mergeShards(new Workspace(target), folders, diagnostics);
  return { result, said: diagnostics.all.map(({ rule, message }) => `${rule}: ${message}`) };
}

test('shards are joined, wherever hosts unpack them, and what was there before of their briefs goes', async () => {
  const [target, artifacts, other] = [await newRoot(), await newRoot(), await newRoot()];
  await writeShard(path.join(artifacts, 'first'), 1, 3);
  await writeShard(other, 2, 3);
  await writeShard(target, 3, 3);
  await writeShard(target, 9, 9);
  await fs.rm(path.join(target, 'out/shard-9-of-9.json'));
  const { result, said } = await merge(target, artifacts, path.join(other, 'out'), other, target);
  expect(said).toEqual([]);
  expect(result?.editions).toEqual([1, 2, 3].map((index) => `out/sheet/2025/en/m${index}`));
  const files = [1, 2, 3].flatMap((index) =>
    ['brief.md', 'brief.pdf', 'build.json', 'manifest.json'].map((name) => `sheet/2025/en/m${index}/${name}`),
  );
  expect(Object.keys(await hashesIn(path.join(target, 'out')))).toEqual(files.sort());
  expect((await merge(target, path.join(artifacts, 'nothing'))).said).toEqual([
    'shard/none: no shard was printed into this folder',
  ]);
});

test.each<[string, (root: string) => Promise<unknown>, string]>([
  ['a shard that is missing', (root) => writeShard(root, 1, 2), 'shard/missing: of 2 shards these are missing: 2'],
  [
    'other data',
    async (root) => [await writeShard(root, 1, 2), await writeShard(root, 2, 2, { all: 'b' })],
    'shard/different: data, templates or editions are others than in',
  ],
  [
    'another number of shards',
    async (root) => [await writeShard(root, 1, 2), await writeShard(root, 2, 3)],
    'shard/different: this is one of 3 shards, of another number than in',
  ],
  [
    'one shard twice',
    async (root) => [await writeShard(root, 1, 2), await writeShard(path.join(root, 'again'), 1, 2)],
    'shard/double: shard 1 of 2 is also in',
  ],
  [
    'an edition that no shard has',
    async (root) => [await writeShard(root, 1, 2), await writeShard(root, 2, 2, { editions: [] })],
    'shard/damaged: the shards have 1 editions, and there are 2',
  ],
  [
    'an output that was changed',
    async (root) => [
      await writeShard(root, 1, 1),
      await fs.writeFile(path.join(root, 'out/sheet/2025/en/m1/brief.md'), 'other'),
    ],
    'shard/damaged: out/sheet/2025/en/m1/brief.md is not as it was printed',
  ],
  [
    'an edition without what Git ignores',
    async (root) => [
      await writeShard(root, 1, 1),
      await fs.rm(path.join(root, 'out/sheet/2025/en/m1/brief.pdf')),
      await fs.rm(path.join(root, 'out/sheet/2025/en/m1/build.json')),
    ],
    'shard/damaged: manifest.json or build.json of out/sheet/2025/en/m1 is missing',
  ],
  [
    'a build.json of nulls',
    async (root) => [
      await writeShard(root, 1, 1),
      await fs.writeFile(path.join(root, 'out/sheet/2025/en/m1/build.json'), '{"pdfs":null,"pictures":null}'),
    ],
    'shard/damaged: manifest.json or build.json of out/sheet/2025/en/m1 is missing',
  ],
  [
    'a manifest of numbers',
    async (root) => [
      await writeShard(root, 1, 1),
      await fs.writeFile(path.join(root, 'out/sheet/2025/en/m1/manifest.json'), '{"outputs":{"brief.md":7}}'),
    ],
    'shard/damaged: out/sheet/2025/en/m1/brief.md is not as it was printed',
  ],
  [
    'a manifest that names a file elsewhere',
    async (root) => [
      await writeShard(root, 1, 1),
      await fs.writeFile(
        path.join(root, 'out/sheet/2025/en/m1/manifest.json'),
        '{"assay":"0.1.0","outputs":{"../../../../../../../../etc/passwd":"x"}}',
      ),
    ],
    'shard/damaged: out/sheet/2025/en/m1/../../../../../../../../etc/passwd is missing',
  ],
  [
    'a record of too many shards',
    (root) => writeShard(root, 1, 1, { of: 4e9 }),
    'shard/damaged: this is not the record of a shard',
  ],
  [
    'a record that names a folder elsewhere',
    (root) => writeShard(root, 1, 1, { editions: ['out/../data/x'] }),
    'shard/damaged: this is not the record of a shard',
  ],
])('%s: nothing is written', async (_, write, message) => {
  const [target, from] = [await newRoot(), await newRoot()];
  await write(from);
  const { result, said } = await merge(target, from);
  expect(result).toBeUndefined();
  expect(said.join('\n')).toContain(message);
  expect(await hashesIn(target)).toEqual({});
});

test('two shards print together what one build prints', async () => {
  const [target, ...shards] = [await newRoot(TINY), await newRoot(TINY), await newRoot(TINY), await newRoot(TINY)];
  const printed: string[] = [];
  for (const [at, root] of shards.entries()) {
    const shard = { index: at + 1, of: shards.length };
    const diagnostics = new Diagnostics();
    const result = await buildBriefs(new Workspace(root), [], { environment: process.env, shard }, diagnostics);
    expect(diagnostics.all).toEqual([]);
    printed.push(...(result?.editions ?? []).map(({ folder }) => folder));
  }
  expect(printed.sort()).toEqual(['out/harbour-ferries/2025-q3/en', 'out/harbour-ferries/2025-q4/en']);
  expect((await merge(target, ...shards)).said).toEqual([]);
  const diagnostics = new Diagnostics();
  expect(await checkFrozen(new Workspace(target), [], {}, diagnostics)).toEqual({ editions: 2, changes: [] });
  expect(await fs.readdir(path.join(target, 'out'))).toEqual(['harbour-ferries']);
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
  // the pod with the last index is told the last shard
  const set = container?.env.map(({ name, value }) => [name, value ?? String(spec.completions - 1)]) ?? [];
  expect(shardOfEngine(Object.fromEntries(set) as NodeJS.ProcessEnv)).toEqual({ index: 4, of: spec.completions });
  // a name would not tell Kubernetes that the user is not root
  expect(await fs.readFile('.deploy/Dockerfile', 'utf8')).toMatch(/^USER \d+$/m);
});
