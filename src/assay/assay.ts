import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { once } from '../core/machine/cache.ts';
import { EVERYTHING, intersect, type Interval, meets } from '../core/numbers/interval.ts';
import type { Dataset, Observation } from '../dataset/model.ts';
import { DEFAULT_LOCALE } from '../language/locales.ts';
import { asCorrected, isAccepted } from './diagnosis/accepted.ts';
import { failureText, listed } from './report/check-text.ts';
import { checkSession } from './checks/check.ts';
import type { Component, ExplanationSet } from './diagnosis/component.ts';
import { type Constraint, type Strength, testConstraint, type TestedFigure } from './constraints/constraint.ts';
import { coverageOf, coverageRows, type Notice } from './diagnosis/coverage.ts';
import { bestRepair, bestRepairs, diagnoseFigures } from './diagnosis/diagnose.ts';
import { type Model, UNCHANGED } from './search/figure-model.ts';
import { independentParts } from './diagnosis/independent-parts.ts';
import { numberIn, unitText } from './intervals/interval-digits.ts';
import { countedText, gapText, levelSumOf, madeOf, SEEMS, sumText } from './constraints/level-sum.ts';
import { type Assignment, type Change, isNamed, isTenfold } from './slips/change.ts';
import { kindOf, type Operator } from './slips/kinds.ts';
import { isJudgement } from './report/overview.ts';
import type { Ranges } from './intervals/range.ts';
import { wordsFinder } from './report/relation-words.ts';
import type { Relation, Rules } from './relations/relations-file.ts';
import { remedyText, repairText } from './report/repair-text.ts';
import {
  type AssayResult,
  type BrokenProposed,
  type ComponentResult,
  type FigureResult,
  itemAt,
  type PointResult,
  type Proof,
  type ProposedResult,
  type RelationResult,
  relationsAt,
  type RepairResult,
  type Witness,
} from './report/results.ts';
import { openSession, type Session, type SessionOptions } from './diagnosis/session.ts';
import { namesOf, without } from './slips/slip.ts';
import { suspicionsIn } from './checks/soft-check.ts';
import { whatWouldCover } from './checks/would-cover.ts';

/**
 * Tests the figures of a dataset against one another by its rules, proposes repairs of what is contradicted, and says
 * what it cannot test. With `asPrinted` corrections are ignored; with the id of a release as `alone` only its figures
 * take part; `asOf` leaves out what was published later. Rules that are only proposed judge no figure. The diagnostics hold
 * what fails a check: a contradiction that no correction or exception settles, a proposed rule that does not hold, a correction that nothing calls for or that makes a contradiction, an exception that
 * no longer applies, a rule that tests nothing. The same input gives the same result, whatever the order of files,
 * figures and relations.
 */
export function assayDataset(dataset: Dataset, rules: Rules, options: SessionOptions = {}): AssayResult {
  const session = openSession(dataset, rules, options);
  const { constraints, exceptionFor, ledger } = session;
  const wordsOf = wordsFinder(rules.words);
  const relations = constraints.map((constraint, position): RelationResult => {
    const verdict = session.model.verdict(position, UNCHANGED);
    const outcome = once(() => testConstraint(constraint, ledger.ranges));
    const [exception, words] = [exceptionFor(constraint), wordsOf(constraint)];
    return Object.assign({}, constraint, { verdict, exception, words, outcome });
  });
  // What other figures imply, and what they notice, follows from the figures as repaired.
  const repaired = bestRepairs(session.components);
  const figures = ledger.figures.map((figure) => figureResult(session, relations, figure, repaired));
  const proposed = once(() => testProposed(session));
  const checked = once(() => {
    const diagnostics = new Diagnostics();
    checkSession(session, diagnostics);
    if (!options.asPrinted) reportProposed(proposed(), diagnostics);
    return diagnostics.all;
  });
  return {
    dataset,
    rules,
    options,
    relations,
    figures,
    components: session.components.map((component) => componentResult(session, component)),
    suspicions: once(() => suspicionsIn(session)),
    exceptions: rules.exceptions.map((exception) => ({
      exception,
      relations: relations.flatMap((relation, position) => (relation.exception === exception ? [position] : [])),
    })),
    wouldCover: once(() => {
      const found = whatWouldCover(session, ledger.figures);
      return new Map([...found].map(([index, covers]) => [itemAt(figures, index), covers.map(({ says }) => says)]));
    }),
    coverLines: (asked) => {
      const found = whatWouldCover(session, asked, true);
      return new Map(
        [...found].map(([index, covers]) => [
          itemAt(figures, index),
          covers.find(({ lines }) => lines.length > 0)?.lines ?? [],
        ]),
      );
    },
    watched: session.watched,
    proposed,
    coverage: once(() => coverageRows(figures.flatMap(({ notices }) => notices()))),
    // editions are tested for their verdicts alone
    get diagnostics() {
      return checked();
    },
  };
}

