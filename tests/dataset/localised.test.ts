import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { datapackage } from '../../src/dataset/export.ts';
import { textIn } from '../../src/dataset/localised.ts';
import { BASE, loadChanged, textOf } from './case.ts';
import { saying } from '../messages.ts';
import { asRelease } from './brands.ts';

test('a publisher has one name for all languages, or one in each', async () => {
  const declared = await textOf(BASE, 'dataset.yaml');
  const named = declared
    .replace('publisher: The local paper', 'publisher: {en: The local paper, de: Die Lokalzeitung}, title: Wheels')
    .replace('publisher: The cycling club\n', 'publisher: {en: The cycling club, de: Der Radverein}\n');
  const { dataset, diagnostics } = await loadChanged((folder) => writeFile(path.join(folder, 'dataset.yaml'), named));
  expect(diagnostics).toEqual([]);
  if (!dataset) throw new Error('no dataset');
  const [club = new Map(), paper = new Map()] = ['club', 'paper'].map((id) => dataset.sources.get(id)?.publisher);
  expect([textIn(club, 'en'), textIn(club, 'de')]).toEqual(['The cycling club', 'The cycling club']);
  expect([textIn(paper, 'en'), textIn(paper, 'de')]).toEqual(['The local paper', 'Die Lokalzeitung']);
  expect(textIn(dataset.publisher, 'de')).toBe('Der Radverein');
  // A brief may be printed in a language that the dataset does not have.
  expect(textIn(paper, 'zh-CN')).toBe('The local paper');
  expect(datapackage(dataset)).toMatchObject({
    contributors: [{ title: 'The cycling club' }],
    sources: [{ title: 'The cycling club' }, { title: 'The local paper: Wheels' }, { title: 'A rumour' }],
  });
});

test('a release has one title for all languages, or one in each', async () => {
  const file = 'releases/club.yaml';
  const released = await textOf(BASE, file);
  const titledAs = async (title: string) => {
    const titled = released.replace('published:', `title: ${title}, published:`);
    return loadChanged((folder) => writeFile(path.join(folder, file), titled));
  };
  const both = await titledAs('{en: A good year, de: Ein gutes Jahr}');
  expect(both.diagnostics).toEqual([]);
  const title = both.dataset?.releases.get(asRelease('club-2025'))?.title ?? new Map<string, string>();
  expect([textIn(title, 'en'), textIn(title, 'de')]).toEqual(['A good year', 'Ein gutes Jahr']);
  const one = await titledAs('A good year');
  expect(textIn(one.dataset?.releases.get(asRelease('club-2025'))?.title ?? new Map(), 'de')).toBe('A good year');
  const half = await titledAs('{en: A good year}');
  expect(half.diagnostics.map(({ message }) => message)).toEqual([saying('… de')]);
});

test.each(['<b>', '7', "' '", 'small boats'])('%s is not proper name', async (name) => {
  const declared = await textOf(BASE, 'dataset.yaml');
  const named = `${declared}names: [Wheels & Co., ${name}]\n`;
  const { diagnostics } = await loadChanged((folder) => writeFile(path.join(folder, 'dataset.yaml'), named));
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ rule, place }) => [rule.split('/')[0], place?.line])).toEqual([
    ['schema', named.split('\n').length - 1],
  ]);
});
