import fc from 'fast-check';
import { BRIEF } from '../../cli/root.ts';
import { type Files, grammar, LEGAL, type Odds, textOf, treeOf, yamlFile } from './odds.ts';

/** The template of the tiny brief. */
export const TEMPLATE = `${BRIEF}/brief.md.hbs`;

export const TINY_TEMPLATE = textOf(TEMPLATE);

/** Calls that the tiny dataset can answer in both of its editions. */
const CALLS = [
  'value "passengers"',
  'value "fuel.used" unit="kg"',
  'value "fuel.used" style="short"',
  'value "passengers:growth" sign=true',
  'value "punctuality" digits=0',
  'bounds "fuel.used"',
  'change "passengers"',
  'change "fuel.used" noun=true',
  'direction "passengers"',
  'label "punctuality" case="lower"',
  'label (largest "passengers.*")',
  'definition "punctuality"',
  'unit "fuel.used"',
  'period "-1"',
  'source "passengers"',
  'list (figures "passengers.*")',
  'rank "passengers.river" "passengers.*"',
  'plus "passengers.river" "passengers.harbour"',
  'minus "passengers.harbour" "passengers.river"',
  'shareOf "passengers.river" "passengers"',
  'over "passengers.river" "passengers"',
  'cell "passengers" period="2019"',
  'edition.title',
  'edition.released',
  'brief.title',
  'edition.fingerprint',
];

const ADDRESS = (odds: Odds): fc.Arbitrary<string> =>
  odds.text(
    'passengers',
    'passengers.river',
    'fuel.used',
    'punctuality',
    'passengers:growth[2025-Q3]',
    'passengers.river@2025-Q4',
    'passengers@2025',
    'passengers:growth@2026',
    'passengers.*',
    'passengers@-1',
  );

const HELPERS =
  'value bounds has label definition unit period source link plus minus times over share increase contribution ' +
  'base above below same between figures first where sort largest smallest rank list trend change direction cell at not';

/** A call of any helper with any arguments. */
const anyCall = (odds: Odds): fc.Arbitrary<string> =>
  fc
    .letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 4 },
        { weight: 5, arbitrary: ADDRESS(odds).map((address) => `"${address.replaceAll('"', '')}"`) },
        { weight: 1, arbitrary: odds.text('this', '@index', '@root', '..', 'brief.title', '12', 'true', 'null') },
        {
          weight: 4,
          arbitrary: fc
            .tuple(
              odds.text(...HELPERS.split(' ')),
              fc.array(tie('expression'), { maxLength: 2 }),
              odds.text('', '', '', ' digits=2', ' unit="kt"', ' measure="growth"', ' x=1'),
            )
            .map(([name, parts, option]) => `(${[name, ...parts].join(' ')}${option})`),
        },
      ),
    }))
    .expression.map((text) => (text.startsWith('(') ? text.slice(1, -1) : text));

/** Calls that print, and with odds any. */
const CALL = (odds: Odds): fc.Arbitrary<string> =>
  odds.either([true], [false]).chain((isSound) => (isSound ? odds.text(...CALLS) : anyCall(odds)));

/** Markdown in a line that means nothing else than its words. */
const WORDS = (odds: Odds): fc.Arbitrary<string> =>
  odds.text('some words', 'more', 'e\u0301t\u00E9', 'a \\* b', 'x < y & z', 'snake_case', '“quoted”', 'half-year');

const INLINE = (odds: Odds): fc.Arbitrary<string> =>
  fc.letrec<{ inline: string }>((tie) => ({
    inline: fc.oneof(
      { maxDepth: 4 },
      { weight: 4, arbitrary: WORDS(odds) },
      { weight: 4, arbitrary: CALL(odds).map((call) => `{{${call}}}`) },
      { weight: 1, arbitrary: odds.either(['words[^n]'], ['and 12 boats', 'words[^m]', '$x$']) },
      {
        weight: 3,
        arbitrary: fc
          .tuple(odds.text('**', '*', '[', '{{#if', '{{#with', '('), tie('inline'), tie('inline'))
          .map(([mark, inner, other]) => {
            if (mark === '[') return `[${inner.replace(/\[[^\]]*\]/g, '')}](#routes) ${other}`;
            if (mark === '{{#with') return `{{#with (largest "passengers.*")}}${inner}, {{value}}{{/with}} ${other}`;
            if (mark === '{{#if') return `{{#if (has "passengers")}}${inner}{{else}}${other}{{/if}}`;
            return mark === '(' ? `(${inner}) ${other}` : `${mark}${inner}${mark} ${other}`;
          }),
      },
    ),
  })).inline;