function figureResult(
  session: Session,
  relations: readonly RelationResult[],
  figure: TestedFigure,
  repaired: Assignment,
): FigureResult {
  const { model, components } = session;
  const { index, interval } = figure;
  const touching = model.touching(index);
  const noticed = (isAsked?: (operator: Operator) => boolean): Notice[] =>
    coverageOf(session, index, repaired, isAsked);
  const implied = (strengths: readonly Strength[]): Interval => impliedBy(model, index, strengths, repaired);
  return {
    ...figure,
    standing: components.some(({ accused }) => accused.includes(index))
      ? 'accused'
      : standingAmong(relationsAt({ relations }, touching)),
    relations: touching,
    implied: () => interval && { hard: implied(['hard']), all: implied(['hard', 'soft']) },
    notices: once(noticed),
    tenfold: once(() => noticed(isTenfold)),
    wouldCover: once(() => (whatWouldCover(session, [figure]).get(index) ?? []).map(({ says }) => says)),
  };
}

/** The values that constraints of some strengths allow a figure, given the others under some changes. */
function impliedBy(model: Model, figure: number, strengths: readonly Strength[], assignment: Assignment): Interval {
  return model
    .touching(figure)
    .filter((position) => strengths.includes(model.strength(position)))
    .map((position) => model.implied(position, figure, assignment))
    .reduce(intersect, EVERYTHING);
}

/** How a figure stands that is not accused, by its relations. One that only a copy confirms is untested. */
function standingAmong(relations: readonly RelationResult[]): FigureResult['standing'] {
  const failing = relations.filter(
    ({ verdict, exception, isRevised }) => verdict === 'contradicted' && !exception && !isRevised,
  );
  if (failing.some(({ strength }) => strength === 'hard')) return 'touched';
  if (failing.some((relation) => !isJudgement(relation))) return 'disputed';
  const weighed = relations.filter(({ strength, exception }) => strength !== 'evidence' && !exception);
  if (weighed.some(({ verdict }) => verdict === 'compatible')) return 'compatible';
  const isOpen = failing.length > 0 || weighed.some(({ verdict }) => verdict === 'undecided');
  return isOpen ? 'undecided' : 'untested';
}

/** Most repairs of a component that are listed. */
const MOST_LISTED = 20;

function componentResult(session: Session, component: Component): ComponentResult {
  const { isCutShort, cost, contradicted, explanations, accused, rules } = component;
  return {
    contradicted,
    cost,
    isCutShort,
    repairs: explanations.slice(0, MOST_LISTED).map((set) => repairResult(session, set)),
    accused,
    rules,
    deciding: once(() => decidingConstraints(session.model, component)),
  };
}

