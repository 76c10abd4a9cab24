import { keysOf } from '../chart/kinds/chart-line.ts';
import { CHART_KEYS, type ChartKey, declaredKey, type KindName, type KeyValue } from '../chart/kinds/keys.ts';
import { KINDS } from '../chart/kinds/kinds.ts';
import { LEAST_SPAN } from '../chart/marks-span.ts';
import { tableOf } from './markdown-table.ts';

const VALUES: Readonly<Record<KeyValue, string>> = {
  addresses: 'addresses',
  period: 'a period',
  periods: 'periods',
  word: 'a word',
  unit: 'a unit',
  digits: 'a digit',
  ids: 'indicators',
};

/** The page of the charts that a line of a template draws: a gallery of kinds, and their keys. */
export function chartLinesPage(): string {
  const names = Object.keys(KINDS) as KindName[];
  return `# Charts in one line

A line in an exhibit draws a chart. It names figures by address and holds no word of any language, so it is the same in each; title and
subtitle stand above it, where they are translated and tested.

\`\`\`handlebars
:::exhibit{#metals}
Copper and zinc

Output

${KINDS.line.example}

{{sourcesOf "exhibit"}}.
:::
\`\`\`

Its name is the id of the exhibit: \`charts/metals.svg\`, \`charts/metals.csv\`. It is drawn for each width by itself: a page, half
a page, the margin, a phone. Names and numbers are placed by their measured width, and the form changes until the marks span
${Math.round(100 * LEAST_SPAN)}% of the width. A subtitle says by itself what a reader must know: the unit, that a scale does not begin at zero, what hollow and
broken marks are. A brief in several languages keeps the line in a partial without a language, such as \`partials/metals-chart.hbs\`.

What a line cannot say, a [specification in Vega-Lite](charts.md) can: \`assay chart metals --vega\` writes the one that the line stands for into
\`charts/metals.vl.json\`, and says which line is to name it.

## Gallery

${names.map(entryOf).join('\n\n')}

## Keys

${tableOf(
  ['key', 'value', 'says', 'where it is not written', 'kinds'],
  [
    ['`kind`', names.map((name) => `\`${name}\``).join(', '), 'Which chart is drawn', 'required', 'all'],
    ...(Object.keys(CHART_KEYS) as ChartKey[]).map((key) => rowOf(key, names)),
  ],
)}

Values stand in quotes; several have spaces between them. A wrong key or word is [chart/line](../rules/chart/line.md); a kind that does not fit its
figures is [chart/kind](../rules/chart/kind.md), with the kind that does.
`;
}

function entryOf(name: KindName): string {
  const { shows, serves, refuses, example } = KINDS[name];
  return `### \`${name}\`

${shows}.

\`\`\`handlebars
${example}
\`\`\`

It serves ${serves}. It refuses ${refuses}.`;
}

function rowOf(key: ChartKey, names: readonly KindName[]): string[] {
  const { takes, words = [], says, usual } = declaredKey(key);
  const value = words.length > 0 ? words.map((word) => `\`${word}\``).join(', ') : VALUES[takes];
  const own = names.filter((name) => keysOf(name).includes(key));
  return [
    `\`${key}\``,
    value,
    says,
    usual,
    own.length === names.length ? 'all' : own.map((name) => `\`${name}\``).join(', '),
  ];
}
