import fs from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { assayHere, type Run } from '../cli/program.ts';
import { edit, makeRoot } from '../cli/root.ts';

// Bus + Tram + Ferry, but for the second quarter of 2025, whose tram 3,408 stands for 3,048: 5,503 + 3,048 + 852 = 9,403.
const TABLE = [
  'Passengers,2023-Q1,2023-Q2,2023-Q3,2023-Q4,2024-Q1,2024-Q2,2024-Q3,2024-Q4,2025-Q1,2025-Q2,2025-Q3,2025-Q4',
  'Bus,5120,5344,5871,5402,5210,5433,5965,5522,5301,5503,6070,5611',
  'Tram,3048,2991,3124,3377,3099,3052,3187,3420,3150,3408,3240,3480',
  'Ferry,812,905,1103,847,820,918,1120,859,831,852,1133,870',
  'Total,8980,9240,10098,9626,9129,9403,10272,9801,9282,9403,10443,9961',
];

// In millions, rounded, of two quarters: it may be so, but little shows it.
const FEW = ['Passengers,2023-Q1,2023-Q2', 'Bus,5.12,5.34', 'Tram,3.05,2.99', 'Ferry,0.81,0.91', 'Total,8.99,9.24'];

let root: string;
beforeEach(async () => {
  root = await makeRoot();
});
afterEach(() => fs.rm(root, { recursive: true }));

/** Starts a project from a table, and returns what was said. */
async function start(lines: readonly string[]): Promise<Run> {
  const table = path.join(root, 'trips.csv');
  await fs.writeFile(table, `${lines.join('\n')}\n`);
  return assayHere(['init', path.join(root, 'own'), '--yes', '--from', table]);
}

function run(...parameters: readonly string[]): Promise<Run> {
  return assayHere([...parameters, '--root', path.join(root, 'own')]);
}

interface Written {
  readonly id: string;
  readonly holds: string;
  readonly hardness: string;
  readonly proposed?: unknown;
}

async function written(): Promise<readonly Written[]> {
  const text = await fs.readFile(path.join(root, 'own/data/trips/relations.yaml'), 'utf8').catch(() => 'relations: []');
  return (parse(text) as { relations: Written[] }).relations;
}

describe('a table with two digits swapped in one of twelve columns', () => {
  it('is a project with a proposed rule, whose first check fails and names the swap first', async () => {
    expect(await start(TABLE)).toMatchObject({ status: 0 });
    expect(await written()).toEqual([
      expect.objectContaining({
        id: 'total',
        hardness: 'hard',
        holds: 'total = bus + tram + ferry',
        proposed: { holds: 11, of: 12 },
      }),
    ]);
    const { status, stderr } = await run('check');
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/Total\D*Bus \+ Tram \+ Ferry\D*11\D*12\D*2025-Q2/);
    expect(stderr).toMatch(/9,403\D*Total\D*9,763, 360\D*.*\[assay\/proposed\]/);
    expect(stderr).toMatch(/tram@2025-Q2\D*3408\D*2\D*3 swapped\D*3,048/);
    expect(stderr).toMatch(/1 error, 0 warnings/);
  });

  it('cannot be printed before somebody has decided', async () => {
    await start(TABLE);
    const { status, stderr } = await run('build');
    expect(status).not.toBe(0);
    expect(stderr).toContain('[assay/proposed]');
    await expect(fs.stat(path.join(root, 'own/out/trips'))).rejects.toThrow();
  });

  it('passes once the slip is corrected, and is tested once the rule is accepted', async () => {
    await start(TABLE);
    await edit(path.join(root, 'own'), 'sources/trips.csv', (text) => text.replace('3408', '3048'));
    expect(await run('import', 'data/trips/imports/table.yaml', '--yes')).toMatchObject({ status: 0 });
    expect(await run('check')).toMatchObject({ status: 0 });
    expect((await run('check')).stdout).toMatch(/0\s+relations\s+tested/);
    expect(await run('relations', 'accept', 'total')).toMatchObject({ status: 0 });
    expect(await written()).toEqual([expect.not.objectContaining({ proposed: expect.anything() })]);
    expect((await run('check')).stdout).toMatch(/12\s+relations\s+tested/);
  });

  it('passes as it stands once the rule is rejected, which is never proposed again', async () => {
    await start(TABLE);
    expect(await run('relations', 'reject', 'total')).toMatchObject({ status: 0 });
    expect(await run('check')).toMatchObject({ status: 0, stderr: expect.not.stringContaining('error') });
    expect(await run('relations')).toMatchObject({ stdout: expect.stringContaining('no new relation is certain') });
    expect(await written()).toEqual([expect.objectContaining({ id: 'total', proposed: 'rejected' })]);
    await edit(path.join(root, 'own'), 'sources/trips.csv', (text) => text.replace('3408', '3048'));
    expect(await run('import', 'data/trips/imports/table.yaml', '--yes')).toMatchObject({ status: 0 });
    expect(await written()).toHaveLength(1);
  });
});

