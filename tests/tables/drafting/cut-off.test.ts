import fs from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Workspace } from '../../../src/core/machine/workspace.ts';
import { assayHere } from '../../cli/program.ts';
import { BRIEF, makeRoot, TINY } from '../../cli/root.ts';
import { LONG } from '../../long.ts';

/** What changes the disk. */
const STEPS = ['write', 'rename', 'renameIfThere', 'remove'] as const;

/** The id of a process that does not run: those of Linux end far below. */
const GONE = 2_000_000_000;

let root: string;
beforeEach(async () => {
  root = await makeRoot();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await fs.rm(root, { recursive: true });
});

/**
 * Runs a command on whose disk nothing happens from the step of a number on, as if it was killed there; a file that is being
 * written then holds half of its content. Returns whether it came to that step.
 */
async function cutOff(command: readonly string[], last: number): Promise<boolean> {
  let step = 0;
  for (const name of STEPS) {
    const original = Workspace.prototype[name] as (...given: unknown[]) => Promise<unknown>;
    vi.spyOn(Workspace.prototype, name).mockImplementation(async function (this: Workspace, ...given: unknown[]) {
      const at = step++;
      const [file, content] = given;
      if (at < last) return (await original.apply(this, given)) as never;
      if (at === last && name === 'write')
        await original.call(
          this,
          file,
          Buffer.from(content as string).subarray(0, Buffer.from(content as string).length / 2),
        );
      throw new Error('killed');
    });
  }
  await assayHere([...command]).catch(() => undefined);
  vi.restoreAllMocks();
  return step > last;
}

/** All files below a folder with what they hold, dot files too. */
async function filesOf(folder: string): Promise<Record<string, string>> {
  const all = await new Workspace(folder).everythingIn('.');
  const files = all.filter(({ isFile }) => isFile).map((file) => file.path);
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await fs.readFile(path.join(folder, file), 'latin1')] as const)),
  );
}

/** Cuts a command off at each step, and runs it again: what it leaves must be what it leaves undisturbed. */
async function cutOffEverywhere(
  prepare: (folder: string) => Promise<void>,
  command: (folder: string) => string[],
): Promise<number> {
  // of one name, which package.json holds
  const folder = path.join(root, 'project');
  const start = async (): Promise<void> => {
    await fs.rm(folder, { recursive: true, force: true });
    await fs.mkdir(folder);
    await prepare(folder);
  };
  await start();
  const before = await filesOf(folder);
  expect(await assayHere(command(folder))).toMatchObject({ status: 0 });
  const whole = await filesOf(folder);
  expect(Object.keys(whole).filter((file) => file.endsWith('.draft'))).toEqual([]);
  for (let last = 0; ; last++) {
    await start();
    if (!(await cutOff(command(folder), last))) return last;
    for (const [file, text] of Object.entries(await filesOf(folder)))
      if (!file.endsWith('.draft')) expect([before[file], whole[file]], `${file}, step ${last}`).toContain(text);
    // The last steps only remove what is not a draft any more.
    await assayHere(command(folder));
    expect(await filesOf(folder), `step ${last}`).toEqual(whole);
  }
}

const TABLE = 'Output,tonnes,,\nMetal,2023,2024,2025\nCopper,100,110,120\nLead,50,51,52\n';

test('init that is cut off at any step is completed by the next one', LONG, async () => {
  const steps = await cutOffEverywhere(
    async () => undefined,
    (folder) => ['init', folder, '--yes'],
  );
  expect(steps).toBeGreaterThan(20);
});

test('init from a table that is cut off at any step is completed by the next one', LONG, async () => {
  const table = path.join(root, 'metals.csv');
  await fs.writeFile(table, TABLE);
  const steps = await cutOffEverywhere(
    async () => undefined,
    (folder) => ['init', folder, '--yes', '--from', table],
  );
  expect(steps).toBeGreaterThan(20);
});

test('init completes no whole project, and none with other files', async () => {
  const folder = path.join(root, 'project');
  await assayHere(['init', folder, '--yes']);
  const whole = await filesOf(folder);
  const again = async (): Promise<[number | null, boolean]> => {
    const run = await assayHere(['init', folder, '--yes']);
    return [run.status, run.stderr.includes('[start/exists]')];
  };
  expect(await again()).toEqual([1, true]);
  const release = Object.keys(whole).find((file) => file.endsWith('/brief.yaml')) ?? '';
  await fs.rm(path.join(folder, release));
  await fs.appendFile(path.join(folder, 'data/city-bikes/dataset.yaml'), '# mine\n');
  expect(await again()).toEqual([1, true]);
  expect(await filesOf(folder)).not.toHaveProperty([release]);
});

const EDITION = (folder: string): string[] => ['edition', '2026-q1', '--from', '2025-q4', '--root', folder];

/** A page in a folder of its own that names an indicator. */
const PAGE = 'Rides: <!-- assay brief=harbour-ferries part=value:fuel.used --><!-- /assay -->\n';

