import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { withLinks, withoutLink } from '../../src/host/sidebar.ts';
import { LONG } from '../long.ts';

const FERRIES = { title: 'Ferries of [our] town', path: 'Ferries-of-our-town.md' };
const METALS = { title: 'Metals', path: 'Metals.md' };
const LINK = String.raw`[Ferries of \[our\] town](Ferries-of-our-town)`;

describe('a sidebar gets a link', () => {
  test.each([
    ['', `- ${LINK}\n`],
    ['Menu\n', `Menu\n\n- ${LINK}\n`],
    ['- [Home](Home)', `- [Home](Home)\n- ${LINK}\n`],
    ['- [Home](Home)\r\n\r\nBy us.\r\n', `- [Home](Home)\r\n- ${LINK}\r\n\r\nBy us.\r\n`],
    ['* A\n  * B\n\n    more\n\n<!-- end -->\n', `* A\n  * B\n\n    more\n* ${LINK}\n\n<!-- end -->\n`],
    [' 8. A\n 9. B\n', ` 8. A\n 9. B\n 10. ${LINK}\n`],
    ['- [Metals](Metals)\n\n# Else\n\n+ A\n', `- [Metals](Metals)\n- ${LINK}\n\n# Else\n\n+ A\n`],
  ])('%j', (text, expected) => {
    expect(withLinks(text, [FERRIES], [FERRIES, METALS])).toBe(expected);
  });
});

test.each([
  '* [Boats](Ferries-of-our-town)\n',
  '1. [Boats](./Ferries-of-our-town.md "All of them")\n',
  '[Boats](https://github.com/acme/metals/wiki/Ferries-of-our-town#routes)\n',
  '[Boats](</acme/metals/-/wikis/Ferries of our town>)\n',
  '[[Boats|Ferries of our town]]\n',
  '[[Ferries of our town]]\n',
  '[Boats][b]\n\n[b]: ferries-of-our-town\n',
  '<li><a href="Ferries-of-our-town">Boats</a></li>\n',
])('a sidebar that has a link gets no second one: %j', (text) => {
  expect(withLinks(text, [FERRIES])).toBe(text);
});

test('however a sidebar looks, it has no more lists than before, or one if it had none', LONG, () => {
  const lines = [
    '',
    'Words',
    '# Menu',
    '- [Home](Home)',
    '* A',
    '  - b',
    '1. One',
    '2) Two',
    '***',
    '> q',
    '<!-- x -->',
  ];
  const sidebar = fc.array(fc.constantFrom(...lines), { maxLength: 8 }).map((some) => some.join('\n'));
  const lists = (text: string): number => fromMarkdown(text).children.filter(({ type }) => type === 'list').length;
  const property = fc.property(sidebar, (text) => {
    const once = withLinks(text, [METALS]);
    expect(lists(once)).toBe(Math.max(1, lists(text)));
    expect(withLinks(once, [METALS])).toBe(once);
  });
  fc.assert(property, { numRuns: 500, examples: [['> q\nWords\n2) Two']] });
});

test('a sidebar loses only the item of a page that went', () => {
  const text = '- [Metals](./Metals.md)\n- [Metals](Metals) and [Home](Home)\n\nSee [Metals](Metals).\n';
  expect(withoutLink(text, 'Metals.md')).toBe(text.slice(text.indexOf('\n') + 1));
});
