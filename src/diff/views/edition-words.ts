import type { ChangedPart } from '../../comparison/document-changes.ts';
import { type FigureShift, shiftText } from '../../comparison/figure-shift.ts';
import { listText } from '../../core/diagnostics/source-text.ts';
import { groupBy } from '../../core/diagnostics/text-order.ts';
import { quantityOf } from '../../dataset/model.ts';
import type { CausedChange, EditionDifference, FailedEdition, Failure } from '../difference.ts';
import { hasMoved } from '../page-moves.ts';

// What every view of a difference says about editions, in the same words.

const PARTS: Readonly<Record<ChangedPart, string>> = {
  sentence: 'sentence',
  cell: 'cell',
  heading: 'heading',
  title: 'title',
  figure: 'figure in a box',
  chart: 'chart',
  note: 'note',
  code: 'code',
};

/** Where a change is: `cell River route, Passengers, in Table 1 (By route)`. */
export function placeText({ part, change, cell, where }: CausedChange): string {
  const isRow = part === 'cell' && (change === 'moved' || !cell);
  const name = isRow ? 'row' : PARTS[part];
  const names = [cell?.row, cell?.column].filter((text) => text !== undefined && text !== '');
  const own = names.length > 0 ? ` ${names.join(', ')}` : '';
  const exhibit = where.exhibit ? ` in ${where.exhibit.name}` : '';
  const section =
    where.section === '' || part === 'heading' ? '' : exhibit ? ` (${where.section})` : ` in ${where.section}`;
  return `${name}${own}${exhibit}${section}`;
}

const WEIGHTS: Readonly<Record<CausedChange['weight'], string>> = {
  direction: 'direction',
  rank: 'rank',
  presence: '',
  words: 'words',
  figures: 'figures',
  drawing: 'drawn otherwise',
  order: 'moved',
  imprint: 'fingerprint',
};

/** What changes: `direction`, `figures`, `added`. What does not build says nobody anything yet. */
export function weightText({ weight, change }: CausedChange, { state }: Pick<EditionDifference, 'state'>): string {
  if (state === 'failed') return 'would change';
  return weight === 'presence' ? change : WEIGHTS[weight];
}

/** `data changed`; `data and template changed, and only together do this`; empty for what does not build. */
export function causeText({ why, isJoint }: CausedChange, { state }: Pick<EditionDifference, 'state'>): string {
  if (state === 'failed') return '';
  const list = listText(why);
  return `${list} changed${isJoint ? ', and only together do this' : ''}`;
}

/** `passengers@2025-Q4: 1,108,000 → 1,018,000 (−90,000)`. */
export function figureText({ address, before, after, shift }: FigureShift): string {
  const amount = shift ? ` (${shiftText(shift)})` : '';
  return `${address}: ${before ?? 'not printed'} → ${after ?? 'not printed'}${amount}`;
}

/** What a chart shows otherwise, mark by mark. */
export function chartTexts({ change, figures, names = [] }: CausedChange): string[] {
  if (change !== 'changed') return [];
  const called = names.map(({ address, before, after }) => `mark ${address} is called “${after}”, before “${before}”`);
  if (figures.length + called.length === 0) return ['its marks show the same figures under the same names'];
  return [...figures.map((figure) => `mark ${figureText(figure)}`), ...called];
}

/** The editions that differ, and how many of them only in the fingerprint that they print. */
export function shownEditions(editions: readonly EditionDifference[]): {
  readonly shown: readonly EditionDifference[];
  readonly failed: number;
  readonly imprints: number;
  readonly same: number;
} {
  const differing = editions.filter(({ state }) => state !== 'unchanged');
  const shown = differing.filter(
    (edition) => edition.state !== 'changed' || toldChanges(edition).length > 0 || otherTexts(edition).length > 0,
  );
  return {
    shown,
    failed: shown.filter(({ state }) => state === 'failed').length,
    imprints: differing.length - shown.length,
    same: editions.length - differing.length,
  };
}

/** What of an edition is reported: not that its fingerprint is another one, which it is whenever anything is. */
export function toldChanges({ changes }: EditionDifference): readonly CausedChange[] {
  return changes.filter(({ weight }) => weight !== 'imprint');
}

