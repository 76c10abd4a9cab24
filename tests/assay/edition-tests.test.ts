import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { disputeFinder } from '../../src/assay/report/disputes.ts';
import { shownCalls, type ShownTests, shownTests, testsFinder } from '../../src/assay/report/edition-tests.ts';
import type { AssayResult } from '../../src/assay/report/results.ts';
import { briefJson } from '../../src/pipeline/brief-json.ts';
import { testColumns } from '../../src/pipeline/edition-rendering.ts';
import type { EditionSource } from '../../src/pipeline/edition-source.ts';
import { NOTHING_WITNESSED } from '../../src/witness/shown.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { openEdition } from '../../src/dataset/edition.ts';
import { observationsCsv } from '../../src/dataset/export.ts';
import type { Observation } from '../../src/dataset/model.ts';
import { rivalsOf } from '../../src/dataset/rivals.ts';
import type { BriefDocument } from '../../src/document/nodes.ts';
import { observationValue } from '../../src/figure/printed-value.ts';
import { HELPERS } from '../../src/template/helpers/helper-table.ts';
import type { Scope } from '../../src/template/scope.ts';
import { testsName } from '../../src/template/template-names.ts';
import { assaySmall, resultOfSmall } from './world.ts';
import { saying } from '../messages.ts';

/** Ferries: one band fails, one is excepted, one bound holds. */
const result: AssayResult = await resultOfSmall({
  indicators: { fares: 'Mt flow', boats: 'Mt flow', piers: 'Mt flow' },
  releases: { office: '  fares: [{level: 9.0 Mt}]\n  boats: [{level: 2.0 Mt}]\n  piers: [{level: 5.0 Mt}]' },
  relations: `relations:
  - {id: band, hardness: soft, owner: us, reason: so it was, seen: 12, holds: "fares / boats in [1, 2]", words: {en: Fares follow boats}}
  - {id: known, hardness: soft, owner: us, reason: seen, holds: "fares / piers in [1, 1.5]"}
  - {id: bound, hardness: hard, holds: fares > piers}
exceptions:
  - {relation: known, at: "2025", reason: two scopes}
`,
});
/** What is shown of a result, as if it were that from the print too. */
const shownOf = (from: AssayResult): ShownTests => ({ ...shownTests(from), calls: shownCalls(from) });
const shown = shownOf(result);

test('an explanation says what holds of a figure, what fails and what is excepted', () => {
  const find = testsFinder(shown);
  const told = result.figures.map(({ observation }) => [observation.address, find(observation)]);
  expect(Object.fromEntries(told)).toEqual({
    'boats@2025': { standing: 'disputed', held: [], failed: ['band'], excepted: [] },
    'fares@2025': { standing: 'disputed', held: ['bound'], failed: ['band'], excepted: ['known'] },
    'piers@2025': { standing: 'compatible', held: ['bound'], failed: [], excepted: ['known'] },
  });
});

test('observations.csv has these in its last columns', () => {
  const csv = observationsCsv(result.dataset, undefined, testColumns(shown));
  const rows = parse<Record<string, string>>(csv, { columns: true });
  expect(rows.map((row) => [row['indicator'], row['standing'], row['failed'], row['excepted']])).toEqual([
    ['fares', 'disputed', 'band', 'known'],
    ['boats', 'disputed', 'band', ''],
    ['piers', 'compatible', '', 'known'],
  ]);
});

test('brief.json has them at each printed figure', () => {
  const values = result.figures.map(({ observation }) => ({
    value: observationValue(observation, { locale: 'en' }, undefined),
    text: '',
  }));
  const document = { title: 'Ferries', values, root: { type: 'root', children: [] } } as unknown as BriefDocument;
  const source = {
    head: {},
    edition: { dataset: result.dataset },
    tests: () => shown,
    witness: () => NOTHING_WITNESSED,
  } as unknown as EditionSource;
  const printed = JSON.parse(briefJson(source, document)) as { values: object[] };
  expect(printed.values).toMatchObject([
    { address: 'boats@2025', standing: 'disputed', failed: ['band'] },
    { address: 'fares@2025', standing: 'disputed', failed: ['band'], excepted: ['known'] },
    { address: 'piers@2025', standing: 'compatible', excepted: ['known'] },
  ]);
  expect(printed.values[0]).not.toHaveProperty('excepted');
});

test('a template lists what is contradicted, and the figures that it disputes', () => {
  const edition = openEdition(result.dataset, 'office', undefined, new Diagnostics());
  const scope = { edition, locale: 'en', tests: shown } as unknown as Scope;
  const { failed, disputed, exceptions } = testsName(scope);
  expect(failed).toEqual([
    { relation: 'band', period: '2025', says: 'fares / boats in [1, 2]', words: 'Fares follow boats' },
  ]);
  expect(disputed.map(({ address, standing }) => `${address} is ${standing.split(':')[0] ?? ''}`)).toEqual([
    'fares@2025 is disputed',
    'boats@2025 is disputed',
  ]);
  expect(exceptions).toMatchObject([{ relation: 'known', reason: 'two scopes' }]);
});

