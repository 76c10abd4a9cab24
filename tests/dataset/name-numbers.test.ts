import { expect, test } from 'vitest';
import { refusedIn } from '../../src/core/diagnostics/source-text.ts';
import { tryFiles } from '../assay/world.ts';

async function rulesFor(label: string, more = '', unit = 'count', level = '5'): Promise<string[]> {
  const text = `title: Rides\npublisher: Office\nlicence: CC-BY-4.0\nlocales: [en]\n${more}indicators:\n  rides: { label: '${label}', unit: '${unit}', kind: flow }\n`;
  const release =
    'release: { source: own, published: 2026-01-31, period: 2025 }\nobservations:\n  rides: [{ level: ' +
    `${level} }]\n`;
  const { diagnostics } = await tryFiles(
    new Map(Object.entries({ 'dataset.yaml': text, 'releases/own-2025.yaml': release })),
  );
  return diagnostics.map(({ rule }) => rule);
}

test('a number in a name of a dataset is declared once', async () => {
  expect(await rulesFor('Rides 999 million')).toContain('document/loose-number');
  expect(await rulesFor('Rides ９９')).toContain('document/loose-number');
  expect(await rulesFor('Rides lO,OOO')).toContain('document/loose-number');
  expect(await rulesFor('Grade 553', "loose_numbers: ['553']\n")).not.toContain('document/loose-number');
  expect(await rulesFor('Rides')).not.toContain('document/loose-number');
});

/** A dataset with texts in all places that templates print; `mark` stands in one of them. */
function printedTexts(place: string, mark: string, more: string): Map<string, string> {
  const text = (name: string): string => (name === place ? mark : `some ${name}`);
  return new Map(
    Object.entries({
      'dataset.yaml': `title: Rides
publisher: ${text('office')}
licence: CC-BY-4.0
locales: [en]
${more}sources:
  own: { publisher: ${text('publisher')}, short: ${text('short name')}, title: ${text('quoted title')} }
conditions:
  mild: ${text('condition')}
indicators:
  rides:
    label: Rides
    unit: count
    kind: flow
    definition: ${text('definition')}
    breaks: [{ period: 2024, reason: ${text('break')} }]
`,
      'events.yaml': `events:
  race: { what: ${text('event')}, by: ${text('organiser')}, period: 2025, release: own-2025 }
`,
      'relations.yaml': `relations:
  - { id: some, hardness: hard, holds: rides >= 0, reason: so it is, words: ${text('words')} }
exceptions:
  - { relation: some, at: 2025, reason: ${text('exception')} }
`,
      'releases/own-2025.yaml':
        `release: { source: own, published: 2026-01-31, period: 2025, title: ${text('release')} }\n` +
        'observations:\n  rides: [{ level: 5 }]\n',
    }),
  );
}

test.each([
  'office',
  'publisher',
  'short name',
  'condition',
  'definition',
  'break',
  'event',
  'organiser',
  'words',
  'exception',
])('a number in the text of an %s is declared once', async (place) => {
  const loose = async (mark: string, more = ''): Promise<string[]> => {
    const { diagnostics } = await tryFiles(printedTexts(place, mark, more));
    return diagnostics.map(({ rule }) => rule).filter((rule) => rule === 'document/loose-number');
  };
  expect(await loose('"Of 9,999 bicycles all are ready"')).toEqual(['document/loose-number']);
  expect(await loose('rides fell six hundred thousand')).toEqual(['document/loose-number']);
  expect(await loose('since 2024', 'loose_numbers: [2020..2030]\n')).toEqual([]);
  expect(await loose('Channel 4', 'loose_numbers: [Channel 4]\n')).toEqual([]);
});

test.each(['quoted title', 'release'])('a %s is quoted with its numbers', async (place) => {
  const { diagnostics } = await tryFiles(printedTexts(place, 'Report 2025', ''));
  expect(diagnostics.filter(({ rule }) => rule === 'document/loose-number')).toEqual([]);
});

test('a label names no other unit than that of its figures', async () => {
  expect(await rulesFor('Rides, million')).toContain('document/unit');
  expect(await rulesFor('Rides (thousand)')).toContain('document/unit');
  expect(await rulesFor('Freight, Mt', '', 'kt', '5 kt')).toContain('document/unit');
  expect(await rulesFor('Freight, kt', '', 'kt', '5 kt')).not.toContain('document/unit');
  expect(await rulesFor('Rides, million', '', 'million', '5 million')).not.toContain('document/unit');
  expect(await rulesFor('Rides in Thousand Oaks')).toContain('document/unit');
  expect(await rulesFor('Rides in Thousand Oaks', 'loose_numbers: [Thousand Oaks]\n')).not.toContain('document/unit');
});

test('a label of nothing but spaces is none', async () => {
  for (const label of [' ', '\u00A0', '\u3000 ', '\u2800', '\u00AD'])
    expect(await rulesFor(label)).toContain('schema/wrong-type');
});

test('no name of a unit is a scale, a number or the name of another unit', async () => {
  const rules = (unit: string): Promise<string[]> => rulesFor('Rides', `units:\n  trip: ${unit}\n`, 'trip', '5 trip');
  for (const name of [
    'million',
    '%',
    'tonnes',
    'million trips',
    "'000",
    'k',
    'US dollars',
    'per cent',
    '万',
    'trips 5',
    '５',
  ])
    expect(await rules(`{ base: trip, name: "${name}" }`)).toContain('dataset/unit-name');
  for (const symbol of ['0', 't', 'kt', '%', 'M', '€'])
    expect(await rules(`{ base: trip, name: trips, symbol: '${symbol}' }`)).toContain('dataset/unit-name');
  expect(await rules("{ base: trip, name: trips, singular: 'trip' }")).not.toContain('dataset/unit-name');
  expect(await rules("{ base: trip, name: 't CO2', symbol: tCO2e }")).not.toContain('dataset/unit-name');
  expect(await rules("{ base: trip, factor: '1000000', name: million trips }")).not.toContain('dataset/unit-name');
  expect(await rules('{ base: mass, name: tonnes }')).not.toContain('dataset/unit-name');
  expect(await rules("{ base: mass, factor: '2', name: tonnes }")).toContain('dataset/unit-name');
  expect(await rules('{ base: trip, name: trips }\n  ride: { base: ride, name: trips }')).toContain(
    'dataset/unit-name',
  );
});

test('characters that nobody sees are refused, but for soft hyphens, joiners of words and emoji', () => {
  for (const hidden of ['\u061C', '\u200B', '\u200E', '\u2062', '\uFEFF', '\u3164', '\u{E0031}', '\u202E']) {
    expect(refusedIn(`a${hidden}b`)).toMatchObject({ rule: 'file/control-character' });
  }
  expect(refusedIn('2\u200D6')).toMatchObject({ rule: 'file/control-character' });
  expect(refusedIn('Fahr\u00ADten, 铜\u2060 5, 👩\u200D🔬')).toBeUndefined();
});