const TABLE = (odds: Odds): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(WORDS(odds), odds.text('value "fuel.used"', 'cell "passengers"', 'cell "punctuality@2019"')), {
      minLength: 1,
      maxLength: 4,
    })
    .map((rows) => rows.map(([words, call]) => `| ${words} | {{${call}}} |`).join('\n'))
    .map((rows) => `| a | b |\n| - | -: |\n${rows}`);

/** A block that stands alone: it may not be inside another. */
const TOP = (odds: Odds): fc.Arbitrary<string> =>
  fc.oneof(
    fc.tuple(WORDS(odds), fc.nat(9_999)).map(([words, id]) => `### ${words} {#s-${id}}`),
    fc
      .tuple(fc.nat(9_999), WORDS(odds), INLINE(odds), TABLE(odds))
      .map(([id, title, notes, table]) => `:::exhibit{#x-${id}}\n${title}\n\nIn tonnes\n\n${table}\n\n${notes}\n:::`),
    fc
      .tuple(odds.text('NOTE', 'TIP', 'IMPORTANT', 'WARNING', 'CAUTION'), INLINE(odds))
      .map(([kind, words]) => `> [!${kind}]\n> ${words}`),
    fc.tuple(INLINE(odds), INLINE(odds)).map(([one, other]) => `Term\n: ${one}\n: ${other}`),
    odds.either(['---', '::sources'], ['::contents', '```\nx\n```', '{{> row figure=this}}', '<b>x</b>']),
  );

const BLOCK = (odds: Odds): fc.Arbitrary<string> =>
  fc.letrec<{ block: string }>((tie) => ({
    block: fc.oneof(
      { maxDepth: 4 },
      { weight: 5, arbitrary: INLINE(odds) },
      { weight: 1, arbitrary: TABLE(odds) },
      {
        weight: 3,
        arbitrary: fc
          .tuple(
            odds.either(['- ', '1. ', '> ', ':::note\n'], ['- [ ] ', ':::box\n', ':::exhibit{#x}\nTitle\n\n']),
            tie('block'),
            INLINE(odds),
          )
          .map(([lead, inner, words]) => {
            if (lead.startsWith(':')) {
              const colons = ':'.repeat(Math.max(2, ...[...inner.matchAll(/^:+/gm)].map(([all]) => all.length)) + 1);
              return `${lead.replace(/^:+/, colons)}${inner}\n${colons}`;
            }
            return [inner, words].map((one) => lead + one.replaceAll('\n', `\n${' '.repeat(lead.length)}`)).join('\n');
          }),
      },
    ),
  })).block;

function withBlocks(odds: Odds): fc.Arbitrary<Files> {
  return fc
    .array(fc.oneof(BLOCK(odds), TOP(odds)), { minLength: 1, maxLength: 4 })
    .map((blocks) => {
      const text = blocks.join('\n\n');
      const note = text.includes('[^n]') ? '\n\n[^n]: The text of a note, {{value "passengers"}}.' : '';
      return TINY_TEMPLATE.replace('## Sources', () => `${text}${note}\n\n::notes\n\n## Sources`);
    })
    .chain((text) => odds.file(text))
    .map((text) => ({ [TEMPLATE]: text }));
}

/** Titles and texts of arguments that look like markup. */
function withTexts(odds: Odds): fc.Arbitrary<Files> {
  const text = odds.text(...LEGAL.filter((one) => !/[\n{}"\d]/.test(one)));
  return fc
    .array(text, { minLength: 1, maxLength: 3 })
    .map((all) => all.map((one) => `{{list ${JSON.stringify(one)} (label "fuel.used")}}`).join('\n\n'))
    .map((lines) => ({ [TEMPLATE]: TINY_TEMPLATE.replace('## Sources', () => `${lines}\n\n## Sources`) }));
}

/** The template and brief.yaml. */
export const templates: fc.Arbitrary<Files> = grammar((odds) =>
  fc.oneof(
    { weight: 4, arbitrary: withBlocks(odds) },
    { weight: 1, arbitrary: withTexts(odds) },
    { weight: 1, arbitrary: yamlFile(odds, `${BRIEF}/brief.yaml`, fc.constant(treeOf(`${BRIEF}/brief.yaml`))) },
  ),
);
