import { addressesIn } from '../../comparison/document-changes.ts';
import type { Place } from '../../core/diagnostics/source-file.ts';
import {
  type CausedChange,
  changedBriefs,
  type Difference,
  type EditionDifference,
  type Failure,
  isDifferent,
  isMaterial,
} from '../difference.ts';
import type { DifferenceData, PlaceData } from './difference-schema.ts';

/** A difference as plain data, as `differenceSchema` describes it. */
export function differenceJson(difference: Difference): DifferenceData {
  const { base, head, packages, datasets, editions, failures } = difference;
  return {
    base,
    head,
    differs: isDifferent(difference),
    changed: changedBriefs(difference),
    material: editions.some(isMaterial),
    packages: packages.map(({ name, before = null, after = null }) => ({ name, before, after })),
    datasets: datasets.map(({ dataset, statements, rules, verdicts, findings, coverage, counts }) => ({
      dataset,
      counts,
      statements: statements.map(({ address, release, nature, why, before = null, after = null, shift, place }) => ({
        address,
        release,
        nature,
        why,
        before,
        after,
        shift: shift ?? null,
        place: placeData(place),
      })),
      rules: rules.map(({ kind, name, before = null, after = null, place }) => ({
        kind,
        name,
        before,
        after,
        place: placeData(place),
      })),
      verdicts: verdicts.map(({ relation, at, says, before = null, after = null }) => ({
        relation,
        at,
        says,
        before,
        after,
      })),
      findings: findings.map(({ rule, severity, message, hint = null, place }) => ({
        rule,
        severity,
        message,
        hint,
        place: placeData(place),
      })),
      coverage: [...coverage],
    })),
    editions: editions.map(editionData),
    failures: failures.map(failureData),
  };
}

function editionData(edition: EditionDifference): DifferenceData['editions'][number] {
  const { head, comparedWith = null, state, aspects, changes, pages, anchors = [] } = edition;
  return {
    brief: head.brief,
    edition: head.edition,
    locale: head.locale,
    member: head.member ?? null,
    compared_with: comparedWith,
    state,
    material: isMaterial(edition),
    inputs: [...aspects],
    changes: changes.map(changeData),
    anchors: anchors.map(({ name, before, after }) => ({ name, before, after })),
    pages: pages ? { ...pages.pages, moves: [...pages.moves] } : null,
  };
}

function failureData({ side, isOld, problem, editions }: Failure): DifferenceData['failures'][number] {
  const { rule, message, hint = null, place } = problem;
  return {
    side,
    known_before: isOld,
    rule,
    message,
    hint,
    place: placeData(place),
    editions: editions.map(({ brief, edition = null, locale = null, member = null }) => ({
      brief,
      edition,
      locale,
      member,
    })),
  };
}

function changeData(change: CausedChange): DifferenceData['editions'][number]['changes'][number] {
  const { part, weight, before, after, where, cell, place, figures, names = [], why, isJoint } = change;
  return {
    part,
    change: change.change,
    weight,
    section: where.sectionId,
    exhibit: where.exhibit?.id ?? null,
    row: cell?.row ?? null,
    column: cell?.column ?? null,
    before: before?.text ?? null,
    after: after?.text ?? null,
    addresses: addressesIn(change),
    figures: figures.map(({ address, before: was = null, after: is = null, shift }) => ({
      address,
      before: was,
      after: is,
      shift: shift ?? null,
    })),
    names: [...names],
    template: placeData(place),
    why: [...why],
    joint: isJoint,
  };
}

function placeData(place: Place | undefined): PlaceData | null {
  return place ? { file: place.file.path, line: place.line, column: place.column } : null;
}
