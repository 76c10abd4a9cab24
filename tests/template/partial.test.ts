import { localeOf } from '../locale-of.ts';
import type { LocaleId } from '../../src/language/locales.ts';
import { expect, test } from 'vitest';
import { findPartial } from '../../src/template/partial.ts';

function folder(path: string, names: readonly string[]) {
  return new Map(names.map((name) => [name, { path: `${path}/${name}.hbs`, text: '' }]));
}

/** Where a name leads in a locale; undefined where it leads nowhere. */
function pathOf(own: readonly string[], shared: readonly string[], name: string, locale: LocaleId) {
  const found = findPartial([folder('own', own), folder('shared', shared)], name, locale);
  return 'path' in found ? found.path : undefined;
}

test.each<[string, string[], string[], string, string | undefined]>([
  ['the language goes before every language', ['row', 'row.en'], [], 'en', 'own/row.en.hbs'],
  ['another language is none', ['row', 'row.zh-CN'], [], 'en', 'own/row.hbs'],
  ['the brief goes before what is shared', ['row.en'], ['row.en'], 'en', 'own/row.en.hbs'],
  ['it does so before the language does', ['row'], ['row.en'], 'en', 'own/row.hbs'],
  ['what it has in another language only is shared', ['row.zh-CN'], ['row'], 'en', 'shared/row.hbs'],
  ['nothing fits', ['row.zh-CN'], ['rows'], 'en', undefined],
])('%s', (_, own, shared, locale, expected) => {
  expect(pathOf(own, shared, 'row', localeOf(locale))).toBe(expected);
});
