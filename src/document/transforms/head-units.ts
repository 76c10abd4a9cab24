import type { Root } from 'mdast';
import { inPattern } from '../../core/diagnostics/quoting.ts';
import { isBareCount, isClaimAbout, isClaimOf, type UnitClaim, unitClaimsIn } from '../../dataset/unit-claims.ts';
import type { Unit } from '../../dataset/unit.ts';
import { unitText } from '../../figure/number-text.ts';
import type { Value } from '../../figure/value.ts';
import { Caseless } from '../../language/caseless.ts';
import { type LocaleId, LOCALES, words } from '../../language/locales.ts';
import { alternatives } from '../../language/word-forms.ts';
import { declaredNumbers } from '../../language/typed-numbers.ts';
import { type Place, textAt } from '../../core/diagnostics/source-file.ts';
import { type Context, placeOfNode } from '../document-context.ts';
import {
  FOOTNOTE,
  NOTE,
  type HeadedFigure,
  type HeadedGroup,
  headedFigures,
  type HeadText,
  ROW_LABEL,
  textOf,
} from '../headed-figures.ts';
import { nodesOf } from '../tree-walk.ts';
import { RATE_HINT, rateInHead } from '../value-neighbours.ts';

/** What a text claims, with the text. */
interface Said {
  readonly head: HeadText;
  readonly claim: UnitClaim;
}

/**
 * Reports heads, labels and captions that name another scale or unit than that in which their figures are printed. What
 * stands nearest decides: the head and label of a figure, else the captions of all.
 */
export function headUnitsTransform(root: Root, context: Context): void {
  const { locale, declared, dataset } = context.options;
  const { mask } = declaredNumbers(declared ?? []);
  const indicators = [...(dataset?.indicators.values() ?? [])];
  const units = [...(dataset?.units?.values() ?? []), ...new Set(indicators.map(({ unit }) => unit))];
  const told = new Set<string>();
  const groups = headedFigures(root, context, true);
  const { misscaled: wrongly } = context;
  for (const group of groups) {
    const own = [...units, ...new Set(group.figures.map(({ value }) => value.unit))];
    const claimsOf = (head: HeadText): Said[] =>
      unitClaimsIn(mask(head.text), own, head.role).flatMap((claim) =>
        isBareCount(claim) || (head.what === FOOTNOTE && !isOfAll(claim)) ? [] : [{ head, claim }],
      );
    for (const { said, figure } of wrongIn(group, claimsOf)) {
      const { head, claim } = said;
      wrongly.add(figure.value);
      const key = `${claim.name} ${head.text} ${head.place?.file.path}:${head.place?.line}:${head.place?.column}`;
      if (told.has(key)) continue;
      told.add(key);
      const unit = unitText(figure.value.unit, locale) || 'ones';
      const message = `${head.what} says "${claim.name}", and the figure ${figure.text} is printed in ${unit}`;
      const hint =
        'print the figures in that unit with unit="…", or name the unit in which they are printed: {{unit "…"}}';
      context.diagnostics.error('document/unit', message, head.place, hint);
    }
  }
  reportRates(groups, context);
  reportUnsaid(root, { groups, but: wrongly }, { units, mask }, context);
}

/**
 * Reports heads, labels and subtitles that make a rate of sums: `Rides per day` above those of quarters. What stands above
 * all figures may be said about some of them.
 */
function reportRates(groups: readonly HeadedGroup[], context: Context): void {
  const { locale } = context.options;
  const told = new Set<string>();
  const report = (head: HeadText, { value, text }: HeadedFigure): void => {
    const found = rateInHead(head.text, value, locale);
    const key = `${head.text} ${head.place?.file.path}:${head.place?.line}:${head.place?.column}`;
    if (found === undefined || told.has(key)) return;
    told.add(key);
    const message = `${head.what} says "${found}", and the figure ${text} is one of a whole period`;
    context.diagnostics.error('document/unit', message, head.place, RATE_HINT);
  };
  for (const { figures, captions } of groups) {
    for (const figure of figures) for (const head of figure.own) report(head, figure);
    const [first] = figures;
    if (!first) continue;
    for (const head of captions.filter(({ role }) => role === 'head'))
      if (figures.every(({ value }) => rateInHead(head.text, value, locale) !== undefined)) report(head, first);
  }
}

