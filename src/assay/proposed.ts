import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import type { Observation } from '../dataset/model.ts';
import { DEFAULT_LOCALE } from '../locale/locales.ts';
import { failureText, listed } from './check-text.ts';
import { type Constraint, testConstraint } from './constraint.ts';
import { independentParts } from './independent-parts.ts';
import { numberIn, unitText } from './interval-digits.ts';
import { countedText, gapText, levelSumOf, madeOf, SEEMS, sumText } from './level-sum.ts';
import type { Assignment } from './operator.ts';
import type { Relation } from './relations-file.ts';
import { isNamed, remedyText, repairText } from './repair-text.ts';
import type { BrokenProposed, ProposedResult } from './results.ts';
import { openSession, type Session } from './session.ts';

/**
 * Tests the proposed rules of a session together with the others, and looks for slips that explain where they do not hold.
 * Nothing of this reaches the session itself: no figure is judged by a rule that nobody has accepted.
 */
export function testProposed(session: Session): readonly ProposedResult[] {
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

/** Slips that say what happened, in words: those of one figure first, and two exchanged digits before all. */
function slipsAmong({ ledger }: Session, repairs: readonly Assignment[]): readonly string[] {
  const named = repairs.filter((repair) => [...repair.values()].every(isNamed));
  const single = named.filter(({ size }) => size === 1);
  const told = single.length > 0 ? single : named;
  const rank = (repair: Assignment): number => ([...repair.values()][0]?.operator.kind === 'swap' ? 0 : 1);
  return told
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MOST)
    .map((repair) => {
      const changes = [...repair].flatMap(([index, change]) => {
        const observation = ledger.figures[index]?.observation;
        return observation ? [{ observation, change }] : [];
      });
      const [first, ...more] = changes;
      if (!first || more.length > 0) return repairText(changes);
      const { address, printed } = first.observation;
      return `${address} is ${printed?.text ?? ''}: ${remedyText(first)}`;
    });
}

/** Breaks of one rule that are reported one by one; of more, the rule is wrong rather than the figures. */
const MOST_BREAKS = 2;

/** Reports where proposed rules do not hold: hard ones as errors, soft ones as warnings, at the line of the rule. */
export function reportProposed(results: readonly ProposedResult[], diagnostics: Diagnostics): void {
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
