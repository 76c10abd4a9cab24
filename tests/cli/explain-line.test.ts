import { expect, test } from 'vitest';
import { assayHere } from './program.ts';
import { TINY } from './root.ts';

async function explained(asked: string): Promise<{ status: number | null; addresses: string[]; rules: string[] }> {
  const { status, stdout } = await assayHere(['--root', TINY, '--json', 'explain', asked]);
  const { figures, diagnostics } = JSON.parse(stdout) as {
    figures: { figure: { address: string } }[];
    diagnostics: { rule: string }[];
  };
  return { status, addresses: figures.map(({ figure }) => figure.address), rules: diagnostics.map(({ rule }) => rule) };
}

const RELEASE = 'data/ferry-passengers/releases/ferry-2025-q3.yaml';

test.each([
  [`${RELEASE}:6`, ['passengers:growth@2025-Q3']],
  // as messages print it, with the column, and as seen from the current folder
  [`${RELEASE}:16:7`, ['punctuality@2025-Q3']],
  [`tests/fixtures/tiny/${RELEASE}:14`, ['fuel.used@2025-Q3']],
  // a call that names an indicator: its newest figure
  ['templates/harbour-ferries/brief.md.hbs:24', ['passengers:growth[2025-Q3]@2025-Q4']],
])('the figures of %s are explained', async (asked, addresses) => {
  expect(await explained(asked)).toEqual({ status: 0, addresses, rules: [] });
});

test('no figure stands at the head of a release', async () => {
  expect(await explained(`${RELEASE}:1`)).toEqual({ status: 1, addresses: [], rules: ['template/unknown-address'] });
});

test.each([
  `${RELEASE}:900`,
  `${RELEASE}:0`,
  `${RELEASE}:-1`,
  `${RELEASE}:`,
  RELEASE,
  'data/nothing.yaml:3',
  // outside of the project
  '../../../package.json:2',
  '/etc/hosts.json:1',
])('%s is not a line of a file of the project', async (asked) => {
  expect(await explained(asked)).toEqual({ status: 1, addresses: [], rules: ['dataset/bad-address'] });
});

test('what stands in other files than templates, charts and data names no figure', async () => {
  expect((await explained('package.json:1')).addresses).toEqual([]);
});
