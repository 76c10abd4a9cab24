import { inPattern } from '../../core/diagnostics/quoting.ts';
import { onceFor } from '../../core/machine/cache.ts';
import { textIn } from '../../dataset/localised.ts';
import type { Observation } from '../../dataset/model.ts';
import { isChange } from '../../figure/measure-words.ts';
import { observationOf } from '../../figure/value.ts';
import { Caseless } from '../../language/caseless.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import { waysTo } from '../turned-values.ts';
import { isRough } from '../untested-claims.ts';
import { type Figure, isKind, isLabel, type Part, type Reader, textBefore } from './parts.ts';
import { PRINT } from './patterns.ts';
import { isApart } from './periods.ts';
import { withTypedPeriods } from './typed-periods.ts';

/** Reports a figure that there is none of: `There were no 130,200 rides`. */
export function compareNone(sentence: readonly Part[], reader: Reader): void {
  const { locale } = reader.context.options;
  const { none, compared } = patternsOf(locale);
  for (const [at, part] of sentence.entries()) {
    if (part.kind !== 'figure' || part.node.isWords || isMisprint(part.node)) continue;
    const found = none.exec(textBefore(sentence, at))?.groups?.['said'];
    // 没有…那么多
    if (found === undefined || compared.test(textBefore(sentence, at + 2))) continue;
    const message = `the text says "${found}" of the figure ${part.node.text}, which its source states`;
    reader.report('document/value-neighbour', message, part.node.value.place, 'leave the word out, or the figure');
  }
}

/** A misprint that is reported next to what is right may be denied. */
function isMisprint({ value }: Figure): boolean {
  return observationOf(value)?.right !== undefined;
}

/**
 * Reports what a sentence says about an indicator and its first figure, and cannot be true: that it is above or below
 * itself, `Rides exceeded 130,200` in the edition of the time in which there were as many; that a change is what it came to, `Rides
 * rose to 6.1%`; and that it is as before, `Rides were unchanged at 130,200`, where the data state otherwise.
 */
export function compareItself(sentence: readonly Part[], reader: Reader): void {
  const { locale, dataset } = reader.context.options;
  const [at, figure] = firstFigure(sentence) ?? [];
  const stated = figure && observationOf(figure.value);
  if (at === undefined || !stated || isMisprint(figure)) return;
  const before = withTypedPeriods(sentence.slice(0, at), locale);
  const rest = aboutItself(before, stated, locale);
  if (rest === undefined) return;
  const { reached, unmoved } = patternsOf(locale);
  if (isChange(stated)) {
    if (reached.test(rest)) reportReached(rest, figure, stated, reader);
  } else if (stated.measure === 'level' && unmoved.test(rest)) {
    const ways = waysTo(figure.value, dataset);
    if (ways.size > 0 && !ways.has('flat')) reportMoved(rest, figure, stated, reader);
  } else if (stated.measure === 'level' && !isRough(figure.value) && isOfItsTime(before, figure, stated, reader))
    compareBeyond(rest, textBefore(sentence, at + 2), figure, reader);
}

function reportReached(said: string, { value, text }: Figure, { indicator }: Observation, { report }: Reader): void {
  const message = `the text says "${said}" of ${indicator.id}, and the figure ${text} is a change of it`;
  const hint = 'print the change with its word, {{change "…"}}, or the level that was reached';
  report('document/value-neighbour', message, value.place, hint);
}

function reportMoved(said: string, { value, text }: Figure, { indicator }: Observation, { report }: Reader): void {
  const message = `the text says "${said}" of ${indicator.id}, which was not ${text} before`;
  report('document/value-neighbour', message, value.place, 'print the word with the figure: {{change "…"}}');
}

function compareBeyond(rest: string, behind: string, figure: Figure, reader: Reader): void {
  const { beyond } = patternsOf(reader.context.options.locale);
  const found = beyond.find(([lead, end]) => lead.test(rest) && (!end || end.test(behind)));
  if (!found) return;
  const said = [rest, found[1]?.exec(behind)?.[0].trim() ?? ''].join(' … ').replace(/ … $/u, '');
  const id = observationOf(figure.value)?.indicator.id ?? '';
  const message = `the text says "${said}" of ${id}, which is the figure ${figure.text} itself`;
  const hint = 'say what it came to, or print the figure that it is compared with';
  reader.report('document/value-neighbour', message, figure.value.place, hint);
}

