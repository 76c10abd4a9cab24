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

/** Mostly one of the texts, seldom something hostile. */
function mostly(...texts: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 40, arbitrary: fc.constantFrom(...texts) }, { weight: 1, arbitrary: hostile });
}

/** Mostly sound, seldom what must be refused or bounded. */
function seldom<T>(sound: readonly T[], odd: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 25, arbitrary: fc.constantFrom(...sound) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  );
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

/** A pure number. */
const PURE = seldom(
  ['2', '0.5', '30%', 'passengers:growth', 'k', 'punctuality', '(passengers.river / passengers)'],
  ['0', '99999999999999999999', '0.0000001', '80 t', '1.5 million', '10^6 t', 'fuel.used'],
);

/** A number of passengers. */
const TERM = fc.letrec<{ term: string }>((tie) => ({
  term: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    { weight: 6, arbitrary: mostly('passengers', 'passengers.river', 'passengers.harbour', 'passengers@2025') },
    { weight: 2, arbitrary: seldom(['passengers@-1', 'sum(passengers.*)'], ['sum(*)', 'sum(fuel.*@2025)', 'x']) },
    {
      weight: 3,
      arbitrary: fc.tuple(tie('term'), mostly(' + ', ' - '), tie('term')).map((all) => `(${all.join('')})`),
    },
    { weight: 3, arbitrary: fc.tuple(tie('term'), mostly(' * ', ' / '), PURE).map((all) => `(${all.join('')})`) },
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

/** Comparisons that the figures of the tiny dataset meet. */
const SOUND = fc.constantFrom(
  'passengers = passengers.river + passengers.harbour',
  'passengers = sum(passengers.*)',
  'passengers.river <= passengers.harbour * k',
  'passengers.harbour / passengers in [0.5, 0.9]',
  'fuel.used >= 1 kt',
  'passengers@-1 < passengers',
);

type Relation = { readonly holds: string } & { [key: string]: Tree };

const SOUND_RELATION: fc.Arbitrary<Relation> = fc
  .tuple(SOUND, fc.constantFrom('hard', 'soft'))
  .map(([holds, hardness]) => ({ hardness, holds, owner: 'office', reason: 'known' }));

const ODD_RELATION: fc.Arbitrary<Relation> = fc
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

const CONSTANT: fc.Arbitrary<Tree> = fc.record({
  is: fc.oneof({ weight: 5, arbitrary: fc.constant('2') }, { weight: 1, arbitrary: QUANTITY }),
  owner: mostly('office'),
  reason: mostly('known'),
});

const EXCEPTION = fc.record({
  relation: mostly('r0', 'growth'),
  at: mostly('2025-Q4', '2024'),
  reason: mostly('known'),
});

const relations: fc.Arbitrary<Files> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 4, arbitrary: SOUND_RELATION }, { weight: 1, arbitrary: ODD_RELATION }), {
      minLength: 1,
      maxLength: 5,
    }),
    CONSTANT,
    fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.tuple(EXCEPTION) }),
  )
  .map(([all, constant, exceptions]): Tree => {
    const unique = new Map(all.map((one) => [one.holds, one]));
    return {
      constants: { k: constant },
      relations: [...unique.values()].map((one, at) => Object.assign({ id: `r${at}` }, one)),
      exceptions: [...exceptions],
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

/** Properties of every kind, and seldom one that a style sheet may not have. */
const PROPERTY = seldom(
  (
    'color background font-size margin-top padding border width min-height max-width display columns gap flex-direction ' +
    'break-before line-height letter-spacing text-indent overflow white-space visibility'
  ).split(' '),
  'content position opacity transform float counter-reset list-style'.split(' '),
);

const LENGTH = seldom(
  ['0', '1em', '3pt', '50%', '2rem', 'auto', 'calc(1px * 9)'],
  ['-3cm', '100vh', '99999px', '1e9px'],
);

const DECLARATION = fc
  .tuple(
    PROPERTY,
    fc.oneof(
      LENGTH,
      seldom(
        ['inherit', 'none', 'block', 'grid', 'hidden', 'avoid', 'page', 'var(--a)', 'red', '#fff'],
        ['calc(1px * 1e9)', 'url(x)', '"x"', 'calc(9999px * 9999)'],
      ),
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
            'li::marker',
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
          mostly(
            '@media print',
            '@media screen',
            '@supports (display:grid)',
            '@layer a',
            '@container (width>0)',
            '.box',
          ),
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

/** A channel of a chart with a field of its rows, of the type that fits. */
const CHANNEL: fc.Arbitrary<Tree> = fc
  .tuple(
    fc.constantFrom<Tree>(
      { field: 'value', type: 'quantitative' },
      { field: 'label', type: 'nominal' },
      { field: 'period', type: 'ordinal' },
      { field: 'text' },
      { aggregate: 'count' },
      { value: 3 },
    ),
    fc.record(
      {
        sort: seldom<Tree>(['-x', 'ascending', null], ['sideways']),
        title: seldom<Tree>([null], ['Passengers']),
        stack: seldom<Tree>([null], ['zero', 'normalize']),
        axis: fc.record({ tickCount: seldom<Tree>([3, 0], [-1, 1e8, 'week', 1e308]) }),
        scale: fc.record(
          {
            type: seldom(['linear'], ['log', 'pow', 'band', 'time']),
            domain: seldom<Tree>([[0, 1e6]], [[], [1e308, -1e308]]),
          },
          { requiredKeys: [] },
        ),
        bin: seldom<Tree>([false, true], [{ maxbins: 1e6 }, { step: 1e-9 }]),
        timeUnit: seldom(['utcyear'], ['year', 'week']),
      },
      { requiredKeys: [] },
    ),
    fc.integer({ min: 0, max: 2 }),
  )
  .map(
    ([field, rest, kept]) =>
      Object.assign(Object.fromEntries(Object.entries(rest).slice(0, kept)) as object, field) as Tree,
  );

const EXPRESSION_OF_CHART = seldom(
  ['datum.value * 2', 'datum.text + datum.label', 'max(datum.value, 0)', 'datum.value > 0'],
  ['now()', 'repeat("x", 1e9)', 'pow(10, 400)', 'random()', 'datum["constructor"]', 'data("x")', '('.repeat(500)],
);

const TRANSFORM: fc.Arbitrary<Tree> = fc.oneof<fc.Arbitrary<Tree>[]>(
  fc.record({ calculate: EXPRESSION_OF_CHART, as: mostly('end') }),
  fc.record({ filter: EXPRESSION_OF_CHART }),
  fc.record({ density: mostly('value'), steps: seldom([10], [1e8]) }),
  fc.record({ fold: seldom<Tree>([['value']], [[], Array.from({ length: 3_000 }, () => 'value')]) }),
  fc.record({ window: fc.constant<Tree>([{ op: 'rank', as: 'r' }]) }),
  fc.record({ flatten: fc.constant<Tree>(['label']) }),
  fc.record({ sequence: seldom<Tree>([{ start: 0, stop: 9 }], [{ start: 0, stop: 1e9 }]) }),
);

const LAYER: fc.Arbitrary<Tree> = fc.record({
  mark: seldom<Tree>(
    ['bar', 'line', 'point', 'text', 'area', 'tick', 'rule', { type: 'bar', opacity: 0.5 }],
    ['image', 'arc', 'boxplot', 'trail', 'errorbar'],
  ),
  encoding: fc.dictionary(
    seldom(['x', 'y', 'color'], ['size', 'text', 'row', 'column', 'theta', 'detail', 'facet']),
    CHANNEL,
    { minKeys: 1, maxKeys: 3 },
  ),
});

const SPECIFICATION: fc.Arbitrary<Tree> = fc
  .tuple(
    fc.array(LAYER, { minLength: 1, maxLength: 2 }),
    fc.record(
      {
        transform: fc.array(TRANSFORM, { maxLength: 2 }),
        width: seldom<Tree>([200, 'container'], [0, -1, 1e9, { step: 16 }]),
        height: seldom<Tree>([100, { step: 16 }], [{ step: 1e7 }, 0]),
      },
      { requiredKeys: [] },
    ),
    mostly('passengers.*', 'passengers.*', 'passengers.*:growth', 'fuel.used', 'passengers'),
  )
  .map(
    ([layers, rest, address]) =>
      Object.assign({ data: { address } }, rest, layers.length > 1 ? { layer: layers } : layers[0]) as Tree,
  );

const EXHIBIT = '\n## Chart {#chart}\n\n:::exhibit{#routes-chart}\nBy route\n\n::chart{name="routes"}\n:::\n';

const charts: fc.Arbitrary<Files> = SPECIFICATION.chain((spec) => fc.oneof(fc.constant(spec), mutatedTree(spec)))
  .map((spec) => JSON.stringify(spec, undefined, 2))
  .chain((text) => fc.oneof({ weight: 5, arbitrary: fc.constant(text) }, { weight: 1, arbitrary: mutatedText(text) }))
  .map((text) => ({ [`${BRIEF}/charts/routes.vl.json`]: text, [TEMPLATE]: TINY_TEMPLATE + EXHIBIT }));

// logos

const ATTRIBUTES = fc
  .dictionary(
    seldom(
      ['fill', 'd', 'x', 'width', 'height', 'r', 'points', 'transform', 'id', 'class'],
      ['href', 'onload', 'style', 'clip-path', 'xlink:href', 'xmlns:x'],
    ),
    mostly('red', 'none', 'M0 0L9 9Z', '5', '1e999', '-1', 'rotate(45)', '#a', 'a', 'NaN'),
    { maxKeys: 3 },
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
        .tuple(seldom(['path', 'rect', 'circle', 'polygon', 'line'], ['use', 'image', 'animate']), ATTRIBUTES)
        .map(([name, all]) => `<${name}${all}/>`),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          seldom(
            ['g', 'defs', 'clipPath', 'linearGradient', 'title'],
            ['style', 'text', 'svg', 'script', 'a', 'foreignObject'],
          ),
          ATTRIBUTES,
          fc.array(tie('element'), { maxLength: 3 }),
        )
        .map(([name, all, inside]) => `<${name}${all}>${inside.join('')}</${name}>`),
    },
    { weight: 1, arbitrary: mostly('.a{fill:red}', 'words', '<!-- x -->', '<![CDATA[x]]>', '&amp;', '&x;', '<?x?>') },
  ),
})).element;

const logos: fc.Arbitrary<Files> = fc
  .tuple(
    seldom(['0 0 40 10', '0 0 1 1', '0,0,40,10'], ['0 0 1e9 1', '0 0 0 0', '0 0 1e-9 1']),
    fc.array(ELEMENT, { maxLength: 5 }),
  )
  .map(([box, all]) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">${all.join('\n')}</svg>\n`)
  .chain(mutatedText)
  .map((svg) => ({
    [`${BRIEF}/logo.svg`]: svg,
    [`${BRIEF}/style.yaml`]: 'logo: { file: logo.svg, alt: { en: The office } }\n',
  }));

/** The kinds of cases, each from a grammar of its own. */
export const GRAMMARS = { data, relations, templates, styles, charts, logos } as const;

export type Kind = keyof typeof GRAMMARS;