test('a template gets in words of its language that sources differ', async () => {
  const differing = await resultOfSmall({
    indicators: { fares: 'Mt flow' },
    releases: { office: '  fares: [{level: 9.0 Mt}]', union: '  fares: [{level: 5.0 Mt}]' },
    relations: 'relations: []\n',
  });
  const edition = openEdition(differing.dataset, 'office', undefined, new Diagnostics());
  const failedIn = (locale: string) =>
    testsName({ edition, locale, tests: shownOf(differing) } as unknown as Scope).failed;
  expect(failedIn('en').map(({ words }) => words.replace(/^.*: /, ''))).toEqual([
    'office and union state different figures',
  ]);
  expect(failedIn('de').map(({ words }) => words)).toEqual([expect.stringContaining('geben verschiedene Werte an')]);
});

test('what a derived relation says is in words of the language: those of relations.yaml, or those of its kind', async () => {
  const differing = await resultOfSmall({
    indicators: { fares: 'Mt flow', boats: 'Mt flow', piers: 'Mt flow' },
    releases: {
      'office-2024': '  fares: [{level: 5.0 Mt}]\n  piers: [{level: 5.0 Mt}]',
      'office-2025':
        '  fares: [{level: 9.0 Mt}, {growth: 8.0%}]\n  piers: [{level: 9.0 Mt}, {growth: 8.0%}]\n  boats: [{level: 2.0 Mt}]',
      union: '  boats: [{level: 3.0 Mt}]',
    },
    relations: 'words:\n  pi*:growth: {en: Piers grow}\n',
  });
  const edition = openEdition(differing.dataset, 'office-2025', undefined, new Diagnostics());
  const saidIn = (locale: string) => {
    const scope = { edition, locale, tests: shownOf(differing) } as unknown as Scope;
    return testsName(scope).failed.map(({ says, words }) => (says === words ? says : [says, words]));
  };
  expect(saidIn('en')).toEqual([
    'boats: office-cacf and union state different figures',
    saying('fares, change … give …'),
    'Piers grow',
  ]);
  expect(saidIn('de')[1]).toBe(
    'fares, Veränderung gegenüber dem Vorjahreszeitraum: aus den zugrunde liegenden Zahlen folgt ein anderer Wert',
  );
});

test('words for a relation that is not tested are a warning', async () => {
  const { diagnostics } = await assaySmall({
    indicators: { fares: 'Mt flow' },
    releases: { office: '  fares: [{level: 9.0 Mt}]', union: '  fares: [{level: 5.0 Mt}]' },
    relations: 'words:\n  fares/sam: {en: Fares}\n  fares/same: {en: Fares}\n',
  });
  const warned = diagnostics.filter(({ rule }) => rule === 'assay/never-evaluated');
  expect(warned.map(({ message, hint, place }) => [place?.line, message, hint])).toEqual([
    [2, saying('… fares/sam …'), saying('… fares/same?')],
  ]);
});

test('what a lower-ranked source states is found next to the figure that is printed', async () => {
  const { dataset } = await resultOfSmall({
    indicators: { fares: 'Mt flow', boats: 'Mt flow' },
    releases: {
      office: '  fares: [{level: 9.0 Mt}]\n  boats: [{level: 4.0 Mt}]',
      union: '  fares: [{level: 5.0 Mt}]\n  boats: [{level: about 4 Mt}]',
    },
    sources: { union: 'rank: 2' },
  });
  const edition = openEdition(dataset, 'office', undefined, new Diagnostics()) ?? expect.fail('no edition');
  const [fares, boats] = edition.release.observations as [Observation, Observation];
  expect(rivalsOf(fares, edition).map(({ release, printed }) => `${release.id} ${printed?.text}`)).toEqual([
    'union 5.0 Mt',
  ]);
  expect(rivalsOf(boats, edition)).toEqual([]);
  const scope = { edition, locale: 'en' } as unknown as Scope;
  const at = (source: string) => HELPERS.get('at')?.call(scope, ['fares'], { source });
  expect(HELPERS.get('value')?.call(scope, [at('union')], {})).toMatchObject({ text: '5.0\u00A0million tonnes' });
  expect(at('unino')).toMatchObject({ problem: saying('… unino'), hint: saying('… union?') });
});

test('what disputes a figure is a broken rule in the words of its author, and why a disagreement is known', () => {
  const edition = openEdition(result.dataset, 'office', undefined, new Diagnostics()) ?? expect.fail('no edition');
  const find = disputeFinder(edition, shown);
  const [fares, , piers] = edition.release.observations as [Observation, Observation, Observation];
  const dispute = find(fares) ?? expect.fail('nothing disputes it');
  expect([dispute.words('en'), dispute.words('zh-CN')]).toEqual([['This breaks a rule: Fares follow boats'], []]);
  expect(dispute.reasons('en')).toEqual(['two scopes']);
  expect(find(piers)).toBeUndefined();
});

test.each([
  ['', 'undecided'],
  [', seen: 0', 'undecided'],
  [', seen: 4', 'undecided'],
  [', seen: 5', 'disputed'],
])(
  'a band disputes a figure only where it was seen in five cases or more, and warns of it anyhow: %s',
  async (seen, standing) => {
    const report = await assaySmall({
      indicators: { fares: 'Mt flow', boats: 'Mt flow' },
      releases: { office: '  fares: [{level: 9.0 Mt}]\n  boats: [{level: 2.0 Mt}]' },
      relations: `relations:\n  - {id: band, hardness: soft, owner: us, reason: so it was${seen}, holds: "fares / boats in [1, 2]"}\n`,
    });
    expect(report.figures.map((figure) => figure.standing)).toEqual([standing, standing]);
    expect(report.diagnostics.map(({ rule }) => rule)).toEqual(['assay/soft-contradiction']);
  },
);
