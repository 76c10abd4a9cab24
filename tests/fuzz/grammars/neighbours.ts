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

/** A figure with anything before and behind it, and marks around each of these. */
export const neighbours: fc.Arbitrary<Files> = fc
  .tuple(SIDE, SIDE, AROUND, AROUND, AROUND)
  .map(([before, behind, left, right, whole]) => {
    const sides = [before && left(before), '{{value "passengers.river"}}', behind && right(behind)];
    return { [TEMPLATE]: `${TINY_TEMPLATE}\n\nA ${FENCE} ${whole(sides.join(''))} ${FENCE}.\n` };
  });
