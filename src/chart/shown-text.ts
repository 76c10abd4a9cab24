import type { ChartRow } from './chart-model.ts';

// Whether a text of a picture says what a row says. A figure is shown whole, as its label prints it. Of names and periods,
// words may be left out, but none may be added and no numeral cut.

const LETTER = String.raw`(?:(?!\p{sc=Han})[\p{L}\p{M}\p{N}])`;

/**
 * The words of a text: Han characters one by one, a numeral with the one that it counts (`2025年`); else letters and digits
 * without a break, and numerals with their marks, so that neither `Q4` nor `2024/25` nor `211,500` has parts.
 */
const WORD = new RegExp(
  String.raw`\p{N}+(?:[.,/\u202F\u00A0-]\p{N}+)*\p{sc=Han}|\p{sc=Han}|` +
    String.raw`(?:${LETTER}|(?<=\p{N})[.,/\u202F\u00A0–-](?=\p{N})|(?<=\p{L})['’](?=\p{L}))+`,
  'gu',
);

/** What may stand between words: nothing that turns a number or says what it counts. */
const BETWEEN = /^[\s,;:·/|()[\]（）［］，；：、。．.…—–-]*$/u;

/** A sign that a numeral behind it would take for its own. */
const SIGN = /[-–—−+±]$/u;

/** A dash that stands free between two words. */
const FREE_DASH = /\s[–—-]\s+$/u;

/** Letters that are left of a word that is cut. */
const LEAST = 3;

/** Fields that hold no name: they are checked as figures, or are never shown. */
const NAMELESS: ReadonlySet<string> = new Set(
  (
    'address text value low high loose amount lower upper negative provisional estimated forecast corrected derived release own ' +
    'event start end growth_text'
  ).split(' '),
);

/** Fields about another time than the row's, which a reader would take for its period: only vintages are distinguished by them. */
const OTHER_TIMES: ReadonlySet<string> = new Set('base base_label release_period release_label published'.split(' '));

/** Fields that say when a row is, or what is said about its figure then. */
const OF_TIME: ReadonlySet<string> = new Set('period period_label status break_reason confidence unit'.split(' '));

/** What a row is called, and its figure. */
export interface RowTexts {
  readonly figures: readonly string[];
  readonly names: readonly string[];
}

/** The texts that may be shown of a row. With `hasVintages`, releases tell rows apart and are names too. */
export function textsOf(row: ChartRow, hasVintages: boolean): RowTexts {
  const names = Object.entries(row).flatMap(([field, value]) => {
    if (NAMELESS.has(field) || (OTHER_TIMES.has(field) && !hasVintages)) return [];
    if (Array.isArray(value)) return value as string[];
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  });
  const figures = ['text', 'growth_text'].flatMap((field) =>
    typeof row[field] === 'string' && row[field] ? [row[field]] : [],
  );
  return { figures, names };
}

/** The part of a text that is neither the figure of a row nor a name of it; undefined where all of it is. */
export function strangePart(shown: string, { figures: printed, names }: RowTexts): string | undefined {
  const [text, figures] = [withoutSpace(shown), printed.map(withoutSpace)];
  const bare = text.trim();
  if (figures.includes(text) || names.some((name) => withoutSpace(name).trim() === bare)) return undefined;
  const words = new Set(names.flatMap(wordsOf));
  const cut = figures.map((figure) => cutOut(text, figure)).find((parts) => parts !== undefined);
  const grouped = figures.find((figure) => {
    const at = text.indexOf(figure);
    return at >= 0 && isGrouped(text.slice(0, at), figure, text.slice(at + figure.length));
  });
  if (grouped !== undefined) return grouped;
  if (!cut) return strangeIn(text, words);
  const [before, after] = cut;
  if (SIGN.test(before) || (SIGN.test(before.trim()) && !(FREE_DASH.test(before) && WORD_TEST.test(before))))
    return text;
  return strangeIn(before, words) ?? strangeIn(after, words);
}

/** A text without the space before signs of per cent, which languages write differently. */
function withoutSpace(text: string): string {
  return text.replaceAll(/\s+%/gu, '%');
}

