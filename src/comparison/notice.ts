import { inPattern } from '../core/diagnostics/quoting.ts';
import { type Changes, changesBetween, type Restated } from '../dataset/changes.ts';
import type { Edition } from '../dataset/edition.ts';
import { textIn } from '../dataset/localised.ts';
import { type Observation, quantityOf } from '../dataset/model.ts';
import { CORRECTED_MARK, statementsOf, type Value } from '../figure/value.ts';
import type { Locale } from '../language/locale.ts';
import { type LocaleId, words } from '../language/locales.ts';
import type { Material, Notice, NoticeFigure, NoticeText } from '../template/scope.ts';
import type { Block, Whereabouts } from './document-blocks.ts';
import { type DocumentChange, documentChanges, gravestFirst } from './document-changes.ts';
import type { Segment } from './segments.ts';

/** A print of an edition. */
export interface Vintage extends Print {
  readonly blocks: readonly Block[];
}

/**
 * What a later print of an edition corrects in an earlier one: the figures that were printed there, and the texts that say
 * something else because of them. Only data may differ between the two. Undefined if nothing that was printed has changed.
 * `plain` is the later print as if its sources had printed the right figures (`asIfPrinted`): what only reports a
 * correction, such as a note on it, is not in it, and is not material.
 */
export function noticeBetween(earlier: Vintage, now: Vintage, plain: Vintage, locale: LocaleId): Notice | undefined {
  const printed = placesOf(earlier.blocks);
  const found = restatedSince(earlier, now.edition, printed);
  if (found.length === 0) return undefined;
  const wrong = new Set(found.map(({ before }) => before.address));
  const material = documentChanges(earlier.blocks, plain.blocks, locale).flatMap((change) => {
    const said = saidOf(change, [earlier, plain], locale);
    const what = materialOf(change, said, wrong, earlier.blocks, words(locale));
    return what ? [{ change, what }] : [];
  });
  // A sentence may speak of a figure that stands in another one of its paragraph.
  const about = new Set(
    material.flatMap(({ change: { blocks } }) =>
      [...(blocks.before?.segments ?? []), ...(blocks.after?.segments ?? [])].flatMap(addressesOf),
    ),
  );
  const figures = found.map((item) => figureOf(item, printed, about));
  const order = gravestFirst(material.map(({ change }) => change));
  const shown = new Map(now.blocks.flatMap(({ segments }) => segments.map((one) => [unmarked(one), one.text])));
  const texts = material
    .toSorted((a, b) => order.indexOf(a.change) - order.indexOf(b.change))
    .map((one) => textOf(one, shown));
  return { earlier, figures, texts };
}

/** The figures of a print that a later edition has otherwise. */
export function restatedSince(
  { edition, blocks }: Vintage,
  now: Edition,
  printed: ReadonlyMap<string, unknown> = placesOf(blocks),
): (Restated & Pick<NoticeFigure, 'kind'>)[] {
  const found = restatedIn(changesBetween(edition, now));
  return found.filter((item) => printed.has(item.before.address) && isOtherwise(item));
}

/** Whether a figure is printed otherwise: what was typed wrongly may be as it was once it is corrected. */
function isOtherwise({ before, now }: Restated): boolean {
  return quantityOf(before)?.text !== quantityOf(now)?.text;
}

/** A text without citations and the marks of corrected figures. */
function unmarked({ text, uncited }: Segment): string {
  return (uncited ?? text).replaceAll(CORRECTED_MARK, '');
}

/** Figures of a print of which nothing says since when they are corrected, so that it may have had the wrong ones. */
export function undatedIn({ blocks }: Vintage): Observation[] {
  const stated = valuesIn(blocks).flatMap(statementsOf);
  const undated = stated.filter(({ correction }) => correction?.isByArithmetic && correction.since === undefined);
  return [...new Map(undated.map((one) => [one.address, one])).values()];
}

function valuesIn(blocks: readonly Block[]): Value[] {
  return blocks.flatMap(({ segments, chart }) => [
    ...segments.flatMap(({ figures }) => figures.map(({ value }) => value)),
    ...(chart?.values ?? []),
  ]);
}

function figureOf(
  item: Restated & Pick<NoticeFigure, 'kind'>,
  printed: ReadonlyMap<string, readonly string[]>,
  about: ReadonlySet<string>,
): NoticeFigure {
  const { address } = item.before;
  return { ...item, printedIn: printed.get(address) ?? [], isMaterial: about.has(address) };
}

function restatedIn({ corrected, revised, replaced }: Changes): (Restated & Pick<NoticeFigure, 'kind'>)[] {
  const as = (kind: NoticeFigure['kind']) => (item: Restated) => Object.assign({ kind }, item);
  return [...corrected.map(as('corrected')), ...[...revised, ...replaced].map(as('revised'))];
}

