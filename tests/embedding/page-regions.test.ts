import { describe, expect, test } from 'vitest';
import type { FlavourName } from '../../src/brief/flavour-names.ts';
import { Diagnostics, locationOf } from '../../src/core/diagnostics/diagnostic.ts';
import { type PageRegions, readRegions } from '../../src/embedding/page-regions.ts';
import { fillRegions, isEdited } from '../../src/embedding/region-filling.ts';

function read(text: string, flavour: FlavourName = 'github'): PageRegions {
  const diagnostics = new Diagnostics();
  const page = readRegions({ path: 'page', text }, flavour, diagnostics);
  if (!page) throw new Error(diagnostics.all.map((item) => `${locationOf(item)}: ${item.message}`).join('\n'));
  return page;
}

/** The page with each region filled with a text. */
function filled(text: string, content: string, flavour: FlavourName = 'github', inputs = '0123456789abcdef'): string {
  const page = read(text, flavour);
  return fillRegions(page, new Map(page.regions.map((region) => [region, { inputs, text: content }])));
}

/** A page without what Assay keeps in its markers. */
function withoutHashes(page: string): string {
  return page.replaceAll(/ (?:inputs|written)=[0-9a-f]{16}/g, '');
}

const OPENING = '<!-- assay brief=metals part=exhibit:trade -->';
const INLINE = '<!-- assay brief=metals part=value:copper -->';
const CLOSING = '<!-- /assay -->';
const JOINER = '\u2060';

/** Per form: a page, and the page with the figure and the table that fill it. */
const FORMS: readonly (readonly [FlavourName, string, string])[] = [
  [
    'github',
    `# Copper\n\nIt was ${INLINE}${CLOSING} in all.\n\n${OPENING}\n${CLOSING}\n\nMine.`,
    `# Copper\n\nIt was ${INLINE}FILLED${CLOSING} in all.\n\n${OPENING}\n\nFILLED\n\n${CLOSING}\n\nMine.`,
  ],
  [
    'mdx',
    'It was {/* assay brief=metals part=value:copper */}old{/* /assay */}.\n\n{/* assay brief=metals */}\n{/* /assay */}\n',
    'It was {/* assay brief=metals part=value:copper */}FILLED{/* /assay */}.\n\n{/* assay brief=metals */}\n\nFILLED\n\n{/* /assay */}\n',
  ],
  [
    'mediawiki',
    `It was ${INLINE}${CLOSING}.\n${OPENING}${CLOSING}\n`,
    `It was ${INLINE}FILLED${CLOSING}.\n${OPENING}\nFILLED\n${CLOSING}\n`,
  ],
  [
    'dokuwiki',
    'It was {{assay>brief=metals part=value:copper}}{{/assay}}.\n\n{{assay>brief=metals}}\n{{/assay}}\n',
    `It was {{assay>brief=metals part=value:copper?nolink|${JOINER}}}FILLED{{/assay?nolink|${JOINER}}}.\n\n{{assay>brief=metals?nolink|${JOINER}}}\nFILLED\n{{/assay?nolink|${JOINER}}}\n`,
  ],
];

describe('a page', () => {
  test.each(FORMS)('for %s is filled in a line and in lines of its own', (flavour, page, expected) => {
    const once = filled(page, 'FILLED', flavour);
    expect(withoutHashes(once)).toBe(expected);
    expect(filled(once, 'FILLED', flavour)).toBe(once);
    expect(read(once, flavour).regions.map((region) => isEdited(read(once, flavour), region))).toEqual([false, false]);
  });
});
