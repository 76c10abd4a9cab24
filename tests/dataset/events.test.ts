import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { datapackage, eventsCsv } from '../../src/dataset/export.ts';
import { loadChanged } from './case.ts';
import { loadReal } from './real.ts';

const EVENTS = `events:
  race: {what: {en: A race, de: Ein Rennen}, period: 2025-09-28, release: club-2025, kind: milestone, at: "=1"}
  lanes:
    what: {en: Lanes, de: Wege}
    by: {en: The city, de: Die Stadt}
    period: 2025..2027
    release: paper-2025
    url: https://city.example
    dimensions: {kind: city}
  bell: {what: {en: A bell, de: Eine Klingel}, period: 2025-09-28, release: club-2025}
`;

const { dataset } = await loadChanged((folder) => writeFile(path.join(folder, 'events.yaml'), EVENTS));
const { dataset: without } = await loadChanged(async () => {});
if (!dataset || !without) throw new Error('the dataset has a mistake');

test('events stand in order of their periods, then of their ids, with the release that reports them', () => {
  const listed = [...dataset.events.values()].map(({ id, release }) => [id, release.id]);
  expect(listed).toEqual([
    ['lanes', 'paper-2025'],
    ['bell', 'club-2025'],
    ['race', 'club-2025'],
  ]);
});

test('as a table they have a column for each language and dimension', () => {
  const rows = parse<Record<string, string>>(eventsCsv(dataset), { columns: true });
  expect(rows).toHaveLength(3);
  expect(rows[0]).toEqual({
    event: 'lanes',
    period: '2025..2027',
    kind: '',
    what_en: 'Lanes',
    what_de: 'Wege',
    by_en: 'The city',
    by_de: 'Die Stadt',
    dimension_kind: 'city',
    release: 'paper-2025',
    source: 'paper',
    place: '',
    url: 'https://city.example',
  });
  expect(rows[2]).toMatchObject({ event: 'race', kind: 'milestone', period: '2025-09-28', place: "'=1", by_en: '' });
});

test('the data package describes the table where there is one', () => {
  const described = (data: typeof dataset) =>
    (datapackage(data) as { resources: { path: string; schema: { fields: { name: string }[] } }[] }).resources;
  const [, events] = described(dataset);
  expect(events?.path).toBe('events.csv');
  expect(events?.schema.fields.map(({ name }) => name)).toEqual(eventsCsv(dataset).split('\n')[0]?.split(','));
  expect(described(without).map((resource) => resource.path)).toEqual(['observations.csv', 'releases.csv']);
});

test('the policy of the metals release is reported without a body that it does not name', async () => {
  const { events } = await loadReal();
  const plans = [...events.values()].filter(({ kind }) => kind === 'plan');
  expect(plans.map(({ id, period }) => [id, period.text])).toEqual([
    ['fifteenth_plan', '2025'],
    ['growth_plan', '2025..2026'],
    ['aluminium_plan', '2025..2027'],
    ['copper_plan', '2025..2027'],
  ]);
  const measures = [...events.values()].filter(({ kind }) => kind);
  expect(measures.filter(({ by }) => !by).map(({ id }) => id)).toEqual([
    'aluminium_carbon_peak',
    'black_mass_import',
    'competition',
    'export_control',
  ]);
});
