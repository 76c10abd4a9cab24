import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { BRIEF, TINY } from '../cli/root.ts';
import { hostile, mutatedText, mutatedTree, type Tree } from './hostile.ts';

/** What a case changes in the tiny dataset and brief: the text of files by their path in the root folder. */
export type Files = Readonly<Record<string, string>>;

const DATASET = 'data/ferry-passengers/dataset.yaml';
const EVENTS = 'data/ferry-passengers/events.yaml';
const RELEASE = 'data/ferry-passengers/releases/ferry-2025-q4.yaml';
const RELATIONS = 'data/ferry-passengers/relations.yaml';
const TEMPLATE = `${BRIEF}/brief.md.hbs`;

function treeOf(file: string): Tree {
  return parse(readFileSync(path.join(TINY, file), 'utf8'), { schema: 'failsafe' }) as Tree;
}

function yamlOf(tree: Tree): string {
  return stringify(tree, { lineWidth: 0 });
}

/** Mostly one of the first, seldom something hostile. */
function mostly(...texts: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...texts) }, { weight: 1, arbitrary: hostile });
}

const ADDRESS = mostly(
  'passengers',
  'passengers.river',
  'passengers.harbour',
  'fuel.used',
  'punctuality',
  'passengers:growth',
  'passengers:growth[2025-Q3]',
  'passengers.river@2025-Q4',
  'passengers@2025',
  'passengers:growth@2026',
  'passengers.*',
  'passengers@-1',
);

// data

const QUANTITY = fc
  .tuple(
    mostly('', '', '', 'about ', 'over ', '-', '+', '>', '~'),
    mostly('1,108,000', '731,000', '0', '14.72', '147.20', '0.0', '93.8', '1e5', '1,960'),
    mostly('', '', ' t', '%', ' million', ' kt', ' t/count', ' percentage points', 'x'),
  )
  .map((parts) => parts.join(''));

const OBSERVATION: fc.Arbitrary<Tree> = fc
  .tuple(
    mostly('level', 'growth', 'cagr', 'share', 'difference', 'claim'),
    QUANTITY,
    fc.dictionary(
      mostly('at', 'period', 'base', 'of', 'status', 'corrected', 'evidence', 'reliability', 'resolution', 'condition'),
      fc.oneof<fc.Arbitrary<Tree>[]>(
        mostly('table/1', '2025-Q4', '2025', '2024', '2026', 'passengers', 'provisional', 'mild_winter', '1,108,000'),
        fc.constantFrom<Tree>(['ferry-2025-q3'], ['forecast'], [], {}),
      ),
      { maxKeys: 3 },
    ),
  )
  .map(([measure, quantity, rest]) => Object.assign(rest, { [measure]: quantity }));

const withObservations = fc
  .tuple(ADDRESS, fc.array(OBSERVATION, { minLength: 1, maxLength: 3 }))
  .map(([indicator, observations]): Tree => {
    const release = treeOf(RELEASE) as { [key: string]: { [key: string]: Tree } };
    const known = (release['observations'] ??= {});
    known[indicator] = [...((known[indicator] ?? []) as Tree[]), ...observations];
    return release;
  });

const data: fc.Arbitrary<Files> = fc.oneof(
  yamlFile(RELEASE, withObservations.chain(mutatedTree)),
  yamlFile(RELEASE, mutatedTree(treeOf(RELEASE))),
  yamlFile(DATASET, mutatedTree(treeOf(DATASET))),
  yamlFile(EVENTS, mutatedTree(treeOf(EVENTS))),
  mutatedText(readFileSync(path.join(TINY, RELEASE), 'utf8')).map((text) => ({ [RELEASE]: text })),
  mutatedText(readFileSync(path.join(TINY, DATASET), 'utf8')).map((text) => ({ [DATASET]: text })),
);

