import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ResultStore } from '../../src/core/machine/result-store.ts';
import { LONG } from '../long.ts';
import { assay, assayHere, ended, programFile, startAssay, useProgram } from './program.ts';
import { BRIEF, edit, hashesIn, makeRoot, TINY } from './root.ts';
import { mentioning, saying } from '../messages.ts';

useProgram();

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const DATASET = 'data/ferry-passengers/dataset.yaml';

/** The lines of a help text that a terminal of 80 columns would break. */
function tooLong(help: string): string[] {
  return help.split('\n').filter((line) => line.length > 80);
}

/** A root folder without mistakes, and one with a mistake in its data. */
let sound: string;
let broken: string;
beforeAll(async () => {
  [sound, broken] = await Promise.all([makeRoot(TINY), makeRoot(TINY)]);
  await edit(broken, DATASET, (yaml) => yaml.replace('publisher: The', 'publsher: The'));
  return () => Promise.all([sound, broken].map((root) => fs.rm(root, { recursive: true })));
});

const MISTAKE = `${DATASET}:6:1: error: the key publsher is unknown here [schema/unknown-key]`;

test('what V8 compiled of the program is kept and used, and made again where it is damaged', LONG, async () => {
  const cache = await fs.mkdtemp(path.join(sound, 'cache-'));
  const store = path.join(cache, 'assay/program');
  const folder = path.join(store, process.version);
  async function list() {
    const run = await assay(['list', '--root', sound], { XDG_CACHE_HOME: cache });
    const [name = '', ...others] = await fs.readdir(folder);
    const { mtimeMs, size } = await fs.stat(path.join(folder, name));
    return { run, name, others, mtimeMs, size };
  }
  const first = await list();
  expect(first).toMatchObject({ run: { status: 0, stderr: '' }, others: [] });
  // had V8 refused it, it would have been written again
  expect(await list()).toEqual(first);
  await fs.truncate(path.join(folder, first.name), first.size / 2);
  const { run: afterHalf, size } = await list();
  expect(afterHalf).toEqual(first.run);
  expect(size).toBeGreaterThan(first.size / 2);
  await new ResultStore(store).set(process.version, first.name, Buffer.from('no code'));
  const { run: afterOther, size: made } = await list();
  expect(afterOther).toEqual(first.run);
  expect(made).toBeGreaterThan(first.size / 2);
});