/** What the head of a column or the label of a row that somebody else wrote says about a figure's unit, where that is not so. */
export function wrongHeadOf(
  heads: readonly { readonly text: string; readonly what: string }[],
  { value, text }: Pick<HeadedFigure, 'value' | 'text'>,
  locale: LocaleId,
): { readonly message: string; readonly hint: string } | undefined {
  const own = heads.map(({ text: head, what }): HeadText => {
    return { text: head, what, role: 'head', isOnly: what !== ROW_LABEL, place: undefined };
  });
  const claimsOf = (head: HeadText): Said[] =>
    unitClaimsIn(head.text, [value.unit], head.role).flatMap((claim) => (isBareCount(claim) ? [] : [{ head, claim }]));
  const [wrong] = wrongIn({ figures: [{ value, text, own }], captions: [] }, claimsOf);
  if (wrong) {
    const { head, claim } = wrong.said;
    const unit = unitText(value.unit, locale) || 'ones';
    const message = `${head.what} says "${claim.name}", and the figure ${text} is printed in ${unit}`;
    return { message, hint: 'name the unit in which the figure is printed, or none' };
  }
  for (const { text: head, what } of own) {
    const rate = rateInHead(head, value, locale);
    if (rate !== undefined)
      return { message: `${what} says "${rate}", and the figure ${text} is one of a whole period`, hint: RATE_HINT };
  }
  return undefined;
}

/** Whether a claim says how figures are to be read, and not what a symbol stands for. */
function isOfAll({ isScaled, isApart }: UnitClaim): boolean {
  return isScaled && isApart;
}

/** What texts are read with: units that are known, and names that are not read. */
interface Reading {
  readonly units: readonly Unit[];
  readonly mask: (text: string) => string;
}

/** Between the two units of a quotient, in any language. */
const PER = new RegExp(
  [
    '/',
    ...LOCALES.map(({ isSpaced, reading: { per, perArticle } }) =>
      isSpaced ? `(?<!\\p{L})(?:${alternatives([per, perArticle])})(?!\\p{L})` : per,
    ),
  ].join('|'),
  'iu',
);

/** Lines that say by themselves what their figures are; what stands in exhibits and boxes has heads and captions, too. */
const LINES = ['paragraph', 'heading', 'tableCell'] as const;

/** Reports figures without their unit where no text says it, but for some: 268.4 stands for 268,400, and 75 for minutes. */
function reportUnsaid(
  root: Root,
  { groups, but }: { readonly groups: readonly HeadedGroup[]; readonly but: ReadonlySet<Value> },
  { units, mask }: Reading,
  context: Context,
): void {
  const { locale } = context.options;
  const isSaidIn = (text: string, unit: Unit, role?: HeadText['role']): boolean =>
    (unit.code === 'pp' && POINTS.test(text)) ||
    // dollars a tonne in any words
    (unit.code.includes('/') && PER.test(text)) ||
    unitClaimsIn(mask(text), [...units, unit], role).some((claim) => isClaimOf(claim, unit)) ||
    isPrintedIn(text, unit, locale);
  const inLines = new Set<Value>();
  const found = new Map<
    Value,
    { readonly text: string; readonly place: Place | undefined; readonly isCell: boolean }
  >();
  for (const line of LINES.flatMap((type) => nodesOf(root, type))) {
    const values = nodesOf(line, 'value');
    for (const { value } of values) inLines.add(value);
    for (const node of values.filter(({ value }) => isUnsaid(value, context))) {
      const { value, text } = node;
      const isShown = values.some((other) => !isBare(other.value) && other.value.unit.code === value.unit.code);
      if (!isShown && !isSaidIn(textOf(line.children), value.unit))
        found.set(value, { text, place: value.place ?? placeOfNode(context, node), isCell: line.type === 'tableCell' });
    }
  }
  for (const { figures, captions } of groups) {
    for (const { value, text, own } of figures.filter((one) => isUnsaid(one.value, context))) {
      // figures of a headline box stand in no line
      const isShown = figures.some(
        (one) => one.own === own && !isBare(one.value) && one.value.unit.code === value.unit.code,
      );
      if (isShown || [...own, ...captions].some((head) => isSaidIn(head.text, value.unit, head.role)))
        found.delete(value);
      else if (own.length > 0 && !inLines.has(value))
        found.set(value, { text, place: own[0]?.place ?? value.place, isCell: false });
    }
  }
  for (const [value, { text, place, isCell }] of found) {
    if (but.has(value)) continue;
    const unit = unitText(value.unit, locale);
    const message = `the figure ${text} is in ${unit}, and nothing next to it or above it says so`;
    const isChosen = value.place !== undefined && /style=.bare/u.test(textAt(value.place));
    const hint = isCell
      ? `${isChosen ? 'leave style="bare" out, or ' : ''}add the unit to the head of the column: \`, {{unit "…"}}\``
      : 'leave style="bare" out, or print {{unit "…" unit="…"}} in its line, the head of its column or the subtitle';
    context.diagnostics.error('document/unit', message, place, hint);
  }
}