function yamlFile(file: string, trees: fc.Arbitrary<Tree>): fc.Arbitrary<Files> {
  return trees
    .map(yamlOf)
    .chain((text) => fc.oneof({ weight: 4, arbitrary: fc.constant(text) }, { weight: 1, arbitrary: mutatedText(text) }))
    .map((text) => ({ [file]: text }));
}

// relations

const TERM = fc.letrec<{ term: string }>((tie) => ({
  term: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    {
      weight: 6,
      arbitrary: mostly('passengers', 'passengers.river', 'passengers@-1', 'fuel.used', 'punctuality', 'k'),
    },
    {
      weight: 2,
      arbitrary: mostly('2', '0', '80 t', '30%', '1.5 million', '99999999999999999999', '0.0000001', '10^6 t'),
    },
    { weight: 1, arbitrary: mostly('sum(passengers.*)', 'sum(*)', 'sum(fuel.*@2025)', 'passengers:growth') },
    {
      weight: 4,
      arbitrary: fc
        .tuple(tie('term'), mostly(' + ', ' - ', ' * ', ' / ', '/'), tie('term'))
        .map((parts) => `(${parts.join('')})`),
    },
    { weight: 1, arbitrary: tie('term').map((term) => `-${term}`) },
    {
      weight: 1,
      arbitrary: fc.tuple(mostly('min', 'max'), tie('term'), tie('term')).map(([name, a, b]) => `${name}(${a}, ${b})`),
    },
  ),
})).term;

const COMPARISON = fc
  .tuple(TERM, mostly('=', '<=', '<', '>=', '>', 'in'), TERM, TERM)
  .map(([left, sense, low, high]) => `${left} ${sense} ${sense === 'in' ? `[${low}, ${high}]` : low}`);

const RELATION: fc.Arbitrary<{ [key: string]: Tree }> = fc
  .tuple(
    mostly('hard', 'soft'),
    fc.array(COMPARISON, { minLength: 1, maxLength: 2 }),
    fc.dictionary(mostly('periods', 'owner', 'reason', 'source', 'note'), mostly('2025..', '..2024', 'the office'), {
      maxKeys: 3,
    }),
  )
  .map(([hardness, holds, rest]) =>
    Object.assign({ hardness, holds: holds.join(' and '), owner: 'office', reason: 'known' }, rest),
  );

const relations: fc.Arbitrary<Files> = fc
  .tuple(
    fc.array(RELATION, { minLength: 1, maxLength: 6 }),
    fc.record({ is: QUANTITY, owner: mostly('office'), reason: mostly('known') }),
    fc.array(fc.record({ relation: mostly('r0', 'growth'), at: mostly('2025-Q4', '2024'), reason: mostly('known') }), {
      maxLength: 1,
    }),
  )
  .map(([all, constant, exceptions]): Tree => {
    return {
      constants: { k: constant },
      relations: all.map((one, at) => Object.assign({ id: `r${at}` }, one)),
      exceptions,
    };
  })
  .chain((tree) => fc.oneof({ weight: 3, arbitrary: fc.constant(tree) }, { weight: 1, arbitrary: mutatedTree(tree) }))
  .chain((tree) => yamlFile(RELATIONS, fc.constant(tree)));

// templates

const HELPER = mostly(
  ...(
    'value bounds has label definition unit period source link plus minus times over share increase contribution ' +
    'base above below same between figures first where sort largest smallest rank list trend change direction cell at not'
  ).split(' '),
);

const EXPRESSION = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    { weight: 5, arbitrary: ADDRESS.map((address) => `"${address.replaceAll('"', '')}"`) },
    {
      weight: 1,
      arbitrary: mostly('this', '@index', '@root', '..', 'brief.title', 'edition.period', '12', 'true', 'null'),
    },
    { weight: 1, arbitrary: hostile.map((text) => JSON.stringify(text)) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(
          HELPER,
          fc.array(tie('expression'), { maxLength: 2 }),
          mostly('', '', '', ' digits=2', ' unit="kt"', ' measure="growth"', ' x=1'),
        )
        .map(([name, parts, option]) => `(${[name, ...parts].join(' ')}${option})`),
    },
  ),
})).expression;

