import fs from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assayHere } from './program.ts';
import { BRIEF, edit, makeRoot, TINY } from './root.ts';
import { mentioning, saying } from '../messages.ts';

const DATA = 'data/ferry-passengers';
const CATALOGUE = `${DATA}/dataset.yaml`;
const [THIRD, FOURTH] = ['q3', 'q4'].map((quarter) => `${DATA}/releases/ferry-2025-${quarter}.yaml`) as [
  string,
  string,
];

let root: string;
beforeEach(async () => {
  root = await makeRoot(TINY);
});
afterEach(() => fs.rm(root, { recursive: true }));

/** What is reported of due dates on a day: `file:line:column severity: message`. */
async function told(today: string, ...options: readonly string[]): Promise<{ status: number | null; lines: string[] }> {
  const { status, stderr } = await assayHere(['check', '--root', root, '--today', today, ...options]);
  const lines = [...stderr.matchAll(/^(\S+: (?:error|warning): .*) \[(?:dataset|edition)\/(?:overdue|bad-date)\]$/gm)];
  return { status, lines: lines.map(([, line = '']) => line) };
}

const LATE = `${CATALOGUE}:9:15: warning: the next release of ferry-passengers was due by 2026-04-20, and is not here`;

test('what is overdue is reported at the line of its date, from the day after it; it fails only where that is asked for', async () => {
  expect(await told('2026-04-20', '--fail-overdue')).toEqual({ status: 0, lines: [] });
  expect(await told('2026-04-21')).toEqual({ status: 0, lines: [LATE] });
  expect(await told('2026-04-21', '--fail-overdue')).toEqual({ status: 1, lines: [LATE.replace('warning', 'error')] });
});

test('releases, indicators and editions each have a date of their own', async () => {
  const dated = (file: string, before: string, date: string) =>
    edit(root, file, (text) => text.replace(before, `${before}${date}`));
  await edit(root, CATALOGUE, (text) => text.replace('next_release: 2026-04-20\n', ''));
  await dated(THIRD, 'period: 2025-Q3', ', next_release: 2026-01-19');
  await dated(FOURTH, 'period: 2025-Q4', ', next_release: 2026-04');
  await dated(CATALOGUE, 'dimensions: { route: river }', '\n    next_release: 2026');
  await dated(`${BRIEF}/brief.yaml`, 'release: ferry-2025-q3', ', next_edition: 2026-02');
  await dated(`${BRIEF}/brief.yaml`, 'release: ferry-2025-q4', ', next_edition: 2026-05');
  // The release and the edition after the third quarter are there; figures of the river route are stated in 2026.
  expect(await told('2026-05-01')).toEqual({
    status: 0,
    lines: [saying(`${FOURTH}:1:109: warning … ferry-2025-q4 … 2026-04-30 …`)],
  });
  expect((await told('2026-06-01')).lines).toEqual(
    mentioning(`${BRIEF}/brief.yaml:7:58: warning … harbour-ferries/2025-q4 … 2026-05-31 …`),
  );
  const { stdout } = await assayHere(['check', '--root', root, '--today', '2026-05-01', '--json']);
  const [{ due }] = (JSON.parse(stdout) as { datasets: [{ due: object[] }] }).datasets;
  expect(due).toEqual([
    { kind: 'release', id: 'ferry-2025-q4', date: '2026-04', by: '2026-04-30', overdue: true, file: FOURTH, line: 1 },
    {
      kind: 'edition',
      id: 'harbour-ferries/2025-q4',
      date: '2026-05',
      by: '2026-05-31',
      overdue: false,
      file: `${BRIEF}/brief.yaml`,
      line: 7,
    },
  ]);
});

test('a date of brief.yaml is one of the calendar, after the release and the date of its edition', async () => {
  const write = (date: string) =>
    edit(root, `${BRIEF}/brief.yaml`, (text) => text.replace(/ferry-2025-q4.*\}/, `ferry-2025-q4, ${date} }`));
  await write('next_edition: 2026-02-30');
  const wrong = `${BRIEF}/brief.yaml:7:58: error: 2026-02-30 is not a day of the calendar`;
  expect(await told('2026-01-20')).toEqual({ status: 1, lines: [wrong] });
  await write('as_of: 2026-02-01, next_edition: 2026-01-31');
  expect((await told('2026-01-20')).lines.map((line) => line.replace(/^\S+ /, ''))).toEqual([
    saying('error … 2026-01-31 … 2026-02-01'),
  ]);
  await write('next_edition: 2026-01-19');
  const { stderr } = await assayHere(['build', '--root', root, '--frozen']);
  expect(stderr).toEqual(mentioning('error … 2026-01-19 … 2026-01-19'));
});

test('a host hears of it as of everything that is wrong, and a check without a day says nothing', async () => {
  const { stdout } = await assayHere([
    'check',
    '--root',
    root,
    '--today',
    '2026-04-21',
    '--reporter',
    'github',
    '--quiet',
  ]);
  expect(stdout).toContain(`::warning file=${CATALOGUE},line=9,`);
  expect((await assayHere(['check', '--root', root])).stderr).not.toContain('overdue');
});

test('one line says what is due next, or that nothing says so', async () => {
  const last = async () =>
    (await assayHere(['check', '--root', root, '--today', '2026-01-31'])).stdout.trim().split('\n');
  expect((await last()).slice(-2).join(' ')).toEqual(
    saying('ferry-passengers: nothing … 2026-01-31 … ferry-passengers … 2026-04-20'),
  );
  await edit(root, CATALOGUE, (text) => text.replace('next_release: 2026-04-20\n', ''));
  expect((await last()).at(-1)).toEqual(saying('ferry-passengers …'));
});

test.each([
  ['a day that does not exist', ['--today', '2026-02-29']],
  ['a month', ['--today', '2026-02']],
  ['an instant', ['--today', '2026-02-28T23:00:00Z']],
  ['nothing', ['--today', '']],
  ['another calendar', ['--today', '٢٠٢٦-٠٢-٢٨']],
  ['no day at all', ['--fail-overdue']],
])('%s is wrong usage', async (_, options) => {
  const { status, stderr } = await assayHere(['check', '--root', root, ...options]);
  expect([status, stderr.split('\n').length, stderr.startsWith('error: ')]).toEqual([2, 2, true]);
});
