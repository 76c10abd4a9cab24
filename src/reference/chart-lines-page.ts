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
  ids: 'indicators or members',
};

/** The page of the charts that a line of a template draws: a gallery of kinds, and their keys. */
export function chartLinesPage(): string {
  const names = Object.keys(KINDS) as KindName[];
  return `# Charts in one line

One line in an exhibit draws a chart. It names figures by address and contains no words, so it is the same in every language. Title
and subtitle are above it, where they are translated and tested.

\`\`\`handlebars
:::exhibit{#metals}
Copper and zinc

Output

${KINDS.line.example}

{{sourcesOf "exhibit"}}.
:::
\`\`\`

- The chart has the id of the exhibit as its name: \`charts/metals.svg\`, \`charts/metals.csv\`.
- Assay draws it for each width: a page, half a page, the margin, a phone. It measures names and numbers before it places them, and
  changes the form until the marks span ${Math.round(100 * LEAST_SPAN)}% of the width.
- Assay adds to the subtitle what a reader must know: the unit, a scale that does not begin at zero, the meaning of hollow and broken
  marks.
- In a brief with several languages, put the line into a partial without a language, such as \`partials/metals-chart.hbs\`.

If you need more than these keys, write a [specification in Vega-Lite](charts.md). \`assay chart metals --vega\` writes the one for this line
into \`charts/metals.vl.json\`, and shows the line that names it.

## Gallery

${names.map(entryOf).join('\n\n')}

## Keys

${tableOf(
  ['key', 'value', 'meaning', 'default', 'kinds'],
  [
    ['`kind`', names.map((name) => `\`${name}\``).join(', '), 'Which kind of chart', 'required', 'all'],
    ...(Object.keys(CHART_KEYS) as ChartKey[]).map((key) => rowOf(key, names)),
  ],
)}

Write values in quotes, with spaces between several: at most 200 for a key. A line may continue on the next lines, up to its brace.
[chart/line](../rules/chart/line.md) reports a wrong key or word.
[chart/kind](../rules/chart/kind.md) reports a kind that does not fit its figures, and names one that does.
`;
}

function entryOf(name: KindName): string {
  const { shows, serves, refuses, example } = KINDS[name];
  return `### \`${name}\`

${shows}.

\`\`\`handlebars
${example}
\`\`\`

Use it for ${serves}. It refuses ${refuses}.`;
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