/** What stands between double braces. */
const CALL = EXPRESSION.map((text) => (text.startsWith('(') ? text.slice(1, -1) : text));

const INLINE = fc.letrec<{ inline: string }>((tie) => ({
  inline: fc.oneof(
    { maxDepth: 4 },
    { weight: 4, arbitrary: mostly('some words', 'more', 'and 12 boats', 'e\u0301t\u00E9', '航线') },
    { weight: 4, arbitrary: mostly('{{value "passengers"}}', '{{change "passengers"}}', '{{label "fuel.used"}}') },
    { weight: 2, arbitrary: CALL.map((call) => `{{${call}}}`) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(mostly('**', '*', '~~', '`', '[', '_', '{{#if', '"'), tie('inline'), tie('inline'))
        .map(([mark, inner, other]) => {
          if (mark === '[') return `[${inner}](#routes) ${other}`;
          return mark === '{{#if'
            ? `{{#if (has "passengers")}}${inner}{{else}}${other}{{/if}}`
            : mark + inner + mark + other;
        }),
    },
  ),
})).inline;

const BLOCK = fc.letrec<{ block: string }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 5 },
    { weight: 5, arbitrary: INLINE },
    { weight: 1, arbitrary: fc.tuple(INLINE, fc.nat(999)).map(([words, id]) => `### ${words} {#s-${id}}`) },
    {
      weight: 1,
      arbitrary: mostly('::contents', '::notes', '::sources', '---', '```\nx\n```', '{{> row figure=this}}'),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          mostly(
            '- ',
            '1. ',
            '> ',
            '- [ ] ',
            '| ',
            ':::note\n',
            ':::box\n',
            ':::exhibit{#x}\nTitle\n\n',
            '::::columns\n',
            '{{#each (figures "passengers.*")}}\n',
          ),
          tie('block'),
          INLINE,
        )
        .map(([lead, inner, words]) => {
          if (lead === '| ') return `| a | b |\n| - | -: |\n| ${words} | {{value "fuel.used"}} |`;
          if (lead.startsWith('{{#each')) return `${lead}${inner}\n{{/each}}`;
          if (lead.startsWith(':')) return `${lead}${inner}\n${/^:+/.exec(lead)?.[0] ?? ''}`;
          return [inner, words].map((one) => lead + one.replaceAll('\n', `\n${' '.repeat(lead.length)}`)).join('\n');
        }),
    },
  ),
})).block;

const TINY_TEMPLATE = readFileSync(path.join(TINY, TEMPLATE), 'utf8');

const templates: fc.Arbitrary<Files> = fc.oneof(
  fc
    .array(BLOCK, { minLength: 1, maxLength: 4 })
    .map((blocks) => TINY_TEMPLATE.replace('## Sources', () => `${blocks.join('\n\n')}\n\n## Sources`))
    .chain(mutatedText)
    .map((text) => ({ [TEMPLATE]: text })),
  mutatedText(TINY_TEMPLATE).map((text) => ({ [TEMPLATE]: text })),
  yamlFile(`${BRIEF}/brief.yaml`, mutatedTree(treeOf(`${BRIEF}/brief.yaml`))),
);

// styles

const COLOUR = mostly('#0b5d7a', '#ffffff', '#000000', '#8a1c1c', '#f4f1ea', '#123', 'red');

const STYLE_YAML: fc.Arbitrary<Tree> = fc
  .record(
    {
      colours: fc.dictionary(
        mostly('ink', 'quiet', 'accent', 'signal', 'band', 'wash', 'rule', 'grid', 'context'),
        COLOUR,
      ),
      text_size: mostly('10pt', '8pt', '12pt', '9.25pt'),
      page_head: fc.record({ en: mostly('The office') }),
      paper: fc.oneof<fc.Arbitrary<Tree>[]>(mostly('A4', 'Letter'), fc.constant(['A4', 'Letter'])),
      fonts: fc.record({ serif: mostly('Source Serif 4'), sans: mostly('Source Sans 3') }),
    },
    { requiredKeys: [] },
  )
  .chain((tree) => mutatedTree(tree));