describe('what an import adds', () => {
  it('is a rule that newly holds', async () => {
    const said = await start(FEW);
    expect(await written()).toEqual([]);
    expect(said.stdout).toMatch(/- \{ id: total, hardness: hard, .*holds: total = bus \+ tram \+ ferry \}/);
    await fs.writeFile(path.join(root, 'own/sources/trips.csv'), `${TABLE.join('\n').replace('3408', '3048')}\n`);
    const imported = await run('import', 'data/trips/imports/table.yaml', '--yes');
    // the range of the mapping has grown with the table
    expect(imported).toMatchObject({ status: 0, stdout: expect.stringContaining('it holds in all 12 periods') });
    expect(await written()).toEqual([expect.objectContaining({ id: 'total', proposed: { holds: 12, of: 12 } })]);
  });

  it('is nothing, where a dry run or an import without changes was asked for', async () => {
    await start(FEW);
    await fs.writeFile(path.join(root, 'own/sources/trips.csv'), `${TABLE.join('\n')}\n`);
    await run('import', 'data/trips/imports/table.yaml', '--dry-run');
    expect(await written()).toEqual([]);
  });
});

describe('a question', () => {
  it('is printed by init and check as a line to paste, and answered by its id', async () => {
    const line =
      /- \{ id: total, hardness: hard, reason: Total is Bus \+ Tram \+ Ferry\., holds: total = bus \+ tram \+ ferry \}/;
    expect((await start(FEW)).stdout).toMatch(line);
    const checked = await run('check');
    expect(checked).toMatchObject({ status: 0, stdout: expect.stringMatching(line) });
    const [pasted = ''] = line.exec(checked.stdout) ?? [];
    const file = path.join(root, 'own/data/trips/relations.yaml');
    await fs.writeFile(file, `relations:\n  ${pasted}\n`);
    expect(await run('check')).toMatchObject({ status: 0, stdout: expect.not.stringMatching(line) });
    await fs.rm(file);
    expect(await run('relations', 'accept', 'total')).toMatchObject({ status: 0 });
    expect(await written()).toEqual([expect.not.objectContaining({ proposed: expect.anything() })]);
  });

  it('that is rejected is remembered', async () => {
    await start(FEW);
    expect(await run('relations', 'reject', 'total')).toMatchObject({ status: 0 });
    expect(await written()).toEqual([expect.objectContaining({ id: 'total', proposed: 'rejected' })]);
    expect((await run('check')).stdout).not.toContain('id: total');
  });
});

it('a line called a total without a rule is named, with what comes nearest', async () => {
  // 5,120 + 3,048 + 812 is 8,980, and in the other columns nothing near what is printed.
  const lines = [
    TABLE[0] ?? '',
    ...TABLE.slice(1, 4),
    'Total,8980,7001,7333,7540,7702,7911,8010,8123,8214,8320,8410,8555',
  ];
  const { stdout } = await start(lines);
  expect(stdout).toMatch(/Total \(total\) is not the sum of any neighbours/);
  expect(stdout).toMatch(/nearest:\s+Ferry\s+to\s+Bus,\s+in\s+1\s+of\s+12\s+periods/);
});
