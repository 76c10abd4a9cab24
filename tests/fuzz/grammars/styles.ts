import fc from 'fast-check';
import { BRIEF } from '../../cli/root.ts';
import type { Tree } from '../hostile.ts';
import { type Files, grammar, type Odds, yamlFile } from './odds.ts';

/** Colours for a purpose with enough contrast, and others. */
const dark = (odds: Odds): fc.Arbitrary<string> =>
  odds.either(['#0b5d7a', '#000000', '#8a1c1c', '#224488', '#333333'], ['#123', 'red', '#ffffff', '']);
const light = (odds: Odds): fc.Arbitrary<string> =>
  odds.either(['#ffffff', '#f4f1ea', '#eeeeee', '#fafafa'], ['#000000', 'white', '#12345678']);

const styleYaml = (odds: Odds): fc.Arbitrary<Tree> =>
  fc.record(
    {
      colours: fc.record(
        {
          ink: dark(odds),
          accent: dark(odds),
          quiet: dark(odds),
          band: dark(odds),
          wash: light(odds),
          rule: dark(odds),
        },
        { requiredKeys: [] },
      ),
      text_size: odds.either(['10pt', '8pt', '12pt', '9.25pt'], ['7pt', '10px', '1e9pt']),
      page_head: fc.record({ en: odds.text('The office', 'A & B <i>', '港城', 'x'.repeat(60)) }),
      paper: fc.oneof<fc.Arbitrary<Tree>[]>(odds.text('A4', 'Letter'), fc.constant(['A4', 'Letter'])),
      fonts: fc.record({ serif: odds.text('Source Serif 4'), sans: odds.text('Source Sans 3') }),
    },
    { requiredKeys: [] },
  );

/** Properties with values that leave every word readable. */
const READABLE = {
  color: ['#333', 'black', 'var(--accent)', 'rgb(20 20 60)', 'oklch(0.3 0.1 250)', 'inherit'],
  background: ['#fff', 'white', 'transparent', '#fafafa'],
  'font-size': ['1em', '10pt', '1.1rem', '110%', 'inherit', '0.9em'],
  'font-weight': ['400', '600', 'bold', 'normal'],
  'font-style': ['italic', 'normal'],
  'margin-top': ['0', '1em', '3pt', 'auto', '2rem', 'calc(1px * 9)'],
  padding: ['0', '1pt', '2pt 4pt', '0.2em'],
  border: ['none', '1px solid #999', '0.5pt dotted var(--rule)'],
  'border-radius': ['2pt', '0'],
  'line-height': ['1.3', '1.6', '14pt', 'normal'],
  'letter-spacing': ['0', '0.02em', 'normal'],
  'text-indent': ['0', '1em'],
  'text-align': ['left', 'start', 'justify'],
  'break-before': ['auto', 'avoid', 'avoid-page'],
  'break-inside': ['auto', 'avoid'],
  hyphens: ['auto', 'manual'],
  widows: ['2', '4'],
  'max-width': ['100%', 'none', '60em'],
  'vertical-align': ['top', 'baseline'],
} as const;

/** Declarations that often hide, cover or move words, or that no sheet may have. */
const RISKY_NAMES =
  'content position opacity transform float counter-reset list-style width min-height display columns overflow ' +
  'white-space visibility gap flex-direction letter-spacing font-size color background';
const RISKY_VALUES = [
  '-3cm',
  '100vh',
  '99999px',
  '1e9px',
  '0',
  'none',
  'block',
  'grid',
  'hidden',
  'page',
  'var(--a)',
  'red',
  '#fff',
  'url(x)',
  '"x"',
  'calc(9999px * 9999)',
  'absolute',
  'inherit',
];

const declaration = (odds: Odds): fc.Arbitrary<string> =>
  odds
    .either([true], [false])
    .chain((isReadable) =>
      isReadable
        ? fc
            .constantFrom(...Object.entries(READABLE))
            .chain(([name, values]) => odds.text(...values).map((value) => `${name}:${value}`))
        : fc
            .tuple(fc.constantFrom(...RISKY_NAMES.split(' ')), fc.constantFrom(...RISKY_VALUES))
            .map(([name, value]) => `${name}:${value}`),
    );

const SELECTORS = [
  'p',
  '.value',
  'td',
  'th',
  'h2',
  'li',
  'body',
  'a',
  'strong',
  'table',
  'figure',
  '.exhibit',
  'td:first-child',
  'a:not(b)',
  'h1 + p',
  'main > section',
  'li::marker',
  ':is(p, li)',
];

const rule = (odds: Odds): fc.Arbitrary<string> =>
  fc.letrec<{ rule: string }>((tie) => ({
    rule: fc.oneof(
      { maxDepth: 3 },
      {
        weight: 4,
        arbitrary: fc
          .tuple(odds.text(...SELECTORS), fc.array(declaration(odds), { maxLength: 3 }))
          .map(([selector, all]) =>
            // A marker takes few properties, and nothing else may stand in its rule.
            selector === 'li::marker' ? 'li::marker{color:#333}' : `${selector}{${all.join(';')}}`,
          ),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(
            odds.either(
              [
                '@media print',
                '@media screen',
                '@media (min-width: 600px) and (max-width: 900px)',
                '@media (prefers-color-scheme: light)',
                '@layer a',
              ],
              ['@supports (display:grid)', '@container (width>0)', '@media (hover)', 'p:hover'],
            ),
            fc.array(tie('rule'), { maxLength: 2 }),
          )
          .map(([head, rules]) => `${head}{${rules.join('')}}`),
      },
    ),
  })).rule;

/** The house style and the style sheet of a brief. */
export const styles: fc.Arbitrary<Files> = grammar((odds) =>
  fc.oneof(
    yamlFile(odds, `${BRIEF}/style.yaml`, styleYaml(odds)),
    fc
      .array(rule(odds), { maxLength: 4 })
      .chain((rules) => odds.file(rules.join('\n')))
      .map((css) => ({ [`${BRIEF}/style.css`]: css })),
  ),
);