const DECLARATION = fc
  .tuple(
    mostly(
      ...'color background font-size margin-top display position opacity width height transform columns page-break-before line-height letter-spacing float content'.split(
        ' ',
      ),
    ),
    mostly(
      'inherit',
      '0',
      '1em',
      '-3cm',
      '100vh',
      '#fff',
      'none',
      'red',
      'calc(1px * 1e9)',
      'var(--a)',
      'url(x)',
      '99999px',
      'block',
      '"x"',
    ),
  )
  .map(([name, value]) => `${name}:${value}`);

const RULE = fc.letrec<{ rule: string }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3 },
    {
      weight: 4,
      arbitrary: fc
        .tuple(
          mostly(
            'p',
            '.value',
            'td',
            'h2',
            'body',
            '*',
            'p::before',
            'table',
            ':root',
            'td:first-child',
            '@page',
            'a:not(b)',
          ),
          fc.array(DECLARATION, { maxLength: 3 }),
        )
        .map(([selector, all]) => `${selector}{${all.join(';')}}`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          mostly('@media print', '@media screen', '@supports (display:grid)', '@layer a', '@container (width>0)', '&'),
          fc.array(tie('rule'), { maxLength: 2 }),
        )
        .map(([head, rules]) => `${head}{${rules.join('')}}`),
    },
  ),
})).rule;

const styles: fc.Arbitrary<Files> = fc.oneof(
  yamlFile(`${BRIEF}/style.yaml`, STYLE_YAML),
  fc
    .array(RULE, { maxLength: 4 })
    .chain((rules) => mutatedText(rules.join('\n')))
    .map((css) => ({ [`${BRIEF}/style.css`]: css })),
);

// charts

const CHANNEL: fc.Arbitrary<Tree> = fc.record(
  {
    field: mostly('value', 'label', 'text', 'period', 'member', 'unit'),
    type: mostly('quantitative', 'nominal', 'ordinal', 'temporal'),
    aggregate: mostly('sum', 'mean', 'count'),
    sort: mostly('-x', 'ascending'),
    title: mostly('Passengers'),
    stack: mostly('zero', 'normalize'),
    axis: fc.record({ tickCount: fc.oneof<fc.Arbitrary<Tree>[]>(fc.constantFrom(3, 0, -1, 1e8), mostly('week')) }),
    scale: fc.record({
      type: mostly('linear', 'log', 'pow', 'band'),
      domain: fc.constantFrom<Tree>([0, 1], [], [1e308, -1e308]),
    }),
    bin: fc.constantFrom<Tree>(true, { maxbins: 1e6 }, { step: 1e-9 }),
  },
  { requiredKeys: ['field', 'type'] },
);

const TRANSFORM: fc.Arbitrary<Tree> = fc.oneof<fc.Arbitrary<Tree>[]>(
  fc.record({
    calculate: mostly('datum.value * 2', 'datum.text + "x"', 'now()', 'repeat("x", 1e9)', 'pow(10, 400)'),
    as: mostly('end'),
  }),
  fc.record({ filter: mostly('datum.value > 0', 'false') }),
  fc.record({ density: mostly('value'), steps: fc.constantFrom(10, 1e8) }),
  fc.record({ fold: fc.constantFrom<Tree>(['value'], []) }),
  fc.record({ window: fc.constantFrom<Tree>([{ op: 'rank', as: 'r' }], []) }),
  fc.record({ sequence: fc.constant({ start: 0, stop: 1e9 }) }),
);

