import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FLAVOUR_NAMES, type FlavourName } from '../../src/brief/flavour-names.ts';
import { Diagnostics, locationOf } from '../../src/core/diagnostics/diagnostic.ts';
import { markersIn, type PageRegions, readRegions } from '../../src/embedding/page-regions.ts';
import { fillRegions, isEdited, lostRegions, newRegion } from '../../src/embedding/region-filling.ts';
import { LONG } from '../long.ts';
import { withoutHashes } from './pages.ts';
import { saying } from '../messages.ts';

function read(text: string, flavour: FlavourName = 'github'): PageRegions {
  const diagnostics = new Diagnostics();
  const page = readRegions({ path: 'page', text }, flavour, diagnostics);
  if (!page) throw new Error(diagnostics.all.map((item) => `${locationOf(item)}: ${item.message}`).join('\n'));
  return page;
}

const INPUTS = '0123456789abcdef';

/** The page with each region filled with a text. */
function filled(text: string, content: string, flavour: FlavourName = 'github'): string {
  const page = read(text, flavour);
  return fillRegions(page, new Map(page.regions.map((region) => [region, { inputs: INPUTS, text: content }])));
}

/** What is wrong with a page, as `place rule: message (hint)`. */
function mistakes(text: string, flavour: FlavourName = 'github'): string[] {
  const diagnostics = new Diagnostics();
  const page = readRegions({ path: 'page', text }, flavour, diagnostics);
  expect(page === undefined).toBe(diagnostics.failed);
  return diagnostics.all.map((item) => `${locationOf(item).slice(5)} ${item.rule}: ${item.message} (${item.hint})`);
}

const OPENING = '<!-- assay brief=metals part=exhibit:trade -->';
const INLINE = '<!-- assay brief=metals part=value:copper -->';
const CLOSING = '<!-- /assay -->';
const JOINER = '\u2060';

function anchor(name: string, attributes = ''): string {
  return `<ac:structured-macro ac:name="anchor"${attributes}><ac:parameter ac:name="">${name}</ac:parameter></ac:structured-macro>`;
}

const SAVED = ' ac:schema-version="1" ac:macro-id="0f6c1e0e-1c55"';

/** Per form: a page, and the page with all its regions filled. */
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
    `${INLINE}${CLOSING} was it.\n${OPENING}${CLOSING}\n`,
    `${INLINE}FILLED${CLOSING} was it.\n${OPENING}\nFILLED\n${CLOSING}\n`,
  ],
  [
    'dokuwiki',
    '=== Copper ===\n\n{{assay>brief=metals}}\n\nold\n\n== Deeper ==\n\nold, too\n\n==== Next ====\n\nIt was {{assay>brief=metals part=value:copper}}{{/assay}}.\n',
    `=== Copper ===\n\n{{assay>brief=metals?nolink|${JOINER}}}\nFILLED\n\n==== Next ====\n\nIt was {{assay>brief=metals part=value:copper?nolink|${JOINER}}}FILLED{{/assay?nolink|${JOINER}}}.\n`,
  ],
  [
    'confluence',
    `<p>It was ${anchor('assay brief=metals part=value:copper')}old${anchor('/assay')}.</p><p>${anchor('assay brief=metals', SAVED)}</p><p>old</p><p>${anchor('/assay', SAVED)}</p>`,
    `<p>It was ${anchor('assay brief=metals part=value:copper')}FILLED${anchor('/assay')}.</p><p>${anchor('assay brief=metals', SAVED)}</p>\nFILLED\n<p>${anchor('/assay', SAVED)}</p>`,
  ],
];

