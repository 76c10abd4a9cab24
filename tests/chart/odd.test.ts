import { expect, test } from 'vitest';
import { filesOf, loadFiles } from '../assay/world.ts';
import { draw } from './case.ts';
import { asDay, asRelease } from '../dataset/brands.ts';

// Odd data are drawn truly or refused with a message: never with an exception, and never as a fault of the drawing.

const X = { field: 'period', type: 'ordinal' };
const Y = { field: 'value', type: 'quantitative' };

async function said(levels: readonly string[], spec: object): Promise<string[]> {
  const lines = levels.map((level, at) => `    - {level: ${level}, period: ${2026 - levels.length + at}}`);
  const { dataset } = await loadFiles(
    filesOf({ indicators: { 'out.a': 't stock' }, releases: { office: `  out.a:\n${lines.join('\n')}` } }),
  );
  const release = dataset.releases.get(asRelease('office'));
  if (!release) throw new Error('no release');
  const edition = { dataset, release, asOf: asDay('2026-12-31'), period: release.period };
  const address = `out.a@${2026 - levels.length}..2025`;
  const { rendered, diagnostics } = await draw(JSON.stringify({ data: { address }, height: 120, ...spec }), edition);
  const told = diagnostics.map(({ rule, severity, message }) => `${severity} ${rule} ${message}`);
  expect(rendered === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
  return told;
}

const MARKS = ['bar', { type: 'line', point: true }, 'area', 'point'] as const;

test.each([
  ['one point', ['3 t']],
  ['all equal', ['3 t', '3 t', '3 t']],
  ['all zero', ['0 t', '0 t', '0 t']],
  ['below zero only', ['-3 t', '-5 t', '-4 t']],
  ['huge', ['1000000000000000 t', '2000000000000000 t', '3000000000000001 t']],
  ['tiny', ['0.000000001 t', '0.000000003 t', '0.000000002 t']],
])('%s', async (_name, levels) => {
  for (const mark of MARKS) {
    const told = await said(levels, { mark, encoding: { x: X, y: Y } });
    expect([mark, told]).toEqual([mark, []]);
  }
});
