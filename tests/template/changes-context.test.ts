import { expect, test } from 'vitest';
import { parsePeriod } from '../../src/dataset/period.ts';
import { parseQuantity } from '../../src/dataset/quantity.ts';
import { fillText, loadTiny } from './case.ts';
import { asAddress, asRelease } from '../dataset/brands.ts';

const dataset = await loadTiny();

test('the first edition says that it is the first, and lists nothing', () => {
  const text =
    '{{#if changes.first}}first{{/if}}{{#if changes.previous}}never{{/if}}{{#each changes.added}}never{{/each}} {{changes.counts.added}}';
  const { shown, diagnostics } = fillText(dataset, text);
  expect([shown, diagnostics]).toEqual(['first ⟦0⟧', []]);
});

test('an indicator counts once among the new ones, however many figures it has', () => {
  const earlier = dataset.releases.get(asRelease('ferry-2025-q3'));
  if (!earlier) throw new Error('no release');
  const observations = earlier.observations.filter(({ indicator }) => indicator.id !== 'fuel.used');
  const poorer = { ...dataset, releases: new Map(dataset.releases).set(earlier.id, { ...earlier, observations }) };
  const text = '{{changes.counts.new_indicators}}{{#each changes.new_indicators}} {{label}}{{/each}}';
  const { shown } = fillText(poorer, text, { before: ['ferry-2025-q3', '2025-12-31'] });
  expect(shown).toBe('⟦1⟧ ⟦Fuel used⟧');
});

test('a revised figure is marked, and the edition before is named in the language of the document', () => {
  const release = dataset.releases.get(asRelease('ferry-2025-q4'));
  if (!release) throw new Error('no release');
  // The newer release states the passengers of the quarter before again.
  const [level] = dataset.releases.get(asRelease('ferry-2025-q3'))?.observations ?? [];
  const printed = release.observations[0]?.printed;
  if (!level || !printed) throw new Error('no statement');
  const restated = { ...release, observations: [...release.observations] };
  restated.observations.push({ ...level, printed, release: restated });
  const revised = { ...dataset, releases: new Map(dataset.releases).set(restated.id, restated) };
  const text =
    '{{changes.previous.period}} {{#each changes.revised}}{{label}} {{old}} {{new}} {{old_source}} {{value old}}{{/each}}{{value "passengers@2025-Q3"}}';
  const { shown, filled } = fillText(revised, text, { locale: 'zh-CN', before: ['ferry-2025-q3', '2025-12-31'] });
  expect(shown).toBe('⟦2025年第三季度⟧ ⟦旅客人次⟧ ⟦1,236,000⟧ ⟦1,108,000⟧ ⟦港务局⟧ ⟦1,236,000⟧⟦1,108,000⟧');
  const tokens = filled.tokens.split(filled.markdown).filter((part) => typeof part !== 'string');
  const flags = tokens.flatMap((part) => ('value' in part ? [part.value.flags] : []));
  expect(flags).toEqual([[], ['revised'], [], ['revised']]);
});

test('a level that the new growth does not start from stands next to the range that it starts from', () => {
  const release = dataset.releases.get(asRelease('ferry-2025-q4'));
  const [passengers] = release?.observations ?? [];
  const earlier = dataset.releases.get(asRelease('ferry-2025-q3'));
  if (!release || !earlier || !passengers?.printed) throw new Error('no release');
  // The growth of 6.1% to 1,108,000 starts from 1,043,343 to 1,045,269; the release before gets 1,050,000 for that
  // quarter.
  const before = parsePeriod('2024-Q4');
  const level = parseQuantity('1,050,000', new Map(), '1,000');
  if (!before || 'problem' in level) throw new Error('no quantity');
  const stated = {
    ...passengers,
    address: asAddress('passengers@2024-Q4'),
    period: before,
    printed: level,
    release: earlier,
  };
  const longer = { ...earlier, observations: [...earlier.observations, stated] };
  const rebased = { ...dataset, releases: new Map(dataset.releases).set(longer.id, longer) };
  const text = '{{#each changes.rebased}}{{label}} {{period}} {{old}} {{new}} {{growth}}{{/each}}';
  const { shown } = fillText(rebased, text, { before: ['ferry-2025-q3', '2025-12-31'] });
  expect(shown).toBe('⟦Passengers⟧ ⟦fourth quarter of 2024⟧ ⟦1,050,000⟧ ⟦1,043,000 to 1,046,000⟧ ⟦6.1%⟧');
});

test('a figure is printed as the edition before printed it, and says whether the text speaks of its change', () => {
  const release = dataset.releases.get(asRelease('ferry-2025-q4'));
  const [level] = dataset.releases.get(asRelease('ferry-2025-q3'))?.observations ?? [];
  const printed = release?.observations[0]?.printed;
  if (!level || !printed || !release) throw new Error('no release');
  const text =
    '{{before "passengers@2025-Q3"}} {{before "passengers@2025-Q4"}} {{#each changes.revised}}{{#if in_text}}said{{else}}silent{{/if}}{{/each}} {{#each (where changes.revised "in" "table")}}{{period}}{{/each}}';
  const shownWith = (where: 'text' | 'table'): string => {
    const [observations, repeats] = [[...release.observations], [level].slice(1)];
    const restated = { ...release, observations, repeats };
    observations.push({ ...level, printed, in: 'table', release: restated });
    repeats.push({ ...level, printed, in: where, release: restated });
    const revised = { ...dataset, releases: new Map(dataset.releases).set(release.id, restated) };
    return fillText(revised, text, { before: ['ferry-2025-q3', '2025-12-31'] }).shown;
  };
  expect(shownWith('text')).toBe('⟦1,236,000⟧ ⟦[x]⟧ said ');
  expect(shownWith('table')).toBe('⟦1,236,000⟧ ⟦[x]⟧ silent ⟦third quarter of 2025⟧');
});
