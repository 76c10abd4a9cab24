import { lineOf } from '../../core/diagnostics/source-file.ts';
import { groupBy } from '../../core/diagnostics/text-order.ts';
import { once } from '../../core/machine/cache.ts';
import { decimalText, normalise } from '../../core/numbers/decimal.ts';
import { type Rational, ratio, rationalOf, rationalText } from '../../core/numbers/rational.ts';
import { textIn } from '../../dataset/localised.ts';
import { evidenceOf, type Observation } from '../../dataset/model.ts';
import type { TestedSides } from '../constraints/constraint.ts';
import type { Explanation } from './explain.ts';
import { intervalText } from '../intervals/interval-digits.ts';
import { newestCoverage, revisionsAmong } from './overview.ts';
import type { ComponentReport, FigureReport, RelationReport, RepairReport, ReportData } from './report-schema.ts';

import { printedText, proposedText } from './result-text.ts';
import { operatorText } from '../slips/change.ts';
import { placeOfRule, rulesText } from './rule-text.ts';
import {
  type AssayResult,
  type ComponentResult,
  countsOf,
  type FigureResult,
  type Implied,
  itemAt,
  type PointResult,
  type Proof,
  type RelationResult,
  relationsAt,
  type RepairResult,
} from './results.ts';
import { DEFAULT_LOCALE } from '../../language/locales.ts';

/** The results as plain data, as `reportSchema` describes them. */
export function reportOf(result: AssayResult): ReportData {
  const { dataset, options, relations, figures, components, proposed, coverage, exceptions } = result;
  const view = reportView(result);
  return {
    dataset: dataset.id,
    asPrinted: options.asPrinted ?? false,
    alone: options.alone ?? null,
    asOf: options.asOf ?? null,
    counts: countsOf(result),
    relations: relations.map(relationReport),
    figures: figures.map((figure) => view.figure(figure, result.wouldCover().get(figure) ?? [])),
    components: components.map(view.component),
    proposed: proposed().map(({ relation, held, of, broken }) => ({
      rule: relation.rule,
      holds: relation.holds,
      standsOn: lineOf(relation.place),
      held,
      of,
      broken: broken.map(({ relation: { id }, at, says, slips, statements }) => ({
        relation: id,
        at: at.text,
        says,
        slips: [...slips],
        figures: statements.map(({ address }) => address),
      })),
    })),
    coverage: [...coverage()],
    newest: newestReport(result),
    revisions: revisionsAmong(figures).map(({ before, now }) => ({
      before: before.index,
      now: now.index,
      published: now.observation.release.published,
    })),
    exceptions: exceptions.map(({ exception, relations: covered }) => ({
      relation: exception.relation,
      at: exception.at.text,
      reason: textIn(exception.reason, DEFAULT_LOCALE),
      reasons: Object.fromEntries(exception.reason),
      source: exception.source ?? null,
      relations: [...covered],
    })),
  };
}

function newestReport(result: AssayResult): ReportData['newest'] {
  const newest = newestCoverage(result);
  return newest
    ? { release: newest.release.id, coverage: [...newest.rows], untested: newest.untested.map(({ index }) => index) }
    : null;
}

/** An explanation as plain data; positions are those of the whole report. */
export function explanationReport(result: AssayResult, { figure, components, others }: Explanation) {
  const view = reportView(result);
  return {
    figure: view.figure(figure),
    relations: relationsAt(result, figure.relations).map(relationReport),
    components: components.map(view.component),
    others: others.map((other) => view.figure(other)),
  };
}

function nameOf({ release, address, in: within }: Observation): string {
  return `${release.id} ${address} ${within ?? ''}`;
}

