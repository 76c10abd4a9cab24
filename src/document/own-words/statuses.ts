import { onceFor } from '../../core/machine/cache.ts';
import { observationOf, type Flag, type Value } from '../../figure/value.ts';
import { Caseless } from '../../language/caseless.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import type { SaidStatus } from '../../language/reading-words.ts';
import type { HeadedFigure, HeadText } from '../headed-figures.ts';
import { FLAG_MARKS, FLAG_ORDER } from '../transforms/flags.ts';
import { type Part, type Reader, textBefore } from './parts.ts';
import { leadingTo, wholeWords } from './patterns.ts';

/** Whether a figure may be called so: what its source calls it, or that it is of a time which had not ended. */
const FITS: Readonly<Record<SaidStatus, (value: Value) => boolean>> = {
  final: ({ flags }) => !flags.some((flag) => UNSETTLED.has(flag)),
  forecast: (value) => value.flags.includes('forecast') || isAhead(value),
  estimated: (value) => isRough(value) || isAhead(value),
  provisional: ({ flags }) => flags.includes('provisional') || flags.includes('estimated'),
};

const UNSETTLED: ReadonlySet<Flag> = new Set<Flag>(['provisional', 'estimated', 'forecast']);
const ROUGH: ReadonlySet<Flag> = new Set<Flag>([...UNSETTLED, 'low_reliability', 'derived']);

function isRough({ flags, qualifier }: Value): boolean {
  return qualifier !== undefined || flags.some((flag) => ROUGH.has(flag));
}

function isAhead(value: Value): boolean {
  const stated = observationOf(value);
  return stated !== undefined && stated.period.end > stated.release.published;
}

/** Reports words such as `provisional` right before or behind a figure of which its source says otherwise, and typed flags. */
export function compareStatuses(sentence: readonly Part[], reader: Reader): void {
  const { before, behind } = patternsOf(reader.context.options.locale);
  for (const [at, part] of sentence.entries()) {
    if (part.kind !== 'figure' || part.node.isWords || !observationOf(part.node.value)) continue;
    const { value, text } = part.node;
    const after = textBefore(sentence, at + 2);
    const said =
      statusIn(textBefore(sentence, at), before, value) ??
      statusIn(after, behind, value) ??
      flagIn(after, TYPED_FLAG, value);
    if (said !== undefined) report(said, text, value, reader);
  }
}

/** Reports heads and labels that say how far their figures are settled, where the source of one says otherwise. */
export function compareHeadStatuses(figures: readonly HeadedFigure[], reader: Reader): void {
  const { any, compared } = patternsOf(reader.context.options.locale);
  for (const { value, text, own } of figures) {
    if (!observationOf(value)) continue;
    for (const head of own.filter(isShort)) {
      const said = statusIn(head.text.replaceAll(compared, ''), any, value) ?? flagIn(head.text, HEAD_FLAG, value);
      if (said !== undefined) report(said, text, value, reader);
    }
  }
}

/** Letters of a head; a longer text is a sentence, and may speak of other figures. */
const HEAD = 60;

function isShort({ text }: HeadText): boolean {
  return text.length <= HEAD;
}

/** Marks of flags as Assay prints them, or in brackets, right behind a figure and at the end of a label. */
const TYPED_FLAG = /^\s*(?<flag>[(（[][efprbu][)）\]]|[ᵉᶠᵖʳᵇᵘ]|(?<=\s)[efprbu]\s*$)/u;
const HEAD_FLAG = /(?<flag>[(（[][efp][)）\]])\s*$/u;

/** The mark of a flag that a figure does not have. */
function flagIn(text: string, pattern: RegExp, { flags }: Value): string | undefined {
  const mark = pattern.exec(text)?.groups?.['flag'];
  const letter = mark?.normalize('NFKC').replaceAll(/[^a-z]/gu, '');
  const flag = FLAG_ORDER.find((one) => FLAG_MARKS[one] === letter);
  return flag === undefined || flags.includes(flag) ? undefined : mark;
}

/** The words of a status that a figure does not have; none where a text names several, or a label of the data says so. */
function statusIn(text: string, patterns: Readonly<Record<SaidStatus, RegExp>>, value: Value): string | undefined {
  const found = STATUSES.flatMap((status) => {
    const said = patterns[status].exec(text)?.groups?.['said'];
    return said === undefined ? [] : [{ status, said }];
  });
  const [first] = found;
  const { label, definition } = observationOf(value)?.indicator ?? {};
  const isNamed = [...(label?.values() ?? []), ...(definition?.values() ?? [])].some(
    (one) => first && one.toLowerCase().includes(first.said.toLowerCase()),
  );
  return first && found.length === 1 && !isNamed && !FITS[first.status](value) ? first.said : undefined;
}

const STATUSES: readonly SaidStatus[] = ['final', 'forecast', 'estimated', 'provisional'];

function report(said: string, text: string, value: Value, { report: tell }: Reader): void {
  const own =
    value.flags.filter((flag) => UNSETTLED.has(flag)).join(', ') || 'neither provisional nor estimated nor forecast';
  const message = `the text says "${said.trim()}", and the figure ${text} is ${own}`;
  tell(
    'document/status',
    message,
    value.place,
    'leave it out, or give the figure that status in the data: its flag is printed with it',
  );
}

interface Patterns extends Readonly<Record<'before' | 'behind' | 'any', Readonly<Record<SaidStatus, RegExp>>>> {
  /** A status with which another figure is compared: `from the forecast`. */
  readonly compared: RegExp;
}

const patternsOf = onceFor((locale: LocaleId): Patterns => {
  const { said, since } = words(locale).reading;
  const { statuses, articles } = said;
  const each = (make: (status: string) => RegExp): Readonly<Record<SaidStatus, RegExp>> => ({
    final: make(statuses.final),
    forecast: make(statuses.forecast),
    estimated: make(statuses.estimated),
    provisional: make(statuses.provisional),
  });
  const all = Object.values(statuses).join('|');
  return {
    before: each((status) => leadingTo(locale, status)),
    behind: each((status) => new Caseless(`^\\s*[(（\\[](?<said>${status})[)）\\]]`)),
    any: each((status) => new Caseless(wholeWords(locale, status))),
    compared: new Caseless(`(?:${since.from}|${since.than}|${since.lead})\\s+(?:(?:${articles})\\s+)?(?:${all})`, 'gu'),
  };
});