function repairResult(session: Session, { dearer, variants }: ExplanationSet): RepairResult {
  const { model } = session;
  const [{ repair }] = variants;
  const { repaired, broken, left, undecided, witnesses } = certify(model, repair);
  const rangesAfter = model.rangesUnder(repair);
  const proofs = (
    positions: readonly number[],
    before = model.rangesUnder(UNCHANGED),
    after: Ranges = rangesAfter,
  ): Proof[] =>
    positions.map((position) => {
      const sides = (ranges: Ranges): Proof['before'] => testConstraint(model.constraint(position), ranges).sides;
      return { relation: position, before: sides(before), after: sides(after) };
    });
  const stated = asCorrected(model, repair);
  return {
    dearer,
    changes: [...repair].map(([index, change]) => ({
      figure: index,
      change,
      others: othersOf(variants, index, change),
      implied: once(() => impliedBy(model, index, ['hard'], repair)),
      calledForBy: proofs(
        calledForBy(model, repair, index),
        model.rangesUnder(without(stated, index)),
        model.rangesUnder(stated),
      ),
    })),
    isAccepted: isAccepted(model, repair),
    repaired: proofs(repaired),
    broken: proofs(broken),
    left: proofs(left),
    undecided: proofs(undecided),
    witnesses,
    point: () => pointResult(session, repair),
  };
}

/** The numbers that prove a repair. Constants are numbered after the figures. */
function pointResult({ model, rules, ledger }: Session, repair: Assignment): PointResult | undefined {
  const { meeting, positions } = model.pointUnder(repair);
  if (typeof meeting === 'string') return undefined;
  const constants = [...rules.constants.keys()];
  return {
    relations: positions,
    values: [...meeting]
      .sort(([a], [b]) => a - b)
      .map(([index, value]) => {
        const isFigure = index < ledger.figures.length;
        return {
          figure: isFigure ? index : undefined,
          constant: isFigure ? undefined : constants[index - ledger.figures.length],
          value,
        };
      }),
  };
}

/** The other changes of a figure among explanations that change the same figures. */
function othersOf(variants: ExplanationSet['variants'], figure: number, change: Change): Change[] {
  const all = variants.flatMap(({ repair }) => repair.get(figure) ?? []);
  const byName = new Map(all.map((each) => [each.name, each]));
  byName.delete(change.name);
  return [...byName.values()];
}

/** The numbers that prove a repair. Positions of constraints, sorted. */
interface Certificate {
  /** Contradicted before, and no longer. */
  readonly repaired: readonly number[];
  /** Not contradicted before, and now. */
  readonly broken: readonly number[];
  /** Contradicted before and after. */
  readonly left: readonly number[];
  readonly undecided: readonly number[];
  /** Statements of other releases at the same addresses. */
  readonly witnesses: readonly Witness[];
}

/** Proves one repair of a component. */
function certify(model: Model, repair: Assignment): Certificate {
  const touched = [...new Set([...repair.keys()].flatMap((figure) => model.touching(figure)))].sort((a, b) => a - b);
  const weighed = touched.filter((position) => model.strength(position) !== 'evidence');
  const before = (position: number): boolean => model.verdict(position, UNCHANGED) === 'contradicted';
  const after = (position: number): boolean => model.verdict(position, repair) === 'contradicted';
  return {
    repaired: weighed.filter((position) => before(position) && !after(position)),
    broken: weighed.filter((position) => !before(position) && after(position)),
    left: weighed.filter((position) => before(position) && after(position)),
    undecided: weighed.filter((position) => model.verdict(position, repair) === 'undecided'),
    witnesses: [...repair].flatMap(([figure, change]) => witnessesOf(model, figure, change.interval)),
  };
}

/**
 * The constraints that call for one change of a repair: with every other change made and this one not, they are
 * contradicted; with this one too, they are not. Positions, sorted.
 */
function calledForBy(model: Model, repair: Assignment, figure: number): number[] {
  const others = without(repair, figure);
  return model
    .touching(figure)
    .filter((position) => model.strength(position) !== 'evidence')
    .filter((position) => model.verdict(position, others) === 'contradicted')
    .filter((position) => model.verdict(position, repair) !== 'contradicted')
    .toSorted((a, b) => a - b);
}

function witnessesOf(model: Model, figure: number, interval: Interval): Witness[] {
  const own = model.figures[figure]?.observation;
  const others = model.figures.filter(({ observation }) => observation.address === own?.address && observation !== own);
  return others.flatMap((other) =>
    other.interval
      ? [
          {
            figure,
            witness: other.index,
            isCopy: other.observation.release.source.group === own?.release.source.group,
            agrees: meets(other.interval, interval),
          },
        ]
      : [],
  );
}

