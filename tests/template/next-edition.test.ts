import { localeOf } from '../locale-of.ts';
import { expect, test } from 'vitest';
import type { Dataset, Release } from '../../src/dataset/model.ts';
import { fillText, loadTiny } from './case.ts';

const tiny = await loadTiny();
const place = { file: tiny.file, line: 1, column: 1, length: 1 };

/** The tiny dataset, with what it and its releases say about the next one. */
function dated(dataset?: string, release?: string): Dataset {
  const due = (date: string | undefined) => (date === undefined ? undefined : { date, place });
  const own = [...tiny.releases].map(([id, one]): [Release['id'], Release] => [
    id,
    { ...one, nextRelease: due(release) },
  ]);
  return { ...tiny, nextRelease: due(dataset), releases: new Map(own) };
}

const TEXT =
  '{{#if edition.next_edition}}{{edition.next_edition_expected}} | {{edition.next_edition}}{{else}}none{{/if}}';

test.each([
  ['en', '⟦Next edition expected: 3\u00A0August\u00A02026⟧ | ⟦3\u00A0August\u00A02026⟧'],
  ['de', '⟦Nächste Ausgabe voraussichtlich: 3.\u00A0August\u00A02026⟧ | ⟦3.\u00A0August\u00A02026⟧'],
  ['zh-CN', '⟦下一期预计发布：2026年8月3日⟧ | ⟦2026年8月3日⟧'],
])('a brief in %s says when its next edition is expected', (locale, shown) => {
  expect(fillText(dated(undefined, '2026-08-03'), TEXT, { locale: localeOf(locale) })).toMatchObject({
    shown,
    diagnostics: [],
  });
});

test('the release comes before the dataset, whose date counts only as long as it is not past', () => {
  const of = (dataset?: string, release?: string): string => fillText(dated(dataset, release), TEXT).shown;
  expect(of('2026-07', '2026-04')).toContain('April');
  expect(of('2026-07')).toContain('July');
  // The release is of 19 January 2026.
  expect([of('2026-01'), of('2026-01-19'), of()].map((text) => text === 'none')).toEqual([false, true, true]);
  expect(fillText(dated('2026-07', '2026-04'), '{{edition.next_release}}').shown).toContain('April');
});