/** Figures and components as they are reported. */
function reportView({ figures, options, watched }: AssayResult) {
  const byStatement = once(() => groupBy(watched(), ({ statement }) => nameOf(statement)));
  const watchedOf = (statement: Observation): FigureReport['watched'] =>
    (byStatement().get(nameOf(statement)) ?? []).map(({ by, limit, says }) => ({
      by,
      limit: limit === undefined ? null : Math.ceil(limit * 10) / 10,
      unusual: says ?? null,
    }));
  const observationAt = (position: number): Observation => itemAt(figures, position).observation;
  const proofs = (list: readonly Proof[]): RepairReport['broken'] =>
    list.map(({ relation, before, after }) => ({ relation, before: sidesReport(before), after: sidesReport(after) }));
  const pointReport = (point: PointResult | undefined): RepairReport['point'] =>
    point
      ? {
          relations: [...point.relations],
          values: point.values.map(({ figure, constant, value }) => ({
            figure: figure ?? null,
            constant: constant ?? null,
            value: rationalText(figure === undefined ? value : inPrintedUnit(value, observationAt(figure))),
          })),
        }
      : null;
  const repair = ({ dearer, changes, isAccepted, witnesses, ...tested }: RepairResult): RepairReport => ({
    dearer,
    changes: changes.map(({ figure, change, others, implied, calledForBy }) => {
      const observation = observationAt(figure);
      return {
        figure,
        change: operatorText(change.operator),
        printed: printedText(observation) ?? '',
        proposed: proposedText(observation, change),
        others: others.map((other) => proposedText(observation, other)),
        implied: intervalText(implied(), observation.printed?.unit),
        calledForBy: proofs(calledForBy),
      };
    }),
    isAccepted,
    restored: proofs(tested.repaired),
    broken: proofs(tested.broken),
    left: proofs(tested.left),
    undecided: proofs(tested.undecided),
    witnesses: [...witnesses],
    point: pointReport(tested.point()),
  });
  return {
    figure: (figure: FigureResult, wouldCover = figure.wouldCover()): FigureReport => ({
      ...statementReport(figure, options.asPrinted),
      standing: figure.standing,
      relations: [...figure.relations],
      implied: impliedReport(figure),
      notices: figure.notices().map(({ change, reach, strength, by }) => ({
        change: operatorText(change.operator),
        reach: reach ?? null,
        strength: strength ?? null,
        by: [...by],
      })),
      wouldCover: [...wouldCover],
      watched: [...watchedOf(figure.observation)],
    }),
    component: (component: ComponentResult): ComponentReport => ({
      contradicted: [...component.contradicted],
      cost: Number.isFinite(component.cost) ? component.cost : null,
      isCutShort: component.isCutShort,
      accused: [...component.accused],
      repairs: component.repairs.map(repair),
      rules: component.rules.map((explanation) => ({
        says: rulesText(explanation, { figures }),
        rules: explanation.rules.map((rule) => ({
          name: rule.relation?.rule ?? rule.claim?.address ?? '',
          standsOn: lineOf(placeOfRule(rule)),
          contradicted: [...rule.contradicted],
          tested: rule.positions.length,
        })),
        cost: explanation.cost,
        first: explanation.isFirst,
      })),
      deciding: [...component.deciding()],
    }),
  };
}

/** A number of base units in the unit of the print of a figure, exactly. */
function inPrintedUnit(value: Rational, { printed }: Observation): Rational {
  if (!printed) return value;
  const { factor, divisor } = printed.unit;
  const size = divisor ? ratio(rationalOf(factor), rationalOf(divisor)) : rationalOf(factor);
  return ratio(value, size);
}

function relationReport(result: RelationResult): RelationReport {
  const { relation, record, words, exception } = result;
  const { verdict, margin, sides } = result.outcome();
  return {
    name: result.name,
    at: result.at.text,
    derivation: result.derivation,
    strength: result.strength,
    says: result.says,
    words: (words && Object.fromEntries(words)) || null,
    verdict,
    revised: verdict === 'contradicted' && result.isRevised === true,
    margin: margin ? decimalText(normalise(margin)) : null,
    sides: sidesReport(sides),
    figures: [...result.figures],
    standsOn: lineOf(relation?.place ?? record?.place),
    owner: relation?.owner ?? null,
    reason: relation?.reason ?? null,
    source: relation?.source ?? null,
    exception: exception ? textIn(exception.reason, DEFAULT_LOCALE) : null,
  };
}

function sidesReport(sides: readonly TestedSides[]): RelationReport['sides'] {
  return sides.map(({ unit, left, sense, right }) => ({
    left: intervalText(left, unit),
    sense,
    right: intervalText(right, unit),
  }));
}

function statementReport({ observation, interval }: FigureResult, asPrinted = false) {
  const { address, release, at, place, printed, correction } = observation;
  return {
    address,
    release: release.id,
    source: release.source.id,
    at: at ?? null,
    standsAt: lineOf(place),
    printed: printedText(observation),
    corrected: asPrinted ? null : (correction?.quantity.text ?? null),
    evidence: correction ? [...evidenceOf(correction)] : [],
    interval: interval ? intervalText(interval, printed?.unit) : null,
  };
}

function impliedReport({ observation, implied }: FigureResult): FigureReport['implied'] {
  const found: Implied | undefined = implied();
  const unit = observation.printed?.unit;
  return found ? { hard: intervalText(found.hard, unit), all: intervalText(found.all, unit) } : null;
}
