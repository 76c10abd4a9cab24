import fc from 'fast-check';
import type { Files } from './odds.ts';
import { TEMPLATE, TINY_TEMPLATE } from './templates.ts';

/** The words between which a case prints a figure of the tiny brief. */
export const FENCE = 'quince';

/** What may be read with a number, and what may not. */
const NEAR = [
  '−',
  '-',
  '–',
  '—',
  '+',
  '±',
  '~',
  '≈',
  '<',
  '≥',
  '=',
  '×',
  '*',
  '/',
  '^',
  '$',
  '€',
  '%',
  '‰',
  '.',
  ',',
  ':',
  "'",
  '’',
  '0',
  '7',
  '000',
  '٣',
  '９',
  '²',
  '½',
  'O',
  'l',
  'І',
  'k',
  'M',
  'e6',
  'million',
  'bn',
  'hundred',
  'lakh',
  'kt',
  'tonnes',
  'per cent',
  'fell',
  'rose',
  'by',
  'half of',
  'twice',
  '{{value "passengers:growth"}}',
  'point five',
  'minus',
  'plus',
  'USD',
  '万',
  '亿',
  '负',
  '\u0336',
  '\u00AD',
  '\u200B',
  '\u061C',
  '\u2060',
  ' ',
  ' ',
  ' ',
  '\u00A0',
  '\u202F',
  '\n',
  '  \n',
  '(',
  ')',
  '"',
  '“',
  'rides',
  'of',
  'in',
  'all',
  'and',
  'on',
  '{{value "passengers"}}',
  '{{period "-1"}}',
  '{{label "passengers"}}',
  '&minus;',
  '&nbsp;',
  '&#49;',
  '\\-',
  '**',
  '*',
  '`',
  '~~',
  '[x](#routes)',
  '{{cite "passengers"}}',
];

const SIDE = fc.array(fc.constantFrom(...NEAR), { maxLength: 4 }).map((parts) => parts.join(''));

const AROUND = fc.constantFrom(
  (text: string) => text,
  (text: string) => `**${text}**`,
  (text: string) => `*${text}*`,
  (text: string) => `\`${text}\``,
  (text: string) => `[${text}](#routes)`,
  (text: string) => `{{#if (has "passengers")}}${text}{{/if}}`,
);

/** What may stand in the head of a column or the label of a row, and what may not. */
const HEADS = [
  'Rides',
  'million',
  'thousands',
  'in',
  '(k)',
  '(million)',
  ', bn',
  'kt',
  '(t)',
  '%',
  '万',
  '（万人次）',
  '2019',
  'of',
  'all',
  '{{period "-1"}}',
  '{{period "0"}}',
  '{{label "passengers"}}',
];

const HEAD = fc.array(fc.constantFrom(...HEADS), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '));

/** A figure in a table below any head and behind any label, or behind any label in a line. */
const headed: fc.Arbitrary<Files> = fc
  .tuple(HEAD, HEAD, fc.constantFrom('table', 'exhibit', 'line', 'item'))
  .map(([head, label, form]) => {
    const [open, close] = [`${FENCE}s`, `${FENCE}s.`];
    const value = '{{value "passengers.river"}}';
    const table = `| ${open} ${label} ${close} | ${open} ${head} ${close} |\n|---|---|\n| ${open} ${label} ${close} | ${value} |`;
    const forms: Readonly<Record<string, string>> = {
      table,
      exhibit: `:::exhibit{#fuzzed}\nRides\n\n${open} ${head} ${close}\n\n| Name | Rides |\n|---|---|\n| All | ${value} |\n:::`,
      line: `${open} ${label} ${close.slice(0, -1)}: ${value}`,
      item: `- ${open} ${label} ${close.slice(0, -1)}\n\n  ${value}`,
    };
    return { [TEMPLATE]: `${TINY_TEMPLATE}\n\n${forms[form] ?? ''}\n` };
  });

/** A figure with anything before and behind it, and marks around each of these. */
const touching: fc.Arbitrary<Files> = fc
  .tuple(SIDE, SIDE, AROUND, AROUND, AROUND)
  .map(([before, behind, left, right, whole]) => {
    const sides = [before && left(before), '{{value "passengers.river"}}', behind && right(behind)];
    return { [TEMPLATE]: `${TINY_TEMPLATE}\n\nA ${FENCE} ${whole(sides.join(''))} ${FENCE}.\n` };
  });

/** What may be read with a figure. */
export const neighbours: fc.Arbitrary<Files> = fc.oneof({ arbitrary: touching, weight: 2 }, headed);