/** Most steps of search for the deciding constraints of a component. */
const MOST_STEPS = 1_000_000;

/**
 * The constraints that decide a diagnosis: leave one out, and another explanation is the cheapest. A repair that depends
 * on one relation is not surer than that relation. None where looking for them would take too many steps.
 */
function decidingConstraints(model: Model, component: Component): number[] {
  const { involved, steps } = component;
  if (component.explanations.length === 0 || steps * involved.length > MOST_STEPS) return [];
  const effort = { most: MOST_STEPS, steps: { left: MOST_STEPS }, cost: component.cost + 1 };
  const found = namesOf(bestRepair(component));
  return involved.filter((position) => {
    const rest = component.contradicted.filter((other) => other !== position);
    const [other, ...more] = diagnoseFigures(model.without(position), rest, effort);
    return !other || more.length > 0 || namesOf(bestRepair(other)) !== found;
  });
}

/**
 * Tests the proposed rules of a session together with the others, and looks for slips that explain where they do not hold.
 * Nothing of this reaches the session itself: no figure is judged by a rule that nobody has accepted.
 */
function testProposed(session: Session): readonly ProposedResult[] {
  const { dataset, rules, options } = session;
  if (rules.proposed.length === 0) return [];
  const all = { ...rules, relations: [...rules.relations, ...rules.proposed], proposed: [] };
  const wider = openSession(dataset, all, { ...options, acceptedOnly: false });
  const tested = wider.constraints.flatMap((constraint, position) =>
    constraint.relation?.isProposed && constraint.derivation === 'stated' ? [{ constraint, position }] : [],
  );
  const causes = causesIn(wider);
  return [...groupBy(rules.proposed, ({ rule }) => rule).values()].flatMap((members): readonly ProposedResult[] => {
    const [relation] = members;
    if (!relation) return [];
    const own = tested.filter(({ constraint }) => constraint.relation?.rule === relation.rule);
    const verdicts = own.map(({ position }) => wider.model.constraint(position)).map((one) => verdictOf(wider, one));
    const broken = own.filter((_, index) => verdicts[index] === 'contradicted');
    const told = broken.filter(({ constraint }) => !wider.exceptionFor(constraint));
    return [
      {
        relation,
        held: verdicts.filter((verdict) => verdict === 'compatible').length,
        of: verdicts.filter((verdict) => verdict !== 'undecided').length,
        broken: told
          .filter(({ constraint: { strength } }) => strength === relation.hardness)
          .map((one) => brokenOf(session, wider, causes, one)),
        statements: new Set(own.flatMap(({ constraint }) => statementsIn(wider, constraint))),
      },
    ];
  });
}

function verdictOf({ ledger }: Session, constraint: Constraint): ReturnType<typeof testConstraint>['verdict'] {
  return testConstraint(constraint, ledger.ranges).verdict;
}

function statementsIn({ ledger }: Session, { figures }: Constraint): readonly Observation[] {
  return figures.flatMap((index) => ledger.figures[index]?.observation ?? []);
}

/** What fails together, and the ways to repair it. */
interface Cause {
  readonly contradicted: readonly number[];
  readonly repairs: readonly Assignment[];
}

function causesIn({ model, components }: Session): readonly Cause[] {
  return components
    .flatMap((component) => independentParts(model, component))
    .map(({ contradicted, explanations }) => ({
      contradicted,
      repairs: explanations.flatMap(({ variants }) => variants.map(({ repair }) => repair)),
    }));
}