describe('help and version', () => {
  test.each([['--help'], ['help'], ['-h']])(
    '%s prints the verbs, the options and what the exit status says',
    async (word) => {
      const { status, stdout, stderr } = await assayHere([word]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(/^Usage: assay /);
      expect(tooLong(stdout)).toEqual([]);
      for (const part of [
        'check ',
        'build ',
        '--root <folder>',
        '--json',
        '--quiet',
        '--no-color',
        'Exit status:\n  0 ',
      ])
        expect(stdout).toContain(part);
    },
  );

  test.each(['check', 'explain', 'build', 'list', 'cache', 'merge', 'edition', 'embed', 'publish', 'doctor'])(
    '%s --help names the common options too, and fits into a terminal',
    async (verb) => {
      const { status, stdout } = await assayHere([verb, '--help']);
      expect(status).toBe(0);
      expect(stdout).toMatch(new RegExp(`^Usage: assay ${verb} `));
      expect(stdout).toContain('--root <folder>');
      expect(tooLong(stdout)).toEqual([]);
    },
  );

  test('--version prints the version', async () => {
    expect(await assayHere(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('wrong usage has exit status 2 and says what was meant', () => {
  test.each([
    [['biuld'], "error: unknown command 'biuld'\n… build?)\n"],
    [['build', '--rot', '.'], "error: unknown option '--rot'\n… --root?)\n"],
    [['check', '--jsn'], "error: unknown option '--jsn'\n… --json?)\n"],
    [['build', '--shard', '3/2'], "… '--shard <i/n>' argument '3/2' … invalid … 1 … 2/5.\n"],
    [['check', '--root'], "error: option '--root <folder>' argument missing\n"],
    [['check', '--root', '/nowhere'], 'error: --root /nowhere …\n'],
    [['build', '--root', 'package.json'], 'error: --root package.json …\n'],
  ])('%j', async (parameters, stderr) => {
    expect(await assayHere(parameters)).toEqual({ status: 2, stdout: '', stderr: saying(stderr) });
  });

  test.each([
    ['diff', ['diff', '']],
    ['explain', ['explain', ' ']],
    ['--from', ['edition', '2026-q1', '--from', '']],
    ['export', ['export', '']],
    ['init', ['init', '']],
    ['--root', ['check', '--root', '']],
    ['--root', ['check', '--root=']],
    ['--release', ['export', 'city-bikes', '--release', '']],
  ])('what follows %s is empty', async (name, parameters) => {
    const stderr = `error: what follows ${name} is empty: leave it out, or give it a value\n`;
    expect(await assayHere(parameters)).toEqual({ status: 2, stdout: '', stderr });
  });

  test('no verb, but options', async () => {
    const { status, stdout, stderr } = await assayHere(['--quiet']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: assay /);
  });
});

test('a current folder that was removed is said to be gone', async () => {
  const gone = await makeRoot();
  const script = `rmdir "$PWD" && exec "${process.execPath}" "${programFile()}" check`;
  const run = await ended(spawn('sh', ['-c', script], { cwd: gone, stdio: ['ignore', 'pipe', 'pipe'] }));
  expect(run).toEqual({ status: 2, stdout: '', stderr: saying('error …\n') });
});

describe('a name that nothing has', () => {
  test.each([
    [
      'check',
      'ferry-passenger',
      'data/ferry-passenger: error … ferry-passenger [dataset/unknown]\n  hint … ferry-passengers?',
    ],
    ['check', '../..', 'data/../..: error … ../.. [dataset/unknown]\n  hint: known: ferry-passengers'],
    [
      'build',
      'harbor-ferries',
      'templates/harbor-ferries: error … harbor-ferries [brief/unknown]\n  hint … harbour-ferries?',
    ],
    ['build', '__proto__', 'templates/__proto__: error … __proto__ [brief/unknown]\n  hint: known: harbour-ferries'],
  ])('%s %s', async (verb, name, message) => {
    const run = await assayHere([verb, name, '--quiet', '--root', sound]);
    expect(run).toEqual({ status: 1, stdout: '', stderr: saying(`${message}\n\n1 error, 0 warnings\n`) });
  });

  test.each([
    ['check', 'data: error … data/ [dataset/none]'],
    ['build', 'templates: error … templates/ [brief/none]'],
  ])('%s in an empty folder', async (verb, message) => {
    const empty = await makeRoot();
    const { status, stderr } = await assayHere([verb, '--quiet', '--root', empty]);
    expect(status).toBe(1);
    expect(stderr.split('\n')[0]).toEqual(saying(message));
    expect(await fs.readdir(empty)).toEqual([]);
    await fs.rm(empty, { recursive: true });
  });
});

describe('what is printed where', () => {
  test('check: the result to standard output, progress in plain lines to the other', async () => {
    const { status, stdout, stderr } = await assayHere(['check', '--root', sound]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: 'checking ferry-passengers\n' });
    expect(stdout).toMatch(/^ferry-passengers: 23 statements, 2 releases, 1 correction; /m);
  });

  test('check --alone is about the one dataset that has the release, and else about all', async () => {
    const two = await makeRoot(TINY);
    await fs.cp(path.join(two, 'data/ferry-passengers'), path.join(two, 'data/other'), { recursive: true });
    for (const name of ['releases/ferry-2025-q3.yaml', 'events.yaml'])
      await edit(two, `data/other/${name}`, (yaml) => yaml.replace('ferry-2025-q3', 'other-2025-q3'));
    const call = ['check', '--json', '--root', two, '--alone'];
    const found = checked.parse(JSON.parse((await assayHere([...call, 'other-2025-q3'])).stdout));
    expect(found.datasets.map(({ dataset }) => dataset)).toEqual(['other']);
    expect(found.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const lost = checked.parse(JSON.parse((await assayHere([...call, 'lost-2025-q3'])).stdout));
    expect(lost.diagnostics.map(({ message }) => message)).toEqual(
      ['ferry-passengers', 'other'].map((name) => `${name} has no release lost-2025-q3`),
    );
    await fs.rm(two, { recursive: true });
  });

  test('options may stand before the verb, and the root folder is where the program is called', async () => {
    const before = await assayHere(['--root', sound, '--quiet', 'check']);
    expect(before).toEqual({ status: 0, stdout: '', stderr: '' });
    const here = await ended(startAssay(['check', '--quiet'], {}, broken));
    expect(here.stderr.split('\n')[0]).toBe(MISTAKE);
  });

  test('a mistake has its place, a code frame and a hint, and exit status 1', async () => {
    const { status, stdout, stderr } = await assayHere(['check', '--quiet', '--root', broken]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toEqual(
      mentioning(`${MISTAKE}\n  6 | publsher … Harbour Office\n    | ^^^^^^^^\n  hint … publisher?\n\n`),
    );
  });

  test('explain: every slip once, under those who would notice it, in lines that fit a terminal', async () => {
    const call = ['explain', 'passengers.harbour@2025-Q4', '--root', sound];
    const { figures } = JSON.parse((await assayHere([...call, '--json'])).stdout) as {
      figures: { figure: { notices: { change: string }[] } }[];
    };
    const slips = figures.flatMap(({ figure }) => figure.notices.map(({ change }) => change));
    const { stdout } = await assayHere(call);
    const [, ...groups] = stdout.split(/^  .* would notice a slip of\n/m);
    const told = groups.flatMap((group) => (/^(?: {4}.*\n)+/.exec(group)?.[0] ?? '').split(/,?\n|, /));
    expect(
      told
        .map((slip) => slip.trim())
        .filter(Boolean)
        .sort(),
    ).toEqual(slips.sort());
    expect(stdout.match(/^ {4}.{77,}$/gm)).toBeNull();
  });

  test('explain --dataset reads no other dataset, whatever is wrong with it', async () => {
    const two = await makeRoot(TINY);
    await fs.cp(path.join(two, 'data/ferry-passengers'), path.join(two, 'data/other'), { recursive: true });
    await edit(two, 'data/other/dataset.yaml', (yaml) => yaml.replace('licence', 'lisence'));
    const call = ['explain', 'passengers.harbour@2025-Q4', '--root', two, '--dataset'];
    const { status, stdout, stderr } = await assayHere([...call, 'ferry-passengers']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: 'checking ferry-passengers\n' });
    expect(stdout).toMatch(/^passengers\.harbour@2025-Q4\n {2}ferry-2025-q4 /);
    expect((await assayHere([...call, 'other'])).status).toBe(1);
    await fs.rm(two, { recursive: true });
  });

  test('explain: of an address without a period that is nearly right, the one that is', async () => {
    const { stderr } = await assayHere(['explain', 'passengers.harbor', '--quiet', '--root', sound]);
    expect(stderr).toEqual(mentioning('\n  hint … passengers.harbour?\n'));
  });

  test('what is wrong with an argument has no place, and says so without one', async () => {
    const { status, stderr } = await assayHere(['explain', '@', '--quiet', '--root', sound]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: "@"/);
  });

  test('colours only where they are asked for', LONG, async () => {
    const call = ['check', '--root', broken];
    const escape = '\u001B[';
    expect((await assay(call, { FORCE_COLOR: '1' })).stderr).toContain(escape);
    expect((await assay([...call, '--no-color'], { FORCE_COLOR: '1' })).stderr).not.toContain(escape);
    expect((await assay(call, { FORCE_COLOR: '1', NO_COLOR: '1' })).stderr).not.toContain(escape);
    expect((await assayHere(call)).stderr).not.toContain(escape);
  });

  test('a reader that has seen enough is not a fault', async () => {
    const child = startAssay(['check', '--json', '--root', sound]);
    child.stdout?.destroy();
    expect(await ended(child)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('a disk that takes no more of the result is said so, with the status of what lies outside the data', async () => {
    const call = [programFile(), 'check', '--json', '--root', sound];
    const full = await fs.open('/dev/full', 'w');
    const { status, stderr } = await ended(spawn(process.execPath, call, { stdio: ['ignore', full.fd, 'pipe'] }));
    await full.close();
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr: 'error: standard output cannot be written: the disk is full\n',
    });
  });
});

const diagnostic = z.strictObject({
  rule: z.string().regex(/^[a-z]+\/[a-z-]+$/),
  severity: z.enum(['error', 'warning']),
  message: z.string().min(1),
  file: z.string(),
  line: z.int().positive().optional(),
  column: z.int().positive().optional(),
  length: z.int().nonnegative().optional(),
  hint: z.string().optional(),
});
const checked = z.strictObject({
  ok: z.boolean(),
  datasets: z.array(
    z.strictObject({
      dataset: z.string(),
      releases: z.int(),
      statements: z.int(),
      corrections: z.int(),
      report: z.looseObject({}),
      witness: z.looseObject({ statements: z.int(), read: z.int(), unread: z.int() }),
    }),
  ),
  diagnostics: z.array(diagnostic),
});
const built = z.strictObject({
  ok: z.boolean(),
  editions: z
    .array(
      z.strictObject({
        folder: z.string(),
        brief: z.string(),
        edition: z.string(),
        locale: z.string(),
        member: z.string().optional(),
        release: z.string(),
        as_of: z.iso.date(),
        pages: z.int(),
        papers: z.record(z.string(), z.int()),
        values: z.int(),
      }),
    )
    .optional(),
  changed: z.array(z.string()).optional(),
  notes: z.array(z.string()).optional(),
  stages: z.array(z.strictObject({ stage: z.string(), milliseconds: z.number() })),
  diagnostics: z.array(diagnostic),
});

describe('--json prints nothing but JSON, of a shape that lasts', () => {
  test('check', async () => {
    const { status, stdout, stderr } = await assayHere(['check', '--json', '--root', sound]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(checked.parse(JSON.parse(stdout))).toMatchObject({
      ok: true,
      datasets: [{ dataset: 'ferry-passengers', releases: 2, statements: 23, corrections: 1 }],
      diagnostics: [],
    });
  });

  test.each([
    ['check', checked],
    ['build', built],
  ])('%s with a mistake', async (verb, shape) => {
    const { status, stdout, stderr } = await assayHere([verb, '--json', '--root', broken]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const { ok, diagnostics } = shape.parse(JSON.parse(stdout));
    expect(ok).toBe(false);
    expect(diagnostics).toContainEqual({
      rule: 'schema/unknown-key',
      severity: 'error',
      message: saying('… publsher …'),
      file: DATASET,
      line: 6,
      column: 1,
      length: 8,
      hint: saying('… publisher?'),
    });
  });

  test('build', async () => {
    const { status, stdout, stderr } = await assayHere(['build', '--json', '--root', sound]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { ok, editions, changed } = built.parse(JSON.parse(stdout));
    expect(ok).toBe(true);
    expect(editions?.map(({ folder, pages }) => [folder, pages])).toEqual([
      ['out/harbour-ferries/2025-q3/en', 1],
      ['out/harbour-ferries/2025-q4/en', 1],
    ]);
    const made = Object.keys(await hashesIn(path.join(sound, 'out')));
    expect(changed?.toSorted()).toEqual(made.map((name) => `out/${name}`));
  });

  test('without a browser', async () => {
    const { status, stdout, stderr } = await assay(['build', '--json', '--root', sound], {
      ASSAY_BROWSER: '/nowhere/chrome',
    });
    expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
    const failed = z.strictObject({
      ok: z.literal(false),
      error: z.strictObject({ message: z.string(), remedies: z.array(z.string()).nonempty() }),
    });
    expect(failed.parse(JSON.parse(stdout)).error.message).toContain('/nowhere/chrome');
  });
});

test('a build keeps its results, has nothing to do the next time, and says why it prints', LONG, async () => {
  const root = await makeRoot(TINY);
  await fs.writeFile(path.join(root, 'templates/harbour-ferries/notes.yaml'), 'a: b\n');
  const kept = { ASSAY_CACHE: path.join(root, '.results') };
  expect((await assayHere(['list', '--root', root])).stdout).toBe(listed('not printed yet'));
  const first = await assay(['build', '--root', root], kept);
  expect(first.stdout).toMatch(/\n\d+ files written\n$/);
  expect((await assayHere(['list', '--root', root])).stdout).toBe(listed('as in out/'));
  const second = await assay(['build', '--root', root], kept);
  for (const { stderr } of [first, second]) expect(stderr).toEqual(mentioning('notes.yaml …'));
  // The verb says that it is building as soon as it is loaded.
  expect(first.stderr).toContain('building');
  expect(second.stderr).not.toContain('building');
  expect(second.stdout).toBe(first.stdout.replace(/\d+ files written/, 'nothing changed'));

  await edit(root, 'templates/harbour-ferries/brief.md.hbs', (text) => text.replace('By route', 'Route by route'));
  const stale = listed('stale, because of templates/harbour-ferries/brief.md.hbs');
  expect((await assayHere(['list', '--root', root])).stdout).toBe(stale);
  const frozen = await assayHere(['build', '--frozen', '--root', root]);
  expect(frozen.status).toBe(1);
  expect(frozen.stdout).toContain('out/harbour-ferries/2025-q4/en/brief.md would change\n');
  const explained = await assay(['build', '--explain', '--root', root], kept);
  const reason = 'printed because templates/harbour-ferries/brief.md.hbs changed';
  expect(explained.stdout).toContain(`out/harbour-ferries/2025-q4/en/: ${reason}\n`);

  const { stdout: shown } = await assay(['cache'], kept);
  expect(shown).toMatch(/\.results: \d+ results, [\d.]+ MB\D*1000\.0 MB\n/);
  expect(shown).toMatch(/assay.program\D*[\d.]+ MB/);
  expect((await assay(['cache', '--clear'], kept)).stdout).toMatch(/^\d+ results removed\n.*: 0 results/);
  await fs.rm(root, { recursive: true });
});

/** What `assay list` says about the tiny root where both of its editions are in one state. */
function listed(state: string): string {
  const editions = ['2025-q3', '2025-q4'].map((id) => `  ${id}  en: ${state}`);
  return [
    'data/ferry-passengers: 2 releases',
    'templates/harbour-ferries: ferry-passengers; en; A4',
    ...editions,
    '',
  ].join('\n');
}

describe('the root folder is found', () => {
  test('in a folder above the current one, where no --root is given', async () => {
    const run = await ended(startAssay(['list'], {}, path.join(sound, BRIEF, 'partials')));
    expect(run.stdout.split('\n')[1]).toBe('templates/harbour-ferries: ferry-passengers; en; A4');
  });

  test('and nowhere else than where it is said to be', async () => {
    const { stdout } = await assayHere(['list', '--root', path.join(sound, BRIEF)]);
    expect(stdout).toEqual(saying('… data/ … templates/\n'));
  });

  test('a manifest that somebody damaged makes its edition stale, whatever stands in it', async () => {
    const root = await makeRoot(TINY);
    const folder = path.join(root, 'out/harbour-ferries/2025-q4/en');
    await fs.mkdir(folder, { recursive: true });
    for (const inputs of ['"x"', 'null', '[null, 3, {"path": 1}]', '{}']) {
      await fs.writeFile(path.join(folder, 'manifest.json'), `{"fingerprint": 1, "inputs": ${inputs}}`);
      const { status, stdout } = await assayHere(['list', '--root', root]);
      expect(status).toBe(0);
      expect(stdout).toEqual(mentioning('  2025-q4  en …'));
    }
    await fs.rm(root, { recursive: true });
  });

  test('assay alone says what to do in it', async () => {
    const { status, stdout } = await ended(startAssay([], {}, path.join(sound, 'data')));
    expect(status).toBe(0);
    expect(stdout).toContain(`In ${await fs.realpath(sound)}:\n`);
    const elsewhere = await ended(startAssay([], {}, path.parse(sound).root));
    expect(elsewhere.stdout).toContain('There is no dataset and no brief here.');
  });
});