async function withPage(folder: string): Promise<void> {
  await ferries(folder);
  await fs.mkdir(path.join(folder, 'wiki'));
  await fs.writeFile(path.join(folder, 'assay.yaml'), 'embed: [{ pages: wiki, flavour: github }]\n');
  await fs.writeFile(path.join(folder, 'wiki/page.md'), PAGE);
}

async function ferries(folder: string): Promise<void> {
  for (const top of ['data', 'templates'])
    await fs.cp(path.join(TINY, top), path.join(folder, top), { recursive: true });
}

test('edition that is cut off at any step is finished by the next one', LONG, async () => {
  expect(await cutOffEverywhere(ferries, EDITION)).toBeGreaterThan(6);
});

test('an edition that is cut off is finished by another command, too', async () => {
  await ferries(root);
  await cutOff(EDITION(root), 5);
  const brief = path.join(root, BRIEF, 'brief.yaml');
  expect(await fs.readFile(brief, 'utf8')).not.toContain('2026-q1');
  await assayHere(['import', 'data/none.yaml', '--root', root]);
  expect(await fs.readFile(brief, 'utf8')).toContain('2026-q1');
  expect(Object.keys(await filesOf(root)).filter((file) => file.endsWith('.draft'))).toEqual([]);
});

test('edition finishes nothing that a person changed or removed meanwhile', async () => {
  const brief = path.join(root, BRIEF, 'brief.yaml');
  await ferries(root);
  // the list of drafts, two drafts, that of their moves, one move: the release is in place, the entry of the brief is not
  await cutOff(EDITION(root), 5);
  const release = path.join(root, 'data/ferry-passengers/releases/ferry-2026-q1.yaml');
  await fs.access(release);
  await fs.appendFile(brief, '# mine\n');
  await fs.rm(release);
  expect(await assayHere(EDITION(root))).toMatchObject({ status: 0 });
  const text = await fs.readFile(brief, 'utf8');
  expect(text).toContain('2026-q1');
  expect(text).toContain('# mine');
  await fs.access(release);
});

test('drafts of processes that are gone are removed, others stay', async () => {
  await ferries(root);
  const lost = ['data/ferry-passengers/releases', BRIEF, '.'].map((folder) =>
    path.join(folder, `.x.yaml.${GONE}.draft`),
  );
  const kept = path.join(BRIEF, `.x.yaml.${process.ppid}.draft`);
  for (const file of [...lost, kept]) await fs.writeFile(path.join(root, file), 'half');
  await assayHere([...EDITION(root), '--dry-run']);
  expect(Object.keys(await filesOf(root)).filter((file) => file.endsWith('.draft'))).toHaveLength(4);
  await assayHere(EDITION(root));
  expect(Object.keys(await filesOf(root)).filter((file) => file.endsWith('.draft'))).toEqual([`./${kept}`]);
});

const RENAMING = (folder: string, current: string): string[] => ['rename', 'fuel.used', current, '--root', folder];

test('a renaming that is cut off at any step is finished by the next one', LONG, async () => {
  const release = ['rename', 'ferry-2025-q3', 'boats-2025-q3', '--root'];
  expect(await cutOffEverywhere(ferries, (folder) => [...release, folder])).toBeGreaterThan(6);
});

test('what a renaming that was cut off left in a folder of pages is removed by another command', async () => {
  await withPage(root);
  const asked = RENAMING(root, 'fuel.burnt');
  const { stdout } = await assayHere([...asked, '--dry-run', '--json']);
  const { files } = JSON.parse(stdout) as { files: readonly object[] };
  // the list of drafts, a draft of each file, of which the last is half written
  await cutOff(asked, files.length);
  const drafts = async (): Promise<string[]> =>
    Object.keys(await filesOf(root)).filter((file) => file.endsWith('.draft'));
  expect(await drafts()).toContain(`./wiki/.page.md.${process.pid}.draft`);
  await assayHere(['import', 'data/none.yaml', '--root', root]);
  expect(await drafts()).toEqual([]);
});

test('a renaming that was cut off is not taken for one to another name', async () => {
  await ferries(root);
  const { stdout } = await assayHere([...RENAMING(root, 'fuel.burnt'), '--dry-run', '--json']);
  const { files } = JSON.parse(stdout) as { files: readonly object[] };
  // the list of drafts, a draft of each file, that of their moves, one move
  await cutOff(RENAMING(root, 'fuel.burnt'), files.length + 3);
  const other = await assayHere(RENAMING(root, 'fuel.spent'));
  expect(other.status).toBe(1);
  // what it finished is named
  expect(other.stdout).toContain('  data/ferry-passengers/dataset.yaml\n');
  const texts = Object.values(await filesOf(root)).join('\n');
  expect([texts.includes('fuel.burnt'), texts.includes('fuel.used'), texts.includes('fuel.spent')]).toEqual([
    true,
    false,
    false,
  ]);
});