describe('a page', () => {
  test.each(FORMS)('for %s is filled in a line and in lines of its own', (flavour, page, expected) => {
    const once = filled(page, 'FILLED', flavour);
    expect(withoutHashes(once)).toBe(expected);
    expect(filled(once, 'FILLED', flavour)).toBe(once);
    const again = read(once, flavour);
    expect(again.regions.map((region) => isEdited(again, region))).toEqual([false, false]);
    const edited = read(once.replaceAll('FILLED', 'FILED'), flavour);
    expect(edited.regions.map((region) => isEdited(edited, region))).toEqual([true, true]);
  });

  test('is given a region by a program as by a person', () => {
    const request = { brief: 'metals', edition: '2025', locale: undefined, member: undefined, part: undefined };
    for (const [flavour] of FORMS) {
      const [region] = read(newRegion(request, flavour), flavour).regions;
      expect(region?.request).toEqual(request);
    }
  });

  test('of Confluence is not edited by what the host does to markup', () => {
    const page = `<p>${anchor('assay brief=metals')}</p><p>${anchor('/assay')}</p>`;
    const once = filled(page, '<p>One <strong>two\u00A0–</strong></p>\n<p>three</p>', 'confluence');
    const saved = once
      .replaceAll('<strong>', '<strong class="x">')
      .replaceAll('</p>\n<p>', '</p><p local-id="7">')
      .replaceAll('\u00A0–', '&nbsp;&ndash;');
    expect(saved).not.toBe(once);
    const again = read(saved, 'confluence');
    expect(again.regions.map((region) => isEdited(again, region))).toEqual([false]);
  });

  test('of five megabytes is filled as another is', LONG, () => {
    const line = 'Words, `code` and \\\\ signs <br> of a *large* page. ';
    for (const separator of ['\n', '']) {
      const before = (line + separator).repeat(60_000);
      const page = `${before}\n\n${OPENING}\n${CLOSING}\n\n${before}`;
      const once = filled(page, 'FILLED');
      expect(once.startsWith(before)).toBe(true);
      expect(once.endsWith(`FILLED\n\n${CLOSING}\n\n${before}`)).toBe(true);
    }
  });

  test('that a content would make unreadable is not as it was written', () => {
    const page = read('=== Copper ===\n\n{{assay>brief=metals}}\n', 'dokuwiki');
    const [region] = page.regions;
    if (!region) throw new Error('no region');
    const lostWith = (text: string): unknown => {
      const fillings = new Map([[region, { inputs: INPUTS, text }]]);
      return lostRegions(page, fillRegions(page, fillings), fillings);
    };
    expect(lostWith('=== Same ===\n\ntext')).toEqual([region]);
    expect(lostWith('==== Higher ====\n\ntext')).toEqual([region]);
    expect(lostWith('text {{/assay}}')).toEqual([region]);
    expect(lostWith('== Deeper ==\n\ntext')).toEqual([]);
  });
});

/** Pages with a mistake each, and what is said. */
const WRONG: readonly (readonly [what: string, page: string, messages: readonly string[], flavour?: FlavourName])[] = [
  ['unclosed', `One\n\n${OPENING}\n`, ['3:1 embed/unclosed: … (write <!-- /assay --> …)']],
  ['unopened', `One\n${CLOSING}\n`, ['2:1 embed/unclosed: … (…)']],
  ['closed twice', `${OPENING}\n${CLOSING}\n${CLOSING}\n`, ['3:1 embed/unclosed: … (…)']],
  [
    'nested',
    `${OPENING}\n${OPENING}\n${CLOSING}\n${CLOSING}\n`,
    ['2:1 embed/nested: … 1 ( … 1 with <!-- /assay --> before)', '4:1 embed/unclosed: … (…)'],
  ],
  ['a comment that is not closed', `One\n<!-- assay brief=metals\n\nMore\n`, ['2:1 embed/unclosed: … ( … -->)']],
  [
    'an unknown attribute',
    `<!-- assay brief=metals parts=exhibit:trade -->\n${CLOSING}\n`,
    ['1:25 embed/bad-attribute: … parts … ( … part?)'],
  ],
  [
    'a repeated attribute',
    `<!-- assay brief=metals brief=crops -->\n${CLOSING}\n`,
    ['1:25 embed/bad-attribute: … brief … (…)'],
  ],
  [
    'no attribute',
    `<!-- assay metals -->\n${CLOSING}\n`,
    ['1:12 embed/bad-attribute: metals … (write name=value, without spaces)'],
  ],
  ['an empty attribute', `<!-- assay brief= -->\n${CLOSING}\n`, ['1:12 embed/bad-attribute: … brief … (…)']],
  [
    'no brief',
    `<!-- assay part=exhibit:trade -->\n${CLOSING}\n`,
    ['1:1 embed/bad-attribute: … (name a folder of templates/: brief= …)'],
  ],
  [
    'a part of no kind',
    `<!-- assay brief=metals part=table:trade -->\n${CLOSING}\n`,
    ['1:25 embed/bad-attribute: table:trade … (write section: …, exhibit: …, box: …, value: …)'],
  ],
  ['a hash by hand', `<!-- assay brief=metals inputs=abc -->\n${CLOSING}\n`, ['1:25 embed/bad-attribute: abc … (…)']],
  [
    'attributes at the end',
    `${OPENING}\n<!-- /assay part=exhibit:trade -->\n`,
    ['2:1 embed/bad-attribute: … (write <!-- /assay -->)'],
  ],
  [
    'a table within a line',
    `Here: ${OPENING}${CLOSING}\n`,
    ['1:7 embed/bad-place: … (write part=value: …, or give each marker …)'],
  ],
  ['a line that starts with a marker', `${INLINE}${CLOSING} is a figure\n`, ['1:1 embed/bad-place: … HTML: … (…)']],
  ['words next to the markers of a block', `${OPENING} words\n${CLOSING}\n`, ['1:1 embed/bad-place: … (…)']],
  ['a block in a quotation', `> ${OPENING}\n> ${CLOSING}\n`, ['1:3 embed/bad-place: … (…)']],
  [
    'a comment in MDX',
    `One ${INLINE}${CLOSING}\n`,
    ['1:5 embed/foreign-marker: … mdx … (write {/* assay brief= … */}, …)'],
    'mdx',
  ],
  [
    'a comment in DokuWiki',
    `One ${INLINE}${CLOSING}\n`,
    [`1:5 embed/foreign-marker: … dokuwiki … (write {{assay>brief= … }}, …)`],
    'dokuwiki',
  ],
  [
    'a region without end below no heading',
    'One\n\n{{assay>brief=metals}}\n',
    ['3:1 embed/unclosed: … (write {{/assay}} …)'],
    'dokuwiki',
  ],
  [
    'a region that begins in a line and ends in another',
    `<p>One ${anchor('assay brief=metals part=value:copper')}</p><p>${anchor('/assay')}</p>`,
    ['1:8 embed/bad-place: … (…)'],
    'confluence',
  ],
];