/** `Of 12 editions 1 does not build, 2 read otherwise, 4 differ in their fingerprint only, 5 are as before.` */
export function totalText(datasets: number, editions: readonly EditionDifference[]): string {
  const { shown, failed, imprints, same } = shownEditions(editions);
  if (datasets + shown.length + imprints === 0) return 'Neither data nor what a reader sees changes.';
  const otherwise = shown.length - failed;
  if (editions.length === 1) {
    const only = failed > 0 ? 'does not build' : otherwise > 0 ? 'reads otherwise' : same > 0 ? 'reads as before' : '';
    return `The edition ${only === '' ? 'differs in its fingerprint only' : only}.`;
  }
  const counted = (count: number, one: string, several: string): string[] =>
    count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
  const parts = [
    ...counted(failed, 'does not build', 'do not build'),
    ...counted(otherwise, 'reads otherwise', 'read otherwise'),
    ...counted(imprints, 'differs in its fingerprint only', 'differ in their fingerprint only'),
  ];
  const rest = parts.length === 0 ? ['none reads otherwise'] : counted(same, 'is as before', 'are as before');
  return `Of ${editions.length} editions ${[...parts, ...rest].join(', ')}.`;
}

/** What else changes in an edition than texts, with what that is called. */
export function otherTexts(edition: EditionDifference): { readonly name: string; readonly text: string }[] {
  const pages = pagesText(edition);
  return [
    ...(edition.anchors ?? []).map(({ name, before, after }) => ({
      name: 'address',
      text: `${name}: #${before} → #${after}; links to it break`,
    })),
    ...(pages === '' ? [] : [{ name: 'pages', text: pages }]),
  ];
}

/** `13 pages, before 12. On another page: Table 1 (4 → 5)`; empty where nothing moves. */
function pagesText({ pages: moved }: EditionDifference): string {
  if (!moved || !hasMoved(moved)) return '';
  const { pages, moves } = moved;
  const list = moves.map(({ name, before, after }) => `${name} (${before} → ${after})`).join('; ');
  return [
    ...(pages.before === pages.after ? [] : [`the PDF has ${pages.after} pages, before ${pages.before}`]),
    ...(list === '' ? [] : [`on another page: ${list}`]),
  ].join('; ');
}

/** An edition: `harbour-ferries/2025-q4/en`. */
export function editionText({ head, comparedWith }: EditionDifference): string {
  const name = nameText(head);
  return comparedWith === undefined ? name : `${name}, against ${comparedWith}`;
}

function nameText({ brief, edition, locale, member }: FailedEdition): string {
  return [brief, edition, locale, member].filter((part) => part !== undefined).join('/');
}

/** Editions that a failure names before it counts the others. */
const MOST_NAMED = 4;

/** `does not build`, and which editions: `harbour-ferries/2025-q4/en and 3 more`. */
export function failureTexts({ side, isOld, editions }: Failure): { readonly what: string; readonly editions: string } {
  const what =
    side === 'base' ? 'did not build before' : isOld ? 'does not build, nor did it before' : 'does not build';
  return { what, editions: listText(editions.map(nameText), MOST_NAMED) };
}

const STATES: Readonly<Record<Exclude<EditionDifference['state'], 'changed'>, string>> = {
  unchanged: 'a reader sees no difference',
  added: 'new edition',
  removed: 'edition removed',
  failed: 'does not build',
  mended: 'builds again',
};

/** `2 sentences, 1 chart`, the gravest kinds first. */
export function summaryText(edition: EditionDifference): string {
  const { state } = edition;
  const parts = partsText(edition);
  if (state === 'changed') return parts;
  return parts === ''
    ? STATES[state] + reprintText(edition)
    : `${STATES[state]}; it ${state === 'failed' ? 'would change' : 'changes'} ${parts}`;
}

/** Figures of a reprint that are named before the others are counted. */
const MOST_FIGURES = 3;

/** `, prints 2025-q4 again with other figures: borrowers@2025-12-31 219,800, not 291,800`. */
function reprintText({ reprints }: EditionDifference): string {
  if (!reprints) return '';
  const { edition, figures } = reprints;
  const more = figures.length - MOST_FIGURES;
  const named = figures
    .slice(0, MOST_FIGURES)
    .map(({ before, now }) => `${now.address} ${quantityOf(now)?.text}, not ${quantityOf(before)?.text}`);
  const list = named.join('; ') + (more > 0 ? `; and ${more} more` : '');
  return `, prints ${edition} again ${figures.length === 0 ? 'with the same figures' : `with other figures: ${list}`}`;
}

function partsText(edition: EditionDifference): string {
  const groups = groupBy(toldChanges(edition), ({ part }) => PARTS[part]);
  const parts = [...groups].map(([name, { length }]) => `${length} ${length === 1 ? name : pluralOf(name)}`);
  const { length } = edition.anchors ?? [];
  return [
    ...parts,
    ...(length === 0 ? [] : [`${length} ${length === 1 ? 'address' : 'addresses'}`]),
    ...(hasMoved(edition.pages) ? ['pages that move'] : []),
  ].join(', ');
}

function pluralOf(name: string): string {
  if (name === PARTS.figure) return 'figures in boxes';
  return name === PARTS.code ? 'pieces of code' : `${name}s`;
}