/** A number that a number a space before it is read with: its digits are grouped by spaces, or it is a group itself. */
const GROUPED = /^\p{N}{1,3}(?:[^\S\n]\p{N}{3})+(?!\p{N})|^\p{N}{3}(?!\p{N}|[.,'’]\p{N}{3}(?!\p{N}))/u;
/** The same behind one. */
const ENDS_GROUPED = /(?<![\p{N}.,'’])\p{N}{1,3}$|[^\S\n]\p{N}{3}$/u;
const GROUP_BEHIND = /^[^\S\n]+\p{N}{3}(?!\p{N})/u;

const WORD_TEST = /[\p{L}\p{N}]/u;

/** Whether a space alone parts a figure from another number, so that both are read as one whose digits are grouped. */
function isGrouped(before: string, figure: string, after: string): boolean {
  return (
    (/\p{N}[^\S\n]+$/u.test(before) && GROUPED.test(figure)) || (ENDS_GROUPED.test(figure) && GROUP_BEHIND.test(after))
  );
}

/** What stands before and after a figure in a text, where no letter, digit or mark touches it. */
function cutOut(text: string, figure: string): readonly [before: string, after: string] | undefined {
  const at = text.indexOf(figure);
  if (at < 0) return undefined;
  const [before, after] = [text.slice(0, at), text.slice(at + figure.length)];
  const isFree = !isGrouped(before, figure, after) && (!/[\p{L}\p{N}]$/u.test(before) || /\p{sc=Han}$/u.test(before));
  const isWhole = !/[.,]$/u.test(before) && !/^[.,]?\p{N}|^[%‰]/u.test(after) && !/^(?!\p{sc=Han})\p{L}/u.test(after);
  return isFree && isWhole ? [before, after] : undefined;
}

function strangeIn(part: string, words: ReadonlySet<string>): string | undefined {
  let last = 0;
  for (const { 0: word, index } of part.matchAll(WORD)) {
    const gap = part.slice(last, index);
    const isTurned = /^\p{N}/u.test(word) && SIGN.test(gap);
    const isCut = /^(?:…|\.\.\.)/u.test(part.slice(index + word.length));
    if (isTurned || !isKnown(word, words, isCut)) return isTurned ? gap + word : word;
    if (!BETWEEN.test(gap)) return gap.trim();
    last = index + word.length;
  }
  const rest = part.slice(last);
  return BETWEEN.test(rest) ? undefined : rest.trim();
}

/** Whether a word is one of those, or the beginning of one, if dots say that it is cut. */
function isKnown(word: string, words: ReadonlySet<string>, isCut: boolean): boolean {
  const lower = word.toLowerCase();
  if (words.has(lower)) return true;
  if (!isCut || /\p{N}/u.test(word) || word.length < LEAST) return false;
  for (const known of words) if (known.startsWith(lower)) return true;
  return false;
}

/** The words of a name, in lower case. */
function wordsOf(name: string): string[] {
  return Array.from(name.matchAll(WORD), ([word]) => word.toLowerCase());
}

/** What names the series of a row, and its words. */
interface SeriesName {
  readonly name: string;
  readonly words: readonly string[];
}

/** The names of rows, each of which is compared with the texts of many others. */
const namesOfRows = new WeakMap<ChartRow, readonly SeriesName[]>();

/** Fields that name the series of a row, and not what it is at one time. */
function seriesNames(row: ChartRow): readonly SeriesName[] {
  const found =
    namesOfRows.get(row) ??
    Object.entries(row).flatMap(([field, value]) =>
      NAMELESS.has(field) || OTHER_TIMES.has(field) || OF_TIME.has(field) || typeof value !== 'string'
        ? []
        : [{ name: value, words: wordsOf(value) }],
    );
  namesOfRows.set(row, found);
  return found;
}

/** The words of a text that name the series of its row. */
export function nameWords(text: string, row: ChartRow): string[] {
  const words = new Set(seriesNames(row).flatMap((name) => name.words));
  const own = wordsOf(textsOf(row, false).figures.reduce((rest, figure) => rest.replace(figure, ' '), text));
  const isDotted = /…|\.\.\./u.test(text);
  return own.filter((word) => words.has(word) || (isDotted && isKnown(word, words, true)));
}

/** Whether a text without numerals is a whole name of the series of its row. */
export function isNameOf(text: string, row: ChartRow): boolean {
  const bare = text.trim().toLowerCase();
  return !/\p{N}/u.test(bare) && seriesNames(row).some(({ name }) => name.trim().toLowerCase() === bare);
}

/** Of other rows, whether a text names its own row by words that they have too, and by no whole name. */
export function namesOthers(text: string, row: ChartRow): (other: ChartRow) => boolean {
  const own = nameWords(text, row);
  if (own.length === 0) return () => false;
  const names = seriesNames(row);
  const whole = names.filter(({ words }) => words.length > 0 && words.every((word) => own.includes(word)));
  return (other) => {
    const others = seriesNames(other);
    const hasToo = ({ name }: SeriesName): boolean => others.some((one) => one.name === name);
    if (!whole.every(hasToo)) return false;
    // What all rows have in common, such as a measure, names none of them.
    const common = new Set(names.filter(hasToo).flatMap(({ words }) => words));
    const telling = own.filter((word) => !common.has(word));
    const words = new Set(others.flatMap((one) => one.words));
    return telling.length > 0 && telling.every((word) => isKnown(word, words, true));
  };
}

/**
 * Whether a label of an axis names a value of it: by its text, or by words of it. A year may lose its century where another
 * label of the axis is a whole year (`isAfterYear`).
 */
export function namesValue(text: string, value: string, isAfterYear = false): boolean {
  if (strangePart(text, { figures: [], names: [value] }) === undefined) return true;
  return isAfterYear && /^\d{2}$/.test(text) && /^\d{4}$/.test(value) && value.endsWith(text);
}

/** The number that a label of an axis says in a locale's signs, with whether it is in per cent; undefined if it is not a number. */
export function readNumber(
  text: string,
  { decimal, group, percent }: { readonly decimal: string; readonly group: string; readonly percent: string },
): { readonly number: number; readonly isPercent: boolean } | undefined {
  const isPercent = text.endsWith('%');
  const bare = isPercent ? text.slice(0, text.endsWith(percent) ? -percent.length : -1).trim() : text;
  const ungrouped = bare.replaceAll(group, '');
  // in German 1.209 is read as a whole number, also where the house groups with a space
  if (decimal !== '.' && ungrouped.includes('.')) return undefined;
  const plain = ungrouped.replace(decimal, '.').replace(/^[−–]/u, '-');
  if (!/^[-+]?\d+(?:\.\d+)?$/.test(plain)) return undefined;
  return { number: Number(plain), isPercent };
}
