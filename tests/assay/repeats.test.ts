import { expect, test } from 'vitest';
import { assaySmall, said, type Small } from './world.ts';
import { mentioning, saying } from '../messages.ts';

const WHOLE = 'relations:\n  - {id: whole, hardness: hard, holds: out.all = out.a + out.b}\n';

/** Releases with the output of a part, a second part of 40.0 Mt and a whole of 100.0 Mt. */
function world(a: string, others: Small['releases'] = {}): Small {
  const office = `  out.all: [{level: 100.0 Mt}]\n  out.a: [${a}]\n  out.b: [{level: 40.0 Mt}]`;
  return {
    indicators: { 'out.a': 'Mt flow', 'out.b': 'Mt flow', 'out.all': 'Mt flow' },
    releases: { office, ...others },
    relations: WHOLE,
  };
}

test('the text and the table of a release may state one figure, and the finer one is tested', async () => {
  const report = await assaySmall(world('{level: 60 Mt, in: text}, {level: 60.0 Mt, in: table}'));
  expect(said(report)).toEqual([]);
  const stated = report.figures.filter(({ address }) => address === 'out.a@2025');
  expect(stated.map(({ printed }) => printed)).toEqual(['60.0 Mt']);
});

test('texts of one release that do not meet are reported, and nothing else is', async () => {
  const report = await assaySmall(world('{level: 60.0 Mt, in: table}, {level: 70 Mt, in: text}'));
  expect(said(report)).toEqual([saying('assay/texts-differ: out.a@2025 … 70 Mt … 60.0 Mt … office')]);
});

test('where texts differ, the one that the other figures bear out is proposed, and may be the evidence', async () => {
  const [table, text] = ['{level: 60.0 Mt, in: table}', 'level: 70 Mt, in: text'];
  const hints = (await assaySmall(world(`${table}, {${text}}`))).diagnostics.map(({ hint }) => hint);
  expect(hints[0]).toEqual(mentioning('… 70 Mt 1 … fails … 60.0 Mt … 4'));
  expect(hints[0]).toContain('none: write corrected: 60.0 Mt and evidence: office here');
  const corrected = `{${text}, corrected: 60.0 Mt, evidence: [office]}`;
  expect(said(await assaySmall(world(`${table}, ${corrected}`)))).toEqual([]);
  const idle = '{level: 60 Mt, in: text, corrected: 60.1 Mt, evidence: [office]}';
  expect(said(await assaySmall(world(`{level: 60.1 Mt, in: table}, ${idle}`)))).toEqual(
    mentioning('assay/uncalled-correction … out.a@2025 … 60.1 Mt'),
  );
});

test('a table that its text contradicts is accused, and corrected by the text', async () => {
  const report = await assaySmall(world('{level: 6.0 Mt, in: table}, {level: 60 Mt, in: text}'));
  const hint = report.diagnostics.find(({ rule }) => rule === 'assay/texts-differ')?.hint;
  expect(hint).toEqual(mentioning('… 60 Mt … none … 60 Mt … office'));
  const accused = report.figures.filter(({ standing }) => standing === 'accused').map(({ address }) => address);
  expect(accused.filter((address) => address !== 'out.a@2025')).toEqual([]);
  const fixed = '{level: 6.0 Mt, in: table, corrected: 60 Mt, evidence: [office]}, {level: 60 Mt, in: text}';
  expect(said(await assaySmall(world(fixed)))).toEqual([]);
});

test('a reprint that differs from what it reprints is reported, and is not a second statement of its release', async () => {
  const paper = (level: string): Small['releases'] => ({ paper: `  out.a: [{level: ${level}, as_in: office}]` });
  expect(said(await assaySmall(world('{level: 60.0 Mt}', paper('60 Mt'))))).toEqual([]);
  const report = await assaySmall(
    world('{level: 60.0 Mt}', { paper: '  out.a: [{level: 61 Mt, as_in: office}]\n  out.b: [{level: 40.0 Mt}]' }),
  );
  expect(said(report)).toEqual([saying('assay/texts-differ: out.a@2025 … 61 Mt … 60.0 Mt … office …')]);
});