describe('a page is refused with', () => {
  test.each(WRONG.map(([what, page, messages, flavour = 'github']) => ({ what, page, messages, flavour })))(
    '$what',
    ({ page, messages, flavour }) => {
      expect(mistakes(page, flavour)).toEqual(messages.map(saying));
      // line ends and a last line without one change nothing
      expect(mistakes(page.trimEnd().replaceAll('\n', '\r\n'), flavour)).toEqual(messages.map(saying));
    },
  );
});

/** Text in which markers are text, by flavour. */
const CODE: readonly (readonly [FlavourName, string])[] = [
  ['github', `\`\`\`\n${OPENING}\n\`\`\`\n`],
  ['github', `- item\n\n  ~~~~ html\n  ${OPENING}\n  ~~~\n  ~~~~\n`],
  ['github', `> \`\`\`\`\n> ${OPENING}\n> \`\`\`\n> \`\`\`\`\n`],
  ['github', `Write \`${OPENING}\` and \`\`${CLOSING} \` \`\`.\n`],
  ['github', `Write \`a\nb ${OPENING}\n\`.\n`],
  ['github', `Text\n\n    ${OPENING}\n\nmore\n`],
  ['github', `A \\${OPENING} too\n`],
  ['github', `<!-- about ${OPENING.replace('-->', '')} -->\n`],
  ['github', `\`\`\`\n${OPENING}\nnever closed\n`],
  ['mdx', '```\n{/* assay brief=metals */}\n```\n\n`{/* /assay */}`'],
  ['mediawiki', `<nowiki>${OPENING}</nowiki> <NOWIKI>${OPENING}</nowiki>\n<pre>\n${CLOSING}\n</pre>`],
  [
    'dokuwiki',
    '<code>\n{{assay>brief=metals}}\n</code>\n%%{{/assay}}%% <nowiki>{{/assay}}</nowiki>\n\n  {{assay>brief=x}}\n',
  ],
  [
    'confluence',
    `<ac:plain-text-body><![CDATA[${anchor('assay brief=metals')}]]></ac:plain-text-body><!-- ${anchor('/assay')} -->`,
  ],
];

describe('markers in code are text', () => {
  test.each(CODE)('in %s: %j', (flavour, page) => expect(markersIn(page, flavour)).toEqual([]));

  test('but not in an item or after an empty line of DokuWiki', () => {
    for (const page of ['One\n  \n{{assay>brief=x}}\n{{/assay}}\n', '  * item {{assay>brief=x}}1{{/assay}}\n'])
      expect(markersIn(page, 'dokuwiki').map(({ kind }) => kind)).toEqual(['opening', 'closing']);
  });

  test('but not in a list, nor after a backtick of another block', () => {
    for (const page of [
      `1. one\n\n    - deep\n\n      ${OPENING}\n      ${CLOSING}\n`,
      `# A \` tick\n${OPENING}\n${CLOSING}\n\nand \` another\n`,
      `one \`\`\`two\`\`\`\n\n${OPENING}\n${CLOSING}\n`,
      `\\\` \\\\\n\n${OPENING}\n${CLOSING}\n`,
    ])
      expect(markersIn(page, 'github').map(({ kind }) => kind)).toEqual(['opening', 'closing']);
  });
});

