import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LONG } from '../long.ts';

const TABLE = `Rides,2023,2024,2025
Members,"812,355","899,321","959,487"
Casual riders,"297,432","308,816","331,954"
All,"1,109,787","1,208,137","1,291,441"
`;

const PROGRAM = path.resolve('src/cli/main.ts');
const PAGE = '# Rides\n\nAll: <!-- assay brief=rides part=value:all --><!-- /assay -->.\n';

let drive = '';
beforeEach(() => {
  drive = mkdtempSync(path.join(os.tmpdir(), 'assay-windows-'));
  mkdirSync(path.join(drive, 'Users/ana'), { recursive: true });
  writeFileSync(path.join(drive, 'Users/ana/rides.csv'), TABLE);
});
afterEach(() => rmSync(drive, { recursive: true }));

/** Runs a program of the repository in a folder of drive C:, with what it prints, both streams together. */
function onWindows(
  folder: string,
  file: string,
  parameters: string[],
  environment: Record<string, string> = {},
): string {
  const hooks = path.resolve('tests/windows/as-windows.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--import', hooks, file, ...parameters], {
    encoding: 'utf8',
    env: { ...process.env, ASSAY_DRIVE: drive, ASSAY_FOLDER: folder, ...environment },
  });
  return stdout + stderr;
}

function here(folder: string, ...parameters: string[]): string {
  const tsx = path.resolve('node_modules/tsx/dist/loader.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', tsx, PROGRAM, ...parameters], {
    cwd: folder,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

/** All files below a folder, by their paths, with their content. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const named = files.map((file) => path.join(file.parentPath, file.name));
  return Object.fromEntries(named.map((file) => [path.relative(folder, file), readFileSync(file, 'utf8')]));
}

test('paths stay inside the root, whatever drive they name, and have / between their parts', () => {
  mkdirSync(path.join(drive, 'Users/ana/briefs/data'), { recursive: true });
  writeFileSync(path.join(drive, 'Users/ana/briefs/data/Note.txt'), '');
  const probe = path.resolve('tests/windows/probe.ts');
  const said = JSON.parse(onWindows(String.raw`C:\Users\ana\briefs`, probe, [], { ASSAY_HELD: '2' })) as object;
  expect(said).toEqual({
    resolved: [String.raw`C:\Users\ana\briefs\data\x.yaml`, 'RangeError', 'RangeError', 'RangeError', 'RangeError'],
    named: ['data/x.yaml', 'data/x.yaml', null, null],
    // As on Linux, a file has one name.
    cases: [true, false],
    cache: String.raw`C:\Users\ana\AppData\Local\assay`,
    // Twice held by another program.
    moved: 'one',
  });
});

test('a file that another program holds on to is named, with what to do', () => {
  mkdirSync(path.join(drive, 'Users/ana/briefs/data'), { recursive: true });
  const probe = path.resolve('tests/windows/probe.ts');
  const { moved } = JSON.parse(onWindows('C:\\', probe, [], { ASSAY_HELD: '1000' })) as { moved: string };
  expect(moved).toContain('data/moved.txt');
});

test(
  'a project is started, read, explained and embedded with \\ in paths, and has the files that it has elsewhere',
  LONG,
  () => {
    const ana = path.join(drive, 'Users/ana');
    const same = path.join(drive, 'same');
    mkdirSync(path.join(ana, 'wiki/docs'), { recursive: true });
    writeFileSync(path.join(ana, 'wiki/docs/rides.md'), PAGE);
    cpSync(ana, same, { recursive: true });

    const init = ['init', 'briefs', '--from', 'rides.csv', '--yes', '--language', 'en'];
    onWindows(String.raw`C:\Users\ana`, PROGRAM, init);
    here(same, ...init);
    const folder = String.raw`C:\Users\ana\briefs`;
    const commands: [windows: string[], elsewhere: string[]][] = [
      [
        ['import', String.raw`data\rides\imports\table.yaml`, '--yes'],
        ['import', 'data/rides/imports/table.yaml', '--yes'],
      ],
      [
        ['explain', String.raw`${folder}\data\rides\releases\rides-2025.csv:3`],
        ['explain', 'data/rides/releases/rides-2025.csv:3'],
      ],
      [
        ['embed', String.raw`..\wiki\docs\*.md`, '--flavour', 'github'],
        ['embed', '../wiki/docs/*.md', '--flavour', 'github'],
      ],
    ];
    for (const [windows, elsewhere] of commands)
      expect(onWindows(folder, PROGRAM, windows), windows.join(' ')).toBe(
        here(path.join(same, 'briefs'), ...elsewhere),
      );
    expect(contents(ana)).toEqual(contents(same));
  },
);
