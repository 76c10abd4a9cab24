import type { RelationReport, RepairReport } from '../assay/report.ts';
import { readIntervalText } from '../assay/interval-digits.ts';
import type { Interval } from '../core/numbers/interval.ts';
import { Value } from '../figure/value.ts';
import type { Dataset, Observation } from '../dataset/model.ts';
import { builtinUnit, convertInterval, parseUnit, sameDimension, type Unit } from '../dataset/unit.ts';
import { boundsText, boundsUnit, middleOf } from '../figure/interval-text.ts';
import { words } from '../locale/locales.ts';
import type { Phrase } from './helper.ts';
import type { EditionTests, Scope } from './scope.ts';

type Sides = RepairReport['restored'][number]['before'];

/** A relation that a figure contradicts as printed and agrees with as corrected. */
interface Proof {
  readonly relation: string;
  /** What it says, as its author wrote it. */
  readonly says: string;
  /** The same in words of the locale; empty where its author gave none. */
  readonly words: string;
  /** Its two sides with the numbers, before and after. */
  readonly printed: Phrase | '';
  readonly corrected: Phrase | '';
}

/** A restored relation, with the numbers on both sides before and after. */
interface Restored {
  readonly relation: RelationReport;
  readonly before: Sides;
  readonly after: Sides;
}

/**
 * The relations that call for the correction of a figure, the plainest first: with every other figure corrected and
 * this one as printed they are contradicted.
 */
export function restoredRelations({ address }: Observation, { printed }: EditionTests): Restored[] {
  const { components, figures, relations } = printed;
  const changes = components.flatMap(({ repairs }) => repairs[0]?.changes ?? []);
  const own = changes.find(({ figure }) => figures[figure]?.address === address);
  // The plainest first: hard, as its author wrote it, over few figures; of equals the one that is soonest said.
  const rankOf = ({ strength, derivation, figures: over }: RelationReport): number =>
    (strength === 'hard' ? 0 : 200) + (derivation === 'stated' ? 0 : 100) + over.length;
  return (own?.calledForBy ?? [])
    .flatMap(({ relation: position, before, after }) => {
      const relation = relations[position];
      return relation ? [{ relation, before, after }] : [];
    })
    .sort((a, b) => rankOf(a.relation) - rankOf(b.relation) || a.relation.says.length - b.relation.says.length);
}

/** The same as a template sees it. */
export function proofsOf(stated: Observation, scope: Scope): Proof[] {
  if (!scope.tests) return [];
  return restoredRelations(stated, scope.tests).map(({ relation, before, after }) => {
    const shown = shownUnit([...after, ...before], scope);
    return {
      relation: relation.name,
      says: relation.says,
      words: relation.words?.[scope.locale] ?? '',
      printed: sidesPhrase(before, shown, relation, scope),
      corrected: sidesPhrase(after, shown, relation, scope),
    };
  });
}

const SIGNS: Readonly<Record<string, string>> = { '<=': '≤', '>=': '≥' };

/** `61.895 to 61.905 Mt ≤ 14.7 Mt; …`: both sides of each comparison, each a value. */
function sidesPhrase(sides: Sides, shown: Unit | undefined, relation: RelationReport, scope: Scope): Phrase | '' {
  const { separator } = words(scope.locale);
  const phrase = sides.flatMap(({ left, sense, right }, index) => [
    ...(index > 0 ? [separator] : []),
    sideValue(left, shown, relation, scope),
    ` ${SIGNS[sense] ?? sense} `,
    sideValue(right, shown, relation, scope),
  ]);
  return phrase.length > 0 ? { phrase } : '';
}

/** One unit for all numbers of a proof, so that they compare at sight: that of the first side to the right. */
function shownUnit([first]: Sides, { edition, locale }: Scope): Unit | undefined {
  const side = readSide(first?.right ?? '', edition.dataset);
  return side?.unit && boundsUnit(side.interval, side.unit, locale);
}

function readSide(text: string, { units }: Dataset): { interval: Interval; unit: Unit | undefined } | undefined {
  const found = readIntervalText(text);
  return (
    found && { interval: found.interval, unit: found.unit === undefined ? undefined : parseUnit(found.unit, units) }
  );
}

/** Everything that one side may come to, as the report gives it; in words if that is no number, or any. */
function sideValue(
  given: string,
  shown: Unit | undefined,
  { name, says }: RelationReport,
  { edition, locale, place }: Scope,
): Value | string {
  const side = readSide(given, edition.dataset);
  const unit = side?.unit && shown && sameDimension(side.unit, shown) ? shown : side?.unit;
  const bounds = side?.unit && unit ? convertInterval(side.interval, side.unit, unit) : side?.interval;
  const text = bounds && boundsText(bounds, unit, locale);
  const middle = bounds && middleOf(bounds);
  if (!bounds || !middle || text === undefined) {
    const { anything, nothing } = words(locale).provenance;
    return given === 'nothing' ? nothing : anything;
  }
  return new Value({
    origin: { kind: 'side', relation: name, says },
    decimal: middle,
    interval: bounds,
    unit: unit ?? builtinUnit('count'),
    text,
    flags: [],
    place,
  });
}
