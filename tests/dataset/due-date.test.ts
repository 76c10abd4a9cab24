import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import type { Place } from '../../src/core/diagnostics/source-file.ts';
import { checkDueAfter, firstDay, openDue, openDues } from '../../src/dataset/due-date.ts';
import type { Dataset, Release, Source } from '../../src/dataset/model.ts';
import { parsePeriod } from '../../src/dataset/period.ts';
import { loadTiny } from '../template/case.ts';
import { asDay, asRelease } from './brands.ts';

const tiny = await loadTiny();
const office = tiny.releases.get(asRelease('ferry-2025-q4'));
if (!office) throw new Error('no release');
const place: Place = { file: office.file, line: 1, column: 1, length: 1 };
const due = (date: string) => ({ date, place });

/** The tiny dataset without its own date, with further releases in place of those it has. */
function withReleases(...releases: readonly Partial<Release>[]): Dataset {
  const all = releases.map(
    (own, index) => Object.assign({}, office, { observations: [], id: `r${index}` }, own) as Release,
  );
  return { ...tiny, nextRelease: undefined, releases: new Map(all.map((release) => [release.id, release])) };
}

function period(text: string) {
  const found = parsePeriod(text);
  if (!found) throw new Error(`${text} is not a period`);
  return found;
}

const first = { published: '2026-01-19', period: period('2025-Q4'), nextRelease: due('2026-04-20') };

describe('the last day on which something that is due is not late', () => {
  test.each([
    ['2026-04-20', '2026-04-20'],
    ['2026-04', '2026-04-30'],
    ['2028-02', '2028-02-29'],
    ['2100-02', '2100-02-28'],
    ['2026', '2026-12-31'],
  ])('of %s is %s', (date, by) => {
    expect(openDue('release', 'r', due(date)).by).toBe(by);
  });

  test.each([
    ['2026', '2026-01-01'],
    ['2026-04', '2026-04-01'],
    ['2026-04-20', '2026-04-20'],
  ])('the first day of %s is %s', (date, day) => {
    expect(firstDay(date)).toBe(day);
  });
});

describe('what follows comes later', () => {
  test.each([
    ['2026-04-20', '2026-01-19', true],
    ['2026-01-20', '2026-01-19', true],
    ['2026-01-19', '2026-01-19', false],
    ['2026-01', '2026-01-19', true],
    ['2025-12', '2026-01-19', false],
    ['2026-08-03', '2026', true],
    ['2026', '2026', true],
    ['2025', '2026', false],
    ['2026-04-20', 'yesterday', true],
    ['2026-04-20', undefined, true],
  ])('%s after %s: %s', (date, after, isFine) => {
    const diagnostics = new Diagnostics();
    expect(checkDueAfter(due(date), after, diagnostics)).toBe(isFine);
    expect(diagnostics.all.map(({ rule, place: at }) => [rule, at])).toEqual(
      isFine ? [] : [['dataset/bad-date', place]],
    );
  });
});

describe('a dataset waits for', () => {
  const waits = (dataset: Dataset, today = '2026-12-31') =>
    openDues(dataset, asDay(today)).map(({ kind, id }) => `${kind} ${id}`);
  const translation: Source = { ...office.source, id: 'translation' };
  const other: Source = { ...office.source, id: 'other', group: 'other' };

  test.each<[what: string, later: Partial<Release>, isOpen: boolean]>([
    ['a later one on the next period', { published: '2026-04-22', period: period('2026-Q1') }, false],
    ['one that came early', { published: '2026-04-01', period: period('2026-Q1') }, false],
    ['a later estimate of the same period', { published: '2026-02-19' }, false],
    ['one of the same day', { published: '2026-01-19', period: period('2026-Q1') }, true],
    ['a later one on an earlier period', { published: '2026-04-22', period: period('2025-Q3') }, true],
    ['a translation of the same release', { published: '2026-02-19', source: translation }, true],
    [
      'the next one, in translation',
      { published: '2026-04-22', period: period('2026-Q1'), source: translation },
      false,
    ],
    ['one of another publisher', { published: '2026-04-22', period: period('2026-Q1'), source: other }, true],
  ])('the release after one, which %s is or is not', (_, later, isOpen) => {
    expect(waits(withReleases(first, later))).toEqual(isOpen ? ['release r0'] : []);
  });

  test('nothing, where nothing says when it is due', () => {
    expect(waits({ ...tiny, nextRelease: undefined })).toEqual([]);
    expect(waits(withReleases({ ...first, nextRelease: undefined }))).toEqual([]);
  });

  test('what was published after the day of the check, as it was known then', () => {
    const dataset = withReleases(first, {
      published: '2026-04-22',
      period: period('2026-Q1'),
      nextRelease: due('2026-07-20'),
    });
    const on = (today: string) => waits(dataset, today);
    expect([on('2026-01-18'), on('2026-04-21'), on('2026-04-22')]).toEqual([[], ['release r0'], ['release r1']]);
  });

  test('a figure that no release since the date states', () => {
    const [stated] = office.observations;
    if (!stated) throw new Error('no statement');
    const dated = { ...stated.indicator, nextRelease: due('2026-04') };
    const told = (published: string, observations: Release['observations']): Dataset => ({
      ...withReleases({ published, observations }),
      indicators: new Map([[dated.id, dated]]),
    });
    expect(waits(told('2026-03-31', [stated]))).toEqual([`indicator ${dated.id}`]);
    expect(waits(told('2026-04-01', [stated]))).toEqual([]);
    expect(waits(told('2026-04-01', []))).toEqual([`indicator ${dated.id}`]);
  });

  test('any release since the date that the dataset names', () => {
    expect(waits(tiny)).toEqual(['dataset ferry-passengers']);
    expect(waits({ ...tiny, nextRelease: due('2026-01') })).toEqual([]);
  });
});

test('whatever the dates, nothing waits for what is there, and what is late is later than its last day', () => {
  const day = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(fc.array(fc.tuple(day, fc.option(day)), { minLength: 1, maxLength: 6 }), day, (dates, today) => {
      const dataset = withReleases(
        ...dates.map(([published, next]) => ({ published, nextRelease: next === null ? undefined : due(next) })),
      );
      const here = [...dataset.releases.values()].filter(({ published }) => published <= today);
      const newest = here
        .map(({ published }) => published)
        .sort()
        .at(-1);
      // All are of one source and period, so that only the newest can be without a successor.
      const expected = here
        .filter((release) => release.published === newest && release.nextRelease)
        .map(({ id }) => id);
      expect(openDues(dataset, asDay(today)).map(({ id }) => id)).toEqual(expected);
    }),
  );
});
