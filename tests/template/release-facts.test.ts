import { expect, test } from 'vitest';
import { fillText, loadTiny } from './case.ts';
import { asRelease } from '../dataset/brands.ts';

const dataset = await loadTiny();
const release = dataset.releases.get(asRelease('ferry-2025-q4'));
if (!release) throw new Error('no release');
const TEXT =
  '{{#if edition.announced}}{{edition.announced}}: {{edition.release_title}} <{{edition.url}}>{{else}}none{{/if}}';

const TITLE = new Map([
  ['en', 'Ferries, 4th quarter'],
  ['zh-CN', '渡轮，四季度'],
]);

test('a template prints the title of the release, its address, and when it was announced', () => {
  const facts = { title: TITLE, announced: '2026-01-12', url: 'https://harbour.example/q4' };
  const told = { ...release, ...facts };
  const known = { ...dataset, releases: new Map(dataset.releases).set(told.id, told) };
  const { shown, diagnostics } = fillText(known, TEXT);
  expect([shown, diagnostics]).toEqual([
    '⟦12\u00A0January\u00A02026⟧: ⟦Ferries, 4th quarter⟧ <⟦https://harbour.example/q4⟧>',
    [],
  ]);
  expect(fillText(known, TEXT, { locale: 'zh-CN' }).shown).toContain('2026年1月12日');
  expect(fillText(known, TEXT, { locale: 'zh-CN' }).shown).toContain('渡轮，四季度');
  const previous = fillText(known, '{{changes.previous.release_title}}', { before: ['ferry-2025-q4', '2026-02-01'] });
  expect(previous.shown).toBe('⟦Ferries, 4th quarter⟧');
  const listed = fillText(known, '{{#each sources}}{{#each published}}{{release_title}}.{{/each}}{{/each}}');
  expect(listed.diagnostics.map(({ rule }) => rule)).toEqual(['template/blank']);
});

test('what is not known can be tested', () => {
  expect(fillText(dataset, TEXT)).toMatchObject({ shown: 'none', diagnostics: [] });
});