/** Whether a text has a unit as it is printed, also one of words that say nothing of a scale: *people* of `Cardholders, people`. */
function isPrintedIn(text: string, unit: Unit, locale: LocaleId): boolean {
  const letter = words(locale).isSpaced ? '\\p{L}' : '\\p{Script=Han}';
  const [start, end] = [`(?<!${letter}|\\p{N}\\s?)`, `(?!${letter}|\\p{N})`];
  const printed = inPattern(unitText(unit, locale)).replaceAll(/\s/gu, '\\s+');
  return new Caseless(`${start}${printed}${end}`).test(text);
}

/** Percentage points as a sentence says them for short. */
const POINTS = /(?<!\p{L})(?:points?|punkten?)(?!\p{L})/iu;

/**
 * Whether a figure is printed without the unit that it has. What is said in words, a third or nearly unchanged, has none; a
 * number that is spelled out does.
 */
function isUnsaid(value: Value, { options: { locale } }: Context): boolean {
  const isNumber =
    /\p{N}/u.test(value.text) || words(locale).counts.some((count) => count === value.text.toLowerCase());
  return isNumber && isBare(value) && unitText(value.unit, locale) !== '';
}

interface Wrong {
  readonly said: Said;
  readonly figure: HeadedFigure;
}

function wrongIn({ figures, captions }: HeadedGroup, claimsOf: (head: HeadText) => Said[]): Wrong[] {
  const known = new Map<HeadText, Said[]>();
  const saidBy = (heads: readonly HeadText[]): Said[] =>
    heads.flatMap((head) => {
      const said = known.get(head) ?? claimsOf(head);
      known.set(head, said);
      return said;
    });
  // a note may explain a symbol: only what has a scale says how figures are to be read
  const above = saidBy(captions).filter(({ head, claim }) => head.what !== NOTE || claim.isScaled);
  const open: HeadedFigure[] = [];
  const found: Wrong[] = [];
  for (const figure of figures) {
    const { unit } = figure.value;
    const near = saidBy(figure.own).filter((said) => concerns(said, figure.value));
    const wrong = near.some(({ claim }) => isClaimOf(claim, unit)) ? undefined : near[0];
    if (wrong) found.push({ said: wrong, figure });
    else if (near.length === 0 && isBare(figure.value)) open.push(figure);
  }
  return [...found, ...wrongCaptions(open, figures, above)];
}

/**
 * Whether a claim next to a figure is about it. A figure with its own unit is not read in another one, unless that has
 * another scale; a phrase may be about something else.
 */
function concerns({ claim, head }: Said, value: Value): boolean {
  const isAbout = isClaimAbout(claim, value.unit);
  if (!isBare(value)) return isAbout && claim.isScaled;
  return isAbout || (claim.isApart && (isRatio(value.unit) ? head.isOnly : claim.units.length > 0));
}

function isBare({ suffix }: Value): boolean {
  return suffix === '';
}

function isRatio({ dimension }: Unit): boolean {
  return dimension.size === 0;
}

const TITLES: ReadonlySet<string> = new Set(['the title', 'the subtitle']);

/**
 * Of captions, each of which may name the units of several columns: what is about a figure where none of the same caption is
 * so, and what none of the figures is in.
 */
function wrongCaptions(open: readonly HeadedFigure[], all: readonly HeadedFigure[], above: readonly Said[]): Wrong[] {
  const fits = ({ claim }: Said): boolean => all.some(({ value }) => isClaimOf(claim, value.unit));
  const fitting = new Set(above.filter(fits).map(({ head }) => head));
  const idle = above.find(({ claim, head }) => claim.isApart && claim.units.length > 0 && !fitting.has(head));
  // whatever else says the unit of the figures: a title does not say that of none
  const [first] = all;
  const title = above.find(({ claim, head }) => TITLES.has(head.what) && claim.isApart && !fitting.has(head));
  if (first && open.length === 0 && title) return [{ said: title, figure: first }];
  return open.flatMap((figure) => {
    const { unit } = figure.value;
    const right = new Set(above.filter(({ claim }) => isClaimOf(claim, unit)).map(({ head }) => head));
    const about = above.find(({ claim, head }) => isClaimAbout(claim, unit) && !right.has(head));
    const said = about ?? (isRatio(unit) ? undefined : idle);
    return said ? [{ said, figure }] : [];
  });
}
