import fc from 'fast-check';
import type { Html, Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { FLAVOUR_NAMES } from '../../src/brief/flavour-names.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { isPage } from '../../src/embedding/page-folder.ts';
import { markersIn, type PageRegions, readRegions } from '../../src/embedding/page-regions.ts';
import { fillRegions, isEdited, newRegion } from '../../src/embedding/region-filling.ts';
import { HOSTS } from '../../src/host/hosts.ts';
import { LONG } from '../long.ts';

/** The offsets of markers that a parser of Markdown finds. */
function parsedMarkers(text: string): number[] {
  const found: number[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'html') found.push(...markersOf(node, text));
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(unified().use(remarkParse).use(remarkGfm).parse(text));
  return found;
}

function markersOf({ position }: Html, text: string): number[] {
  const [start = 0, end = 0] = [position?.start.offset, position?.end.offset];
  const comments = [...text.slice(start, end).matchAll(/<!--([^]*?)-->/g)];
  return comments.filter(([, content = '']) => /^\s*\/?assay\s/.test(content)).map(({ index }) => start + index);
}

const BITS = [
  '<!-- assay brief=a -->',
  '<!-- /assay -->',
  '<!-- other -->',
  '`',
  '``',
  '```',
  '~~~',
  '\n',
  '\n',
  '\n\n',
  'word ',
  '  ',
  '    ',
  '> ',
  '- ',
  '1. ',
  '# ',
  '\\',
  '*',
  '| a | b |\n| - | - |\n',
];

test('the markers of a page of Markdown are those that a parser sees', LONG, () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...BITS), { maxLength: 14 }), (bits) => {
      const text = bits.join('');
      expect(markersIn(text, 'github').map(({ start }) => start)).toEqual(parsedMarkers(text));
    }),
    { numRuns: 1500 },
  );
});

test('front matter has no markers, and lines like it in a text have', () => {
  const marker = '<!-- assay brief=a -->';
  const matter = `---\ntitle: x ${marker}\n\ntags: [a]\n---\n`;
  expect(markersIn(`${matter}${marker}`, 'github').map(({ start }) => start)).toEqual([matter.length]);
  expect(markersIn(`---\n\n${marker}\n\n---\n`, 'github')).toHaveLength(1);
  expect(markersIn(`text\n\n${matter}`, 'github')).toHaveLength(1);
});

const FIGURE = 'In 2025 it was 14.72 Mt.';

describe.each(FLAVOUR_NAMES)('a page for %s', (name) => {
  const request = { brief: 'metals', edition: 'latest', locale: 'en', member: undefined, part: undefined };
  const page = newRegion(request, name);
  const read = (text: string): PageRegions | undefined => readRegions({ path: 'page', text }, name, new Diagnostics());

  test('has the region that was written into it, and holds what it was filled with', () => {
    const empty = read(page);
    const [region] = empty?.regions ?? [];
    expect(empty?.regions.map((one) => one.request.brief)).toEqual(['metals']);
    const filled =
      empty && region ? fillRegions(empty, new Map([[region, { inputs: '0123456789abcdef', text: FIGURE }]])) : '';
    const again = read(filled);
    expect(again?.regions.map((one) => isEdited(again, one))).toEqual([false]);
    const edited = read(filled.replace('14.72', '14.27'));
    expect(edited?.regions.map((one) => isEdited(edited, one))).toEqual([true]);
  });

  test('is known by its markers where another host is named that hides them otherwise', () => {
    expect(page).toMatch(HOSTS[name].marking.form.opening);
    const others = FLAVOUR_NAMES.filter((other) => HOSTS[other].marking.form !== HOSTS[name].marking.form);
    const rules = others.map((other) => {
      const diagnostics = new Diagnostics();
      readRegions({ path: 'page', text: page }, other, diagnostics);
      return diagnostics.all.map(({ rule }) => rule);
    });
    expect(rules).toEqual(others.map(() => ['embed/foreign-marker']));
  });

  test('is a page of it by the name that a build gives it', () => {
    expect(isPage(HOSTS[name].files({ title: 'Trade 2025', slug: 'trade-2025-en' }).page, name)).toBe(true);
  });
});
