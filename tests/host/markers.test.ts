import fc from 'fast-check';
import type { Html, Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { expect, test } from 'vitest';
import { markersIn } from '../../src/embedding/page-regions.ts';

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

test('the markers of a page of Markdown are those that a parser sees', () => {
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