/** Where each figure is printed, by its address: sections and exhibits, each once. */
function placesOf(blocks: readonly Block[]): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  for (const block of blocks) {
    for (const address of new Set(valuesIn([block]).flatMap(addressesIn))) {
      const known = places.get(address) ?? [];
      const name = nameOf(block.where);
      if (!known.includes(name)) places.set(address, [...known, name]);
    }
  }
  return places;
}

function nameOf({ section, exhibit }: Whereabouts): string {
  return exhibit?.name ?? section;
}

function addressesIn(value: Value): string[] {
  return statementsOf(value).map(({ address }) => address);
}

function addressesOf(segment: Segment | undefined): string[] {
  return (segment?.figures ?? []).flatMap(({ value }) => addressesIn(value));
}

/** What both texts of a change say; undefined where one of them is missing. */
function saidOf(
  { part, where, before, after }: DocumentChange,
  [earlier, now]: [Print, Print],
  locale: LocaleId,
): Said {
  const isSourceLine = part === 'note' && where.exhibit !== undefined;
  return [before && saidIn(before, earlier, locale, isSourceLine), after && saidIn(after, now, locale, isSourceLine)];
}

type Said = readonly [before: string | undefined, after: string | undefined];

/**
 * Why a change is material. A word of direction or rank always is, and so are other words of a sentence but those of a
 * date; a sentence that comes or goes, if a wrong figure is in it; a figure alone only in a headline. Citations and what
 * identifies the print never are.
 */
function materialOf(
  change: DocumentChange,
  [before, after]: Said,
  wrong: ReadonlySet<string>,
  earlier: readonly Block[],
  terms: Locale,
): Material | undefined {
  const { weight, part } = change;
  if (before === after || weight === 'order') return undefined;
  if (weight === 'direction' || weight === 'rank') return weight;
  const isAbout = [...addressesOf(change.before), ...addressesOf(change.after)].some((address) => wrong.has(address));
  if (isAbout && isHeadline(change, earlier)) return 'headline';
  if (part !== 'sentence' && part !== 'note') return undefined;
  if (weight === 'presence') return isAbout ? 'assertion' : undefined;
  return weight === 'words' && assertion(before, terms) !== assertion(after, terms) ? 'assertion' : undefined;
}

/** The words of a sentence without numbers, marks and months. */
function assertion(said: string | undefined, { calendar }: Locale): string {
  const months = new Set([...calendar.months, ...calendar.shortMonths]);
  const found = said?.match(/\p{L}+/gu) ?? [];
  return found.filter((word) => !months.has(word)).join(' ');
}

/** Headings, titles of exhibits, the headline box, and the paragraph right under the title of the document. */
function isHeadline({ part, blocks: { before } }: DocumentChange, [title, ...others]: readonly Block[]): boolean {
  if (part === 'heading' || part === 'title' || part === 'figure') return true;
  const summary = others.find(({ kind }) => kind === 'paragraph');
  return before !== undefined && before === summary && before.where.sectionId === title?.where.sectionId;
}

/** A changed text, as `shown` in the later print by what it is without marks. */
function textOf(
  { change, what }: { readonly change: DocumentChange; readonly what: Material },
  shown: ReadonlyMap<string, string>,
): NoticeText {
  const { where, before, after } = change;
  const now = after ? (shown.get(unmarked(after)) ?? after.text) : '';
  return { what, section: where.section, before: before?.text ?? '', now };
}

/** What names a print in its own text. */
interface Print {
  readonly id: string;
  readonly edition: Edition;
}

/**
 * What a text says about its subject: without citations, and without what identifies the print, which are the id of its
 * edition, its date and hashes. A source line, which names publishers and dates, is left without the names.
 */
function saidIn(segment: Segment, { id, edition }: Print, locale: LocaleId, isSourceLine: boolean): string {
  const { date } = words(locale);
  const names = isSourceLine ? namesOf(edition, locale) : [];
  let text = segment.uncited ?? segment.text;
  for (const own of [id, date(edition.asOf), ...names]) text = without(text, own.replaceAll(/\s+/g, ' '));
  return text.replaceAll(/\b[0-9a-f]{16,64}\b/g, '#');
}

/** The words for publishers and their publications, the longest first. */
function namesOf({ dataset }: Edition, locale: LocaleId): string[] {
  return [...dataset.sources.values()]
    .flatMap(({ publisher, short, title }) => [publisher, short, title])
    .flatMap((name) => (name ? [textIn(name, locale)] : []))
    .toSorted((a, b) => b.length - a.length);
}

/** A text without a word or name; a part of a longer word stays. */
function without(text: string, name: string): string {
  if (name === '') return text;
  if (/\p{Script=Han}/u.test(name)) return text.replaceAll(name, '#');
  const escaped = inPattern(name);
  return text.replaceAll(new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])`, 'gu'), '#');
}
