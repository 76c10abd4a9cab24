/**
 * A date or single period in parts: `2025-Q4` → year 2025, letter Q, part 4; part and day are 0 where there is none. The
 * year may be a split one: `2024/25`.
 */
export interface DateParts {
  readonly year: string;
  readonly letter: string;
  readonly part: number;
  readonly day: number;
}

/** Reads a date or single period: `2025`, `2025-Q4`, `2025-M10`, `2025-10`, `2025-10-31`. */
export function datePartsOf(text: string): DateParts {
  const [, year = text, letter = '', part = 0, day = 0] =
    /^(\d+(?:\/\d+)?)(?:-([SQM]?)(\d+))?(?:-(\d+))?$/.exec(text) ?? [];
  return { year, letter, part: Number(part), day: Number(day) };
}

/** The two ends of a span; of a single period, itself alone. */
export function endsOf(text: string): [from: DateParts, to?: DateParts] {
  const [from = text, to] = text.split('..');
  return to === undefined ? [datePartsOf(from)] : [datePartsOf(from), datePartsOf(to)];
}

/** Sources of expressions as alternatives of one; a language that has no such word leaves its own empty. */
export function alternatives(sources: readonly string[]): string {
  return sources.filter((source) => source !== '').join('|');
}

/** Items in a row, with a word of its own before the last. */
export function joined(items: readonly string[], separator: string, last: string): string {
  if (items.length < 2) return items.join('');
  return items.slice(0, -1).join(separator) + last + items[items.length - 1];
}

/** The same; with stronger joints where an item has the plain ones within it, so that it is seen where it ends. */
export function listed(
  items: readonly string[],
  [separator, last]: readonly [string, string],
  [strongSeparator, strongLast]: readonly [string, string],
): string {
  const isPlain = items.length < 2 || !items.some((item) => item.includes(separator) || item.includes(last));
  return isPlain ? joined(items, separator, last) : joined(items, strongSeparator, strongLast);
}

/** A label without its capital; an abbreviation, such as LME, U.S. or CO2, keeps it. */
export function withoutCapital(label: string): string {
  return label.replace(/^\p{Lu}(?![\p{Lu}\p{N}.])/u, (capital) => capital.toLowerCase());
}

/** Words as they start a sentence or the head of a column. */
export function withCapital(words: string): string {
  return words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** The words of a text, which the compiler counts: `'one two three'` has three. */
export type WordsOf<
  Text extends string,
  Found extends readonly string[] = readonly [],
> = Text extends `${infer First} ${infer Rest}` ? WordsOf<Rest, readonly [...Found, First]> : readonly [...Found, Text];

/** The words of a text between its spaces. */
export function wordsOf<const Text extends string>(text: Text): WordsOf<Text> {
  return text.split(' ') as readonly string[] as WordsOf<Text>;
}

/** So many texts: a language that lacks one is not compiled. */
export type Texts<Count extends number, Found extends readonly string[] = readonly []> = Found['length'] extends Count
  ? Found
  : Texts<Count, readonly [...Found, string]>;

/** As many texts, each made of one and its place. */
export function eachOf<const All extends readonly string[]>(
  all: All,
  make: (text: string, at: number) => string,
): { readonly [At in keyof All]: string } {
  return all.map(make) as { readonly [At in keyof All]: string };
}