const SPECIFICATION = fc.letrec<{ spec: Tree }>((tie) => ({
  spec: fc.record(
    {
      data: fc.record({ address: mostly('passengers.*', 'passengers.*:growth', 'fuel.used', 'passengers') }),
      mark: mostly('bar', 'line', 'point', 'text', 'area', 'arc', 'boxplot', 'trail', 'image'),
      encoding: fc.dictionary(mostly('x', 'y', 'color', 'size', 'text', 'row', 'column', 'theta', 'detail'), CHANNEL, {
        minKeys: 1,
        maxKeys: 4,
      }),
      transform: fc.array(TRANSFORM, { maxLength: 2 }),
      width: fc.constantFrom<Tree>(200, 0, -1, 1e9, 'container', { step: 16 }),
      height: fc.constantFrom<Tree>(100, { step: 1e7 }),
      layer: fc.array(tie('spec'), { maxLength: 2, depthIdentifier: 'spec' }),
    },
    { requiredKeys: ['data', 'mark', 'encoding'] },
  ) as fc.Arbitrary<Tree>,
})).spec;

const EXHIBIT = '\n## Chart {#chart}\n\n:::exhibit{#routes-chart}\nBy route\n\n::chart{name="routes"}\n:::\n';

const charts: fc.Arbitrary<Files> = SPECIFICATION.chain((spec) => mutatedTree(spec))
  .map((spec) => JSON.stringify(spec, undefined, 2))
  .chain((text) => fc.oneof({ weight: 5, arbitrary: fc.constant(text) }, { weight: 1, arbitrary: mutatedText(text) }))
  .map((text) => ({ [`${BRIEF}/charts/routes.vl.json`]: text, [TEMPLATE]: TINY_TEMPLATE + EXHIBIT }));

// logos

const ATTRIBUTES = fc
  .dictionary(
    mostly(
      'fill',
      'd',
      'x',
      'width',
      'height',
      'r',
      'points',
      'transform',
      'style',
      'clip-path',
      'id',
      'class',
      'href',
      'onload',
    ),
    mostly('red', 'none', 'M0 0L9 9Z', '5', '1e999', '-1', 'url(#a)', 'url(http://x/)', 'rotate(45)', '#a', 'a', 'NaN'),
    { maxKeys: 4 },
  )
  .map((all) =>
    Object.entries(all)
      .map(([name, value]) => ` ${name}="${value.replaceAll('"', '&quot;')}"`)
      .join(''),
  );

const ELEMENT = fc.letrec<{ element: string }>((tie) => ({
  element: fc.oneof(
    { maxDepth: 6 },
    {
      weight: 3,
      arbitrary: fc
        .tuple(mostly('path', 'rect', 'circle', 'polygon', 'line', 'use'), ATTRIBUTES)
        .map(([name, all]) => `<${name}${all}/>`),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          mostly('g', 'g', 'defs', 'clipPath', 'linearGradient', 'style', 'title', 'text', 'svg', 'script', 'a'),
          ATTRIBUTES,
          fc.array(tie('element'), { maxLength: 3 }),
        )
        .map(([name, all, inside]) => `<${name}${all}>${inside.join('')}</${name}>`),
    },
    { weight: 1, arbitrary: mostly('.a{fill:red}', 'words', '<!-- x -->', '<![CDATA[x]]>', '&amp;', '&x;', '<?x?>') },
  ),
})).element;

const logos: fc.Arbitrary<Files> = fc
  .tuple(mostly('0 0 40 10', '0 0 1 1', '0 0 1e9 1', '0 0 0 0', '0,0,40,10'), fc.array(ELEMENT, { maxLength: 5 }))
  .map(([box, all]) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">${all.join('\n')}</svg>\n`)
  .chain(mutatedText)
  .map((svg) => ({
    [`${BRIEF}/logo.svg`]: svg,
    [`${BRIEF}/style.yaml`]: 'logo: { file: logo.svg, alt: { en: The office } }\n',
  }));

/** The kinds of cases, each from a grammar of its own. */
export const GRAMMARS = { data, relations, templates, styles, charts, logos } as const;

export type Kind = keyof typeof GRAMMARS;
