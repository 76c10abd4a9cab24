import { type Numeral, numeralsIn, plain } from './read-text.ts';

/** The numbers of a text that `loose_numbers` does not declare, by range (`2020..2030`) or by words (`42 boats`). */
export function undeclaredNumerals(text: string, declared: readonly string[]): Numeral[] {
  const where = plain(text);
  const spans = declared.flatMap((words) => spansOf(plain(words), where));
  return numeralsIn(where).filter(
    ({ digits, start, end }) =>
      !spans.some(([from, to]) => from <= start && end <= to) && !declared.some((range) => isWithin(digits, range)),
  );
}

function isWithin(digits: string, range: string): boolean {
  const [, from, to] = /^(\d+)\.\.(\d+)$/.exec(range) ?? [];
  return from !== undefined && /^\d+$/.test(digits) && Number(from) <= Number(digits) && Number(digits) <= Number(to);
}

/** Where words stand in a text, unless they are a part of a longer word there. */
function spansOf(words: string, text: string): [start: number, end: number][] {
  if (words === '') return [];
  const spans: [number, number][] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const end = at + words.length;
    if (!/[A-Za-z]/.test(text.charAt(at - 1) + text.charAt(end))) spans.push([at, end]);
  }
  return spans;
}
