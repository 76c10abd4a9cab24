import { expect, test } from 'vitest';
import { assayDataset } from '../../src/assay/assay.ts';
import { datasetChanges, type DatasetChanges, type RuledState } from '../../src/comparison/dataset-changes.ts';
import { coverageTexts, moreVerdictsText, statementsTold } from '../../src/diff/views/data-words.ts';
import { filesOf, loadFiles } from '../assay/world.ts';
import { saying } from '../messages.ts';

const RELATIONS = `relations:
  - { id: kinds, holds: loans = books + media, hardness: hard, source: The guide, reason: Every loan is one of them. }
`;

/** Loans of one year with their growth, from which those of the year before follow, and the same of another publisher. */
const OFFICE = [
  "  loans: [{level: '523', at: text}, {growth: '10.0%', at: text}]",
  "  books: [{level: '311', at: text}, {growth: '-4.0%', at: text}]",
  "  media: [{level: '212', at: text}, {growth: '39.9%', at: text}]",
].join('\n');
const LIBRARIES = "  loans: [{ level: '523', at: text }]";

async function state(office: string, libraries?: string): Promise<RuledState> {
  const files = filesOf({
    indicators: { loans: 'count flow', books: 'count flow', media: 'count flow' },
    releases: { office, ...(libraries === undefined ? {} : { libraries }) },
    relations: RELATIONS,
  });
  const later = files.get('releases/libraries.yaml')?.replace('2026-02-01', '2026-03-01');
  if (later !== undefined) files.set('releases/libraries.yaml', later);
  const { dataset, rules } = await loadFiles(files);
  return { dataset, rules, result: assayDataset(dataset, rules) };
}

async function changesOf(office: string, libraries?: string): Promise<DatasetChanges> {
  return datasetChanges(await state(OFFICE, LIBRARIES), await state(office, libraries));
}

test('a slip is said to contradict what its release states of the same year, not what follows from growth', async () => {
  const { statements, verdicts } = await changesOf(OFFICE.replace("'311'", "'411'"), LIBRARIES);
  expect(statements).toMatchObject([{ address: 'books@2025', nature: 'slip' }]);
  expect(statements[0]?.why).toMatch(/^now contradicts kinds at 2025 \(/);
  // A year before, 523 were 475 to 476, and 411 with 212 were 579 to 580.
  expect(verdicts.map(({ relation, at }) => `${relation} ${at}`)).toContain('kinds/before 2024');
});

test('where another publisher states something else, that is a dispute and no slip', async () => {
  const { statements } = await changesOf(OFFICE, LIBRARIES.replace("'523'", "'537'"));
  expect(statements).toMatchObject([{ address: 'loans@2025', release: 'libraries', nature: 'disputed' }]);
});

test('a release that is gone is one change, and coverage is that of all figures of either state', async () => {
  const changes = await changesOf(OFFICE);
  expect(statementsTold(changes)).toEqual({ single: [], gone: ['release libraries is gone (1 statement)'] });
  const [before, after] = [await state(OFFICE, LIBRARIES), await state(OFFICE)].map(({ result }) =>
    result.coverage().reduce((sum, { slips }) => sum + slips, 0),
  );
  expect(coverageTexts(changes).join('\n')).toMatch(new RegExp(`\\D${after}\\D+\\d+\\D+${before}$`));
});

test('verdicts of one name and period are counted where they are listed once', async () => {
  const changes = await changesOf(OFFICE.replace("'311'", "'411'"), LIBRARIES);
  const listed = changes.verdicts.filter(({ after }) => after === 'contradicted');
  // `kinds` of 2025 is tested with the loans of either publisher.
  expect(changes.counts.after.contradicted).toBe(listed.length + 1);
  expect(moreVerdictsText(changes)).toEqual(saying('… 1 …'));
});
