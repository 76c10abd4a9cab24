import { onceFor } from '../../core/machine/cache.ts';
import type { Observation } from '../../dataset/model.ts';
import type { Period } from '../../dataset/period.ts';
import { observationOf } from '../../figure/value.ts';
import { Caseless } from '../../language/caseless.ts';
import { type LocaleId, LOCALES, words } from '../../language/locales.ts';
import type { TimeLength } from '../../language/reading-words.ts';
import { alternatives } from '../../language/word-forms.ts';
import { isRate } from '../value-neighbours.ts';
import { BEFORE, type HeadedFigure } from '../headed-figures.ts';
import { periodNames } from '../value-periods.ts';
import { type Figure, isKind, type Part, type Reader, textBefore, textOf } from './parts.ts';
import { withTypedPeriods } from './typed-periods.ts';

/**
 * Words that say how long a time is, `in the quarter`, or make a mean of a figure, `on average`, and lead to a figure that is the
 * sum of a time of another length: the time is that of the figure, whatever the words are about.
 */
export function compareLengths(sentence: readonly Part[], reader: Reader): void {
  const { locale } = reader.context.options;
  const parts = withTypedPeriods(sentence, locale);
  for (const [at, part] of parts.entries()) {
    const sum = part.kind === 'figure' && !part.node.isWords ? sumOf(part.node) : undefined;
    if (part.kind !== 'figure' || !sum) continue;
    // a rate right next to it has been reported
    const around = { before: textBefore(parts, at), behind: textBefore(parts, at + 2) };
    if (isRate(around, part.node.value, locale)) continue;
    const { lengths, means, per } = patternsOf(locale);
    const said = [...lengths].find(
      ([length, { before, behind }]) =>
        length !== sum.length && (saidBefore(parts, at, before, reader) || saidBehind(parts, at, behind)),
    );
    const found = said && (saidBefore(parts, at, said[1].before, reader) ?? saidBehind(parts, at, said[1].behind));
    if (found !== undefined && !isNamed(sum.stated, found)) reportLength(found, part.node, sum.stated, reader);
    else {
      const mean =
        saidBefore(parts, at, means.before, reader) ??
        saidBehind(parts, at, means.behind) ??
        saidBehind(parts, at, per);
      const isOwn =
        mean !== undefined && [...lengths].some(([length, { name }]) => length === sum.length && name.test(mean));
      if (mean !== undefined && !isOwn && !isMean(sum.stated)) reportMean(mean, part.node, sum.stated, reader);
    }
  }
}

/** Heads of columns and labels that say nothing but how long a time is, or `in the year`, over a sum of another time. */
export function compareHeadLengths(figures: readonly HeadedFigure[], reader: Reader): void {
  const { lengths } = patternsOf(reader.context.options.locale);
  for (const { value, text, own } of figures) {
    const sum = sumOf({ value, text });
    if (!sum) continue;
    for (const head of own) {
      if (head.what === BEFORE) continue;
      const found = [...lengths].find(([, { alone }]) => alone.test(head.text));
      if (!found || found[0] === sum.length || isNamed(sum.stated, head.text.trim())) continue;
      reportLength(head.text.trim(), { value, text }, sum.stated, reader);
      break;
    }
  }
}

interface Sum {
  readonly stated: Observation;
  readonly length: TimeLength;
}

/** What a figure adds up over a time; undefined for what it does not, such as a price or what there was on a day. */
function sumOf({ value }: Pick<Figure, 'value' | 'text'>): Sum | undefined {
  const stated = observationOf(value);
  const length = stated && lengthOf(stated.period);
  if (stated?.measure !== 'level' || stated.indicator.kind !== 'flow' || !length) return undefined;
  return value.unit.code.includes('/') ? undefined : { stated, length };
}

/** How long a period is; a span may be of any length. */
function lengthOf({ kind }: Period): TimeLength | undefined {
  if (kind === 'span') return undefined;
  return kind === 'split year' ? 'year' : kind;
}

/** Words between a time and its figure. */
const MAX_WORDS = 6;

/** The words that lead to a figure, with nothing between but a few words that say so. */
function saidBefore(
  parts: readonly Part[],
  at: number,
  pattern: RegExp,
  { leads, otherTime, context }: Reader,
): string | undefined {
  const from = parts.slice(0, at).findLastIndex((part) => part.kind !== 'words' && !isKind(part, 'label')) + 1;
  const between = textOf(parts.slice(from, at));
  // what stands right behind a figure is said about that one: 104 in the quarter, 420 in the year
  const own = parts[from - 1]?.kind === 'figure' ? (/^[^,，;；]*/u.exec(between)?.[0].length ?? 0) : 0;
  const text = between.slice(own);
  const { isSpaced } = words(context.options.locale);
  for (const found of [...text.matchAll(pattern)].reverse()) {
    const gap = text.slice(found.index + found[0].length).replace(/^[,，]/u, '');
    const length = isSpaced ? (gap.match(/[\p{L}\uFFFB]+/gu) ?? []).length : gap.length / 2;
    if (length > MAX_WORDS || /[,，:：()（）]/u.test(gap) || otherTime.test(gap)) continue;
    if (patternsOf(context.options.locale).moves.test(gap)) continue;
    if (gap.trim() === '' || leads.test(gap)) return found.groups?.['said']?.trim();
  }
  return undefined;
}