/** Pieces of pages: none of them is a marker, and none has an open end. */
const PIECES = [
  '# Heading\n',
  'Plain words, *marked* and `code`.\n',
  '\n',
  '\r\n',
  '\t indented?\n',
  '| a | b |\n| - | - |\n| 1 | 2 |\n',
  '```\ncode <!-- assay brief=x -->\n```\n',
  '<!-- a comment -->\n',
  '> quoted\n',
  '- item\n',
  'Han 中文 and 🙂, \u00A0, \u2028, \u0007\n',
  '{{template}} [[link]] <div>\n</div>\n\n',
  '<!--assay-->\n'.replace('assay', 'assays'),
];

const FIGURE = fc.constantFrom('14.72 Mt', '−3.1%', '2.0亿吨', '$1 & <2>');
const BLOCK = fc.constantFrom('| a |\n| - |\n| $1 |', '**Table 1**\n\nText $& and `code`\n\n- one\n\n  two', '# One');

interface Piece {
  readonly text: string;
  readonly expected: string;
}

const piece: fc.Arbitrary<Piece> = fc.oneof(
  fc.constantFrom(...PIECES).map((text) => ({ text, expected: text })),
  fc.tuple(FIGURE, FIGURE).map(([before, after]) => ({
    text: `So ${INLINE}${before}${CLOSING}.\n`,
    expected: `So ${INLINE}after:${after}${CLOSING}.\n`,
  })),
  fc.tuple(BLOCK, BLOCK).map(([before]) => ({
    text: `\n${OPENING}\n${before}\n${CLOSING}\n`,
    expected: `\n${OPENING}\n\nBLOCK\n\n${CLOSING}\n`,
  })),
);

describe('whatever a page holds', () => {
  test('everything outside its regions stays as it is, and twice is once', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), FIGURE, BLOCK, (pieces, figure, block) => {
        const page = read(pieces.map(({ text }) => text).join(''));
        const fillings = new Map(
          page.regions.map((region) => [region, { inputs: INPUTS, text: region.isInline ? figure : block }]),
        );
        const after = fillRegions(page, fillings);
        const newline = /\r\n|\n/.exec(page.file.text)?.[0] ?? '\n';
        const expected = pieces
          .map((each) =>
            each.expected
              .replace(/after:[^]*(?=<!-- \/assay)/, () => figure)
              .replace(/\n\nBLOCK\n\n/, () => `\n\n${block}\n\n`.replaceAll('\n', newline)),
          )
          .join('');
        expect(withoutHashes(after)).toBe(expected);
        expect(lostRegions(page, after, fillings)).toEqual([]);
        const again = read(after);
        const same = new Map(again.regions.map((region, at) => [region, [...fillings.values()][at]!]));
        expect(fillRegions(again, same)).toBe(after);
      }),
    );
  });

  test('regions can be filled one by one, in any order', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (pieces, chance) => {
        const text = pieces.map((each) => each.text).join('');
        const content = (isInline: boolean, at: number): string => (isInline ? String(at) : `block ${at}`);
        const fill = (page: PageRegions, indices: readonly number[]): string => {
          const chosen = page.regions.filter((_, at) => indices.includes(at));
          const of = (region: (typeof chosen)[number]): string =>
            content(region.isInline, page.regions.indexOf(region));
          return fillRegions(page, new Map(chosen.map((region) => [region, { inputs: INPUTS, text: of(region) }])));
        };
        const count = read(text).regions.length;
        const all = Array.from({ length: count }, (_, at) => at);
        const order = all.map((at) => [chance.next().value, at] as const).sort(([a], [b]) => a - b);
        let page = text;
        for (const [, at] of order) page = fill(read(page), [at]);
        expect(page).toBe(fill(read(text), all));
      }),
    );
  });

  test('it is read without an exception', () => {
    const bits = fc.constantFrom(
      OPENING,
      INLINE,
      CLOSING,
      '`',
      '```\n',
      '\n',
      '    ',
      '> ',
      '- ',
      '<!--',
      '-->',
      '{{assay>',
      '}}',
      '{/*',
      '*/}',
      anchor('assay brief=x'),
      '<p>',
      '</p>',
      '== a ==\n',
      'word',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 20 }), fc.constantFrom(...FLAVOUR_NAMES), (parts, flavour) => {
        const diagnostics = new Diagnostics();
        const text = parts.join('');
        const page = readRegions({ path: 'page', text }, flavour, diagnostics);
        expect(page === undefined).toBe(diagnostics.failed);
        for (const marker of markersIn(text, flavour)) {
          expect(text.slice(marker.wordsAt, marker.wordsAt + marker.words.length)).toBe(marker.words);
        }
        // what the page was before can be had back where nothing is filled
        if (page) expect(fillRegions(page, new Map())).toBe(text);
      }),
    );
  });
});
