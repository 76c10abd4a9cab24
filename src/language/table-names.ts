import { LOCALES } from './locales.ts';
import type { LineWords, TableWords } from './table-words.ts';

/** Words of languages in which tables are read and nothing is printed. */
const ELSEWHERE: Partial<LineWords> = {
  total: 'ensemble|totaal|totale',
  workedOut: 'rendement|prix',
  part: 'dont|waarvan',
};

/** Whether a name says that its line is the sum of others. A table may have names in several languages: each is looked for. */
export const isCalledTotal = called('total', 'subtotal');

/** Whether a name says rate, mean, index, change, per cent or per anything else. */
export const isCalledRate = called('rate');

/** The same, or yield or price. */
export const isCalledRatio = called('rate', 'workedOut');

/** Whether a name says that its line is a part of another: "of which". */
export const isCalledPart = called('part');

/** The same, or that it may be one: "including". */
export const mayBeCalledPart = called('part', 'including');

/** Whether a name says change or growth. */
export const isCalledChange = called('change');

/** Whether a name says balance or difference. */
export const isCalledBalance = called('balance');

/** Whether a name says that figures may be below zero. */
export const isCalledSigned = called('signed', 'rate');

/** Whether a name says what there is at the beginning of a period. */
export const isCalledOpening = called('opening');

/** The same at its end. */
export const isCalledClosing = called('closing');

const TOTAL = inAnyLanguage(({ lines }) => lines.total);

/** Whether a name begins with a word for the sum of all. */
export function beginsWithTotal(name: string): boolean {
  return TOTAL.exec(name)?.index === 0;
}

const FIGURES = inAnyLanguage(({ figures }) => figures);

/** Whether the head of a column of figures, such as `OBS_VALUE`, names none of them. */
export function namesNothing(head: string): boolean {
  const bare = head.replace(/^obs[ _]?/i, '');
  return FIGURES.exec(bare)?.[0] === bare;
}

const MEANINGS = { nil: inAnyLanguage(({ nil }) => nil), missing: inAnyLanguage(({ missing }) => missing) };

/** What a note says that a sign in a cell stands for: zero, or a figure that is not known. */
export function meaningSaid(note: string): keyof typeof MEANINGS | undefined {
  return (['nil', 'missing'] as const).find((meaning) => MEANINGS[meaning].test(note));
}

/** A table and its number, at the beginning of a title. */
export const TABLE_NUMBER = new RegExp(
  `^(?:${LOCALES.map(({ tables }) => tables.table).join('|')})\\s*[\\d.]+[.:]?\\s*`,
  'iu',
);

function called(...keys: readonly (keyof LineWords)[]): (name: string) => boolean {
  const others = keys.flatMap((key) => ELSEWHERE[key] ?? []);
  const pattern = inAnyLanguage(({ lines }) => keys.map((key) => lines[key]).join('|'), others);
  return (name) => pattern.test(name);
}

/** Words of each language: whole ones in those with spaces. */
function inAnyLanguage(of: (tables: TableWords) => string, others: readonly string[] = []): RegExp {
  const whole = [...LOCALES.filter(({ isSpaced }) => isSpaced).map(({ tables }) => of(tables)), ...others];
  const within = LOCALES.filter(({ isSpaced }) => !isSpaced).map(({ tables }) => of(tables));
  return new RegExp([`(?<!\\p{L})(?:${whole.join('|')})(?!\\p{L})`, ...within].join('|'), 'iu');
}