function firstFigure(sentence: readonly Part[]): readonly [number, Figure] | undefined {
  const at = sentence.findIndex(({ kind }) => kind === 'figure');
  const part = sentence[at];
  return part?.kind === 'figure' && !part.node.isWords ? [at, part.node] : undefined;
}

/** What a clause says about an indicator, without its name and a time before it; undefined if it is about something else. */
function aboutItself(before: readonly Part[], { indicator }: Observation, locale: LocaleId): string | undefined {
  const text = before
    .map((part) => (part.kind === 'words' || isLabel(part) ? part.text : PRINT))
    .join('')
    .replace(/^\s+|\s+$/gu, '');
  const { time, subject } = subjectPatterns(locale);
  const clause = text.replace(time, '');
  const found = subject(textIn(indicator.label, locale)).exec(clause);
  if (!found) return undefined;
  return `${clause.slice(0, found.index)} ${clause.slice(found.index + found[0].length)}`
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** Whether the times that are said before a figure are its own; where none is, it is of the time of its edition. */
function isOfItsTime(before: readonly Part[], figure: Figure, { period }: Observation, { context }: Reader): boolean {
  const periods = before.filter((part) => isKind(part, 'period'));
  if (periods.length > 0) return periods.every((part) => !isApart(part.of.period, figure));
  return period.end === context.options.period?.end;
}

interface Patterns {
  readonly none: RegExp;
  readonly compared: RegExp;
  readonly beyond: readonly (readonly [RegExp, RegExp | undefined])[];
  /** `rose to`. */
  readonly reached: RegExp;
  /** `were unchanged at`. */
  readonly unmoved: RegExp;
}

const patternsOf = onceFor((locale: LocaleId): Patterns => {
  const { isSpaced, reading } = words(locale);
  const { none, beyond, comparatives, ways, moveLinks, levelLinks, courses, equality, said } = reading;
  const [start, end] = isSpaced ? ['(?<!\\p{L})', '(?!\\p{L})'] : ['', ''];
  const space = isSpaced ? '\\s+' : '\\s*';
  const [to] = courses.find(([, , isLaterFirst]) => isLaterFirst) ?? [];
  return {
    reached: new Caseless(
      `^(?:\\p{L}+ly\\s+)?(?:${ways.up}|${ways.down})(?:${space}(?:${moveLinks}))*${space}(?:${to})$`,
    ),
    unmoved: new Caseless(
      `^(?:${isSpaced ? '\\p{L}+\\s+' : said.is})?(?:${equality.words})\\s*[,，]?${space}(?:${levelLinks}|${said.is})$`,
    ),
    none: new Caseless(`${start}(?<said>${none})${isSpaced ? '\\s+' : '\\s*'}$`),
    compared: isSpaced ? /(?!)/u : new Caseless(`^[^，。；]{0,6}(?:${comparatives.up}|${comparatives.down})`),
    beyond: beyond.map(([lead, behind]) => [
      new Caseless(`^(?:${lead})$`),
      behind === '' ? undefined : new Caseless(`^\\s*(?:${behind})${end}`),
    ]),
  };
});

interface SubjectPatterns {
  /** A time at the start of a sentence: `In the fourth quarter of 2025, `. */
  readonly time: RegExp;
  /** The name of what a clause is about. */
  readonly subject: (name: string) => RegExp;
}

const subjectPatterns = onceFor((locale: LocaleId): SubjectPatterns => {
  const { isSpaced, reading } = words(locale);
  const { said, counted } = reading;
  const space = isSpaced ? '\\s+' : '\\s*';
  const [start, end] = isSpaced ? ['(?<![\\p{L}-])', '(?![\\p{L}-])'] : ['', ''];
  const article = `(?:(?:${said.articles})${space})?`;
  const count = counted === '' ? '' : `(?:${article}(?:${counted})${space})?`;
  return {
    time: new Caseless(`^(?:(?:${said.in})\\s*)?${PRINT}\\s*[,，]?\\s*`),
    subject: (name) => new Caseless(`${start}${count}${article}${inPattern(name)}${end}`),
  };
});
