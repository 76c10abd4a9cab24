import { addressesIn } from '../../comparison/document-changes.ts';
import type { Place } from '../../core/diagnostics/source-file.ts';
import { type CausedChange, type Difference, isDifferent } from '../difference.ts';
import type { DifferenceData, PlaceData } from './difference-schema.ts';

/** A difference as plain data, as `differenceSchema` describes it. */
export function differenceJson(difference: Difference): DifferenceData {
  const { base, head, packages, datasets, editions, notes } = difference;
  return {
    base,
    head,
    differs: isDifferent(difference),
    packages: packages.map(({ name, before = null, after = null }) => ({ name, before, after })),
    datasets: datasets.map(({ dataset, statements, rules, verdicts, coverage, counts }) => ({
      dataset,
      counts,
      statements: statements.map(({ before = null, after = null, shift, place, ...statement }) => ({
        ...statement,
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
      coverage: [...coverage],
    })),
    editions: editions.map(({ head: of, comparedWith = null, state, aspects, changes, pages }) => ({
      brief: of.brief,
      edition: of.edition,
      locale: of.locale,
      member: of.member ?? null,
      compared_with: comparedWith,
      state,
      inputs: [...aspects],
      changes: changes.map(changeData),
      pages: pages ? { ...pages.pages, moves: [...pages.moves] } : null,
    })),
    notes: [...notes],
  };
}

function changeData(change: CausedChange): DifferenceData['editions'][number]['changes'][number] {
  const { part, weight, before, after, where, cell, place, figures, why, isJoint } = change;
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
    template: placeData(place),
    why: [...why],
    joint: isJoint,
  };
}

function placeData(place: Place | undefined): PlaceData | null {
  return place ? { file: place.file.path, line: place.line, column: place.column } : null;
}
