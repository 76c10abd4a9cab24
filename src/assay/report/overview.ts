import { compareText, groupBy } from '../../core/diagnostics/text-order.ts';
import { meets } from '../../core/numbers/interval.ts';
import type { Release } from '../../dataset/model.ts';
import { dayOfFigure } from '../constraints/constraint.ts';
import { type CoverageRow, coverageRows } from '../diagnosis/coverage.ts';
import { restatementOf } from '../constraints/restatements.ts';
import type { Relation } from '../relations/relations-file.ts';
import { type AssayResult, type FigureResult, type RelationResult, relationsAt, type Standing } from './results.ts';

/** The figures of one standing, the worst first: those in most contradicted hard relations, then in most soft ones. */
export function worstFirst(result: AssayResult, standing: Standing): FigureResult[] {
  const countOf = ({ relations }: FigureResult, strength: RelationResult['strength']): number =>
    failingAmong(relationsAt(result, relations)).filter((relation) => relation.strength === strength).length;
  return result.figures
    .filter((figure) => figure.standing === standing)
    .map((figure) => ({ figure, hard: countOf(figure, 'hard'), soft: countOf(figure, 'soft') }))
    .sort((a, b) => b.hard - a.hard || b.soft - a.soft)
    .map(({ figure }) => figure);
}

/** The relations that decide something and are contradicted without an exception. */
export function failingAmong(relations: readonly RelationResult[]): RelationResult[] {
  return relations.filter((relation) => isFailing(relation));
}

/** Cases from which on a range that was observed makes a figure disputed: fewer are a judgement. */
const ENOUGH_CASES = 5;

/** Whether a relation is a judgement, or was seen in so few cases that it disputes nothing: a figure outside it is a question. */
export function isJudgement({
  relation,
}: {
  readonly relation?: Pick<Relation, 'hardness' | 'seen'> | undefined;
}): boolean {
  return relation?.hardness === 'soft' && (relation.seen ?? 0) < ENOUGH_CASES;
}

/** Whether a relation decides something and is contradicted without an exception. */
export function isFailing({
  verdict,
  strength,
  exception,
}: Pick<RelationResult, 'verdict' | 'strength'> & { readonly exception: object | undefined }): boolean {
  return verdict === 'contradicted' && strength !== 'evidence' && !exception;
}

/**
 * The contradicted relations of a figure that the cheapest repairs leave contradicted. Those that decide nothing count
 * where there are no others, and as repaired where a repair changes one of their figures.
 */
export function unrepairedOf(figure: FigureResult, result: AssayResult): RelationResult[] {
  const repairs = result.components.flatMap((component) => component.repairs.slice(0, 1));
  const relations = relationsAt(result, figure.relations);
  const failing = failingAmong(relations);
  if (failing.length > 0) {
    const repaired = relationsAt(
      result,
      repairs.flatMap((repair) => repair.repaired).map(({ relation }) => relation),
    );
    return failing.filter((relation) => !repaired.includes(relation));
  }
  const changed = new Set(repairs.flatMap(({ changes }) => changes.map((change) => change.figure)));
  return relations
    .filter(({ verdict, exception, isRevised }) => verdict === 'contradicted' && !exception && !isRevised)
    .filter(({ figures }) => !figures.some((index) => changed.has(index)));
}

/** A statement that a later release of the same publisher makes otherwise. */
export interface Revision {
  readonly before: FigureResult;
  readonly now: FigureResult;
}

/** The revisions among figures, the newest first. More digits of the same figure are not a revision. */
export function revisionsAmong(figures: readonly FigureResult[]): Revision[] {
  const bySource = groupBy(
    figures.filter(({ interval }) => interval),
    ({ observation }) => `${observation.release.source.group} ${observation.address}`,
  );
  return [...bySource.values()]
    .flatMap((stated) => {
      const inOrder = stated.toSorted((a, b) => compareText(dayOfFigure(a), dayOfFigure(b)));
      return inOrder.slice(1).flatMap((now, index): Revision[] => {
        const before = inOrder[index];
        if (!before?.interval || !now.interval || meets(before.interval, now.interval)) return [];
        return restatementOf(before.observation, now.observation) === 'vintages' ? [{ before, now }] : [];
      });
    })
    .sort((a, b) => compareText(dayOfFigure(b.now), dayOfFigure(a.now)));
}

/** A release, and how many of its figures would be noticed whether they slipped by ×10 or by ÷10. */
export interface ReleaseCoverage {
  readonly release: Release;
  /** Figures that can slip so. */
  readonly figures: number;
  readonly noticed: number;
  /** Slips of ×10, and of ÷10. */
  readonly rows: readonly CoverageRow[];
  readonly untested: readonly FigureResult[];
}

/** The coverage of the main release; undefined without figures. */
export function newestCoverage({ figures }: AssayResult): ReleaseCoverage | undefined {
  const newest = mainFigures(figures);
  const release = newest[0]?.observation.release;
  if (!release) return undefined;
  const tenfold = newest.map((figure) => figure.tenfold());
  const able = tenfold.filter(({ length }) => length > 0);
  return {
    release,
    figures: able.length,
    noticed: able.filter((notices) => notices.every(({ reach }) => reach !== undefined)).length,
    rows: coverageRows(able.flat()),
    untested: newest.filter(({ interval, standing }) => interval && standing === 'untested'),
  };
}

/** What is known of a figure next to its statement. */
type Stated = Pick<FigureResult, 'observation'>;

/**
 * The figures of the main release: the one that states most of those published in the newest year, the last of equals. A
 * report of one figure that came after it says little.
 */
export function mainFigures<F extends Stated>(figures: readonly F[]): readonly F[] {
  const byRelease = [...groupBy(figures, ({ observation }) => observation.release.id).values()];
  const [newest = []] = byRelease.sort(
    (a, b) => compareText(yearOf(b), yearOf(a)) || b.length - a.length || compareText(lastDayOf(b), lastDayOf(a)),
  );
  return newest;
}

function lastDayOf([figure]: readonly Stated[]): string {
  return figure ? dayOfFigure(figure) : '';
}

function yearOf(figures: readonly Stated[]): string {
  return lastDayOf(figures).slice(0, 4);
}