/** The words right behind a figure, or behind the noun that it counts. */
function saidBehind(parts: readonly Part[], at: number, pattern: RegExp): string | undefined {
  const [next, other] = [parts[at + 1], parts[at + 2]];
  if (next?.kind !== 'words') return undefined;
  const found = pattern.exec(next.text);
  const rest = found ? next.text.slice(found[0].length) : '';
  // in the year 2024; behind a comma it leads to the figure that follows
  const isOthers = /^[^,，]*[,，]/u.test(found?.[0] ?? '') && parts.slice(at + 2).some(({ kind }) => kind === 'figure');
  if (!found || isOthers || (rest.trim() === '' && other && isKind(other, 'period'))) return undefined;
  return found.groups?.['said']?.trim();
}

/** Whether an indicator is called what the words say. */
function isNamed({ indicator: { label, definition } }: Observation, said: string): boolean {
  const stem = said.split(/\s+/u).at(-1)?.toLowerCase() ?? '';
  return [...label.values(), ...(definition?.values() ?? [])].some((name) => name.toLowerCase().includes(stem));
}

/** Whether an indicator is called a mean or a rate. */
function isMean({ indicator: { label, definition } }: Observation): boolean {
  return [...label.values(), ...(definition?.values() ?? [])].some((name) => MEAN_NAMES.test(name));
}

const MEAN_NAMES = new Caseless(
  alternatives(LOCALES.map(({ reading }) => `${reading.lengths.means}|${reading.lengths.rateNames}`)),
);

function reportLength(said: string, { value, text }: Figure, { period }: Observation, reader: Reader): void {
  const time = periodNames([period], reader.context.options.locale);
  const message = `the text says "${said}", and the figure ${text} is of ${time}`;
  reader.report(
    'document/period',
    message,
    value.place,
    'name the period of the figure: {{period "…"}} with its address',
  );
}

function reportMean(said: string, { value, text }: Figure, { period }: Observation, reader: Reader): void {
  const time = periodNames([period], reader.context.options.locale);
  const message = `the text says "${said}", and the figure ${text} is the whole of ${time}`;
  const hint = 'leave it out, or work the mean out: {{over "…" 12}}';
  reader.report('document/label', message, value.place, hint);
}

interface Said {
  readonly before: RegExp;
  readonly behind: RegExp;
}

interface Patterns {
  readonly lengths: ReadonlyMap<TimeLength, Said & { readonly name: RegExp; readonly alone: RegExp }>;
  readonly means: Said;
  /** Behind a figure: what it is divided by. */
  readonly per: RegExp;
  readonly moves: RegExp;
}

const patternsOf = onceFor((locale: LocaleId): Patterns => {
  const { isSpaced, reading } = words(locale);
  const { lengths, ways, waysEither, said, per } = reading;
  const [start, end, gap] = isSpaced ? ['(?<!\\p{L})', '(?!\\p{L})', '\\s+'] : ['', '', ''];
  const noun = isSpaced ? `(?:\\s+(?!(?:${said.and}|${said.in}|${per})${end})\\p{L}+)?,?` : '\\p{Script=Han}{0,2}';
  const all = Object.entries(lengths.names) as [TimeLength, string][];
  const of = (
    length: TimeLength,
    name: string,
  ): Patterns['lengths'] extends ReadonlyMap<TimeLength, infer One> ? One : never => {
    const lead = isSpaced ? `(?:${lengths.lead}|${lengths.each})${gap}` : '';
    const first = isSpaced ? `(?<=^\\s*|[,;]\\s+)(?:${lengths.first})${gap}` : '(?!)';
    const adjective =
      lengths.adjectives[length] === undefined ? '' : `|(?:${lengths.adjectives[length]})(?=${gap}\\p{L})`;
    const whole = `(?:${name})${end}(?!${lengths.goesOn})`;
    return {
      name: new Caseless(`${start}(?:${name})${end}`),
      before: new Caseless(`(?<said>${start}(?:(?:${lead}|${first})${whole}${adjective}))`, 'gu'),
      behind: new Caseless(`^${noun}\\s*(?<said>${start}${lead}${whole})`),
      alone: new Caseless(
        `^\\s*(?:(?:${lengths.whole})${gap})?(?:${name})\\s*$|${start}(?:${lengths.lead})${gap}${whole}\\s*$`,
      ),
    };
  };
  const means = `(?:${lengths.means})${end}`;
  return {
    lengths: new Map(all.map(([length, name]) => [length, of(length, name)])),
    means: {
      before: new Caseless(`(?<said>${start}${means})`, 'gu'),
      behind: new Caseless(`^${noun}\\s*(?<said>${start}${means})`),
    },
    per: isSpaced ? new Caseless(`^${noun}\\s+(?<said>(?:${lengths.per})\\s+\\p{L}+)`) : /(?!)/u,
    moves: new Caseless(`${start}(?:${ways.up}|${ways.down}|${ways.flat}|${waysEither})${end}`),
  };
});