function brokenOf(
  session: Session,
  wider: Session,
  causes: readonly Cause[],
  { constraint, position }: { readonly constraint: Constraint; readonly position: number },
): BrokenProposed {
  const { ledger, model } = wider;
  const { relation, at } = constraint;
  if (!relation) throw new TypeError(`${constraint.name} stands on no relation`);
  const statements = statementsIn(wider, constraint);
  const cause = causes.find(({ contradicted }) => contradicted.includes(position));
  const among = cause?.contradicted.map((one) => model.constraint(one)) ?? [];
  const others = among.flatMap((one) => (one.relation?.isProposed ? [one.relation.rule] : []));
  const sum = levelSumOf(relation);
  const made = sum && madeOf(sum, statements);
  const whole =
    sum?.total && made ? [`${numberIn(made.unit)(made.made)}${unitText(made.unit)} as ${sum.total.id}`] : [];
  return {
    relation,
    at,
    statements,
    says: sum && made ? gapText(sum, made, DEFAULT_LOCALE) : failureText(ledger, constraint),
    slips: [...new Set([...slipsAmong(wider, cause?.repairs ?? []), ...whole])],
    isExplained: session.components.some(({ explanations }) =>
      explanations.some(
        ({ variants: [{ repair }] }) =>
          testConstraint(constraint, model.rangesUnder(repair)).verdict !== 'contradicted',
      ),
    ),
    with: [...new Set(others)].filter((rule) => rule !== relation.rule),
  };
}

/** Most slips that are named. */
const MOST = 3;

/** Slips that say what happened, in words: those of one figure first, and what says enough by itself before all. */
function slipsAmong({ ledger }: Session, repairs: readonly Assignment[]): readonly string[] {
  const named = repairs.filter((repair) => [...repair.values()].every(isNamed));
  const single = named.filter(({ size }) => size === 1);
  const told = single.length > 0 ? single : named;
  const rank = (repair: Assignment): number =>
    [...repair.values()].slice(0, 1).some(({ operator }) => kindOf(operator).isEnoughAlone) ? 0 : 1;
  return told
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MOST)
    .map((repair) => {
      const [first, ...more] = repair;
      if (!first || more.length > 0) return repairText(ledger, repair);
      const [figure, change] = first;
      const { observation } = itemAt(ledger.figures, figure);
      return `${observation.address} is ${observation.printed?.text ?? ''}: ${remedyText(observation, change)}`;
    });
}

/** Breaks of one rule that are reported one by one; of more, the rule is wrong rather than the figures. */
const MOST_BREAKS = 2;

/** Reports where proposed rules do not hold: hard ones as errors, soft ones as warnings, at the line of the rule. */
function reportProposed(results: readonly ProposedResult[], diagnostics: Diagnostics): void {
  const told = new Set<string>();
  for (const { relation, held, of, broken } of results) {
    const { rule, place, hardness } = relation;
    const own = broken.filter(({ isExplained }) => !isExplained);
    const report = (message: string, hint: string): void => {
      if (hardness === 'hard') diagnostics.error('assay/proposed', message, place, hint);
      else diagnostics.warn('assay/proposed', message, place, hint);
    };
    const seems = countedText(seemsText(relation), held, of);
    const decide = `assay relations accept ${rule}, or assay relations reject ${rule} if it only seems so`;
    if (own.length > MOST_BREAKS) {
      const periods = listed([...new Set(own.map(({ at }) => at.text))]);
      report(
        `${seems}, and not in ${periods}`,
        `a rule that breaks so often is none, or its definition changed: ${decide}`,
      );
      continue;
    }
    for (const { relation: member, at, says, slips, with: others } of own) {
      // One cell stands in the sum of its row and in that of its column.
      const cause = [rule, ...others].toSorted().join(' ') + at.text;
      if (others.length > 0 && told.has(cause)) continue;
      told.add(cause);
      const also = others.length > 0 ? `; nor ${others.length === 1 ? 'does' : 'do'} ${listed(others)}` : '';
      const which = member.id === rule ? '' : ` (${member.id})`;
      const fixes = slips.length > 0 ? `what would fix it: ${slips.join('; or ')}. ` : '';
      report(
        `${seems}, and not in ${at.text}${which}: ${says}${also}`,
        `${fixes}Compare with the source, then ${decide}`,
      );
    }
  }
}

/** `Total looks like Bus + Tram + Ferry`; of a rule of another form, what it says. */
function seemsText(relation: Relation): string {
  const sum = levelSumOf(relation);
  return sum ? sumText(sum, DEFAULT_LOCALE, SEEMS) : `the proposed rule ${relation.rule} says ${relation.holds}`;
}
