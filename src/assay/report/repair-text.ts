import { listText } from '../../core/diagnostics/source-text.ts';
import { groupBy } from '../../core/diagnostics/text-order.ts';
import { signOf } from '../../core/numbers/decimal.ts';
import type { Observation } from '../../dataset/model.ts';
import { limitsOf } from '../intervals/interval-digits.ts';
import { type Change, isNamed } from '../slips/change.ts';
import { kindOf } from '../slips/kinds.ts';
import { nameOfRecord } from '../constraints/record-sides.ts';
import type { TestedFigure } from '../constraints/constraint.ts';
import { itemAt } from './results.ts';
import { limitsText, saidProposal } from './result-text.ts';

/** Changes by the position of the figure: those of a repair, or some of them. */
type Changes = Iterable<readonly [figure: number, change: Change]>;

/** What has the figures that positions point to. */
interface Figures {
  readonly figures: readonly Pick<TestedFigure, 'observation'>[];
}

/** A change with the statement of its figure. */
interface Told {
  readonly observation: Observation;
  readonly change: Change;
}

/**
 * What a repair does, in words: `a@2025 and b@2025 ÷10`, `a@2025 and b@2025 exchanged`, `another value of a@2025, in 14.7
 * to 14.8 Mt`. Changes of one kind stand together, and last what was worked out from a slip. A figure that another release
 * states too is named with its release, where that one is among the changes or `nextTo` them.
 */
export function repairText({ figures }: Figures, changes: Changes, nextTo: readonly Observation[] = []): string {
  const told = [...changes].map(([figure, change]): Told => ({
    observation: itemAt(figures, figure).observation,
    change,
  }));
  const name = namesAmong([...told.map(({ observation }) => observation), ...nextTo]);
  const alike = groupBy(told, ({ change: { operator, name } }) => (kindOf(operator).isTogether ? operator.kind : name));
  const isFollowing = (list: readonly Told[]): boolean => list[0]?.change.operator.kind === 'worked_out';
  const [following, others] = [
    [...alike.values()].flat().filter((one) => isFollowing([one])),
    [...alike.values()].filter((list) => !isFollowing(list)),
  ];
  const names = listText(following.map(({ observation }) => name(observation)));
  const text = listText(others.map((list) => alikeText(list, name)));
  if (following.length === 0) return text;
  return text === ''
    ? `${names} worked out from a slip`
    : `${text}, from which ${names} ${following.length > 1 ? 'were' : 'was'} worked out`;
}

/** The name of each figure: its address, with its release where another of the figures has the same address. */
export function namesAmong(observations: readonly Observation[]): (observation: Observation) => string {
  const byAddress = groupBy(observations, ({ address }) => address);
  return ({ address, release }) => {
    const isOther = byAddress.get(address)?.some((one) => one.release.id !== release.id) ?? false;
    return isOther ? `${address} of ${release.id}` : address;
  };
}

function alikeText(changes: readonly Told[], name: (observation: Observation) => string): string {
  const [first] = changes;
  if (!first) return '';
  const { operator } = first.change;
  const names = changes.map(({ observation }) => name(observation));
  const told = {
    names: listText(names),
    count: names.length,
    pairs: () => pairsIn(changes, name),
    values: () => listText(changes.map((each) => otherValueText(each, name))),
  };
  const all = changes.map(({ change }) => change.operator);
  return kindOf(operator).repair(operator, told, all);
}

function otherValueText({ observation, change }: Told, name: (observation: Observation) => string): string {
  const { low, high } = change.interval;
  const limits = limitsOf(change.interval, observation.printed);
  const range = low || high ? `, ${low && high ? 'in ' : ''}${limits}` : '';
  return `another value of ${name(observation)}${range}`;
}

/** The figures that change places, each pair once; several pairs of the same rows or columns together. */
function pairsIn(changes: readonly Told[], name: (observation: Observation) => string): string {
  const told = new Set<Observation>();
  const pairs = changes.flatMap(({ observation: one, change: { operator } }) => {
    if (operator.kind !== 'exchange' || told.has(one)) return [];
    const partner = changes.find(
      ({ observation: { address, release } }) => address === operator.with && release === one.release,
    );
    if (!partner) return [];
    const other = partner.observation;
    told.add(one).add(other);
    const isRows = one.period.text === other.period.text;
    const sides = [one, other].map((each) => (isRows ? nameOfRecord(each) : each.period.text));
    const release = [one, other].some((each) => name(each) !== each.address) ? ` of ${one.release.id}` : '';
    return [{ one, other, sides: listText(sides), at: isRows ? one.period.text : nameOfRecord(one), release }];
  });
  return [...groupBy(pairs, ({ sides, release }) => `${sides}${release}`).values()]
    .flatMap(([first, ...more]) => {
      if (!first) return [];
      const { one, other, sides, release } = first;
      if (more.length === 0) return `${listText([one.address, other.address])}${release}`;
      return `${sides} (${listText([first, ...more].map(({ at }) => at))})${release}`;
    })
    .join(', ');
}

/** Whether all that is known of a value is that it is not below zero. */
function isFloor({ low, high }: Change['interval']): boolean {
  return low !== undefined && !high && signOf(low) === 0;
}

function onlyFloorText({ measure, printed }: Observation): string {
  const why = measure === 'level' ? ', which it is nowhere printed below' : '';
  return `all that other figures leave is at least 0 ${printed?.unit.code ?? ''}`.trimEnd() + why;
}

/** What a change makes of its figure: `÷10 makes it 14.72 Mt`, `it must lie in 14.7 to 14.8 Mt` if that is certain. */
export function remedyText(observation: Observation, change: Change, isCertain = false): string {
  const { operator, interval } = change;
  const limits = limitsText(interval, observation.printed, isCertain);
  const left = isFloor(interval) ? onlyFloorText(observation) : `it ${limits}`;
  return kindOf(operator).remedy(operator, { observation, proposed: saidProposal(observation, change), limits, left });
}

/**
 * What a change makes of its figure, and what other changes of it do that say as well what happened. Next to a power of ten
 * no others are reported: below a bound each of them would do.
 */
export function remediesText(
  observation: Observation,
  change: Change,
  others: readonly Change[],
  isCertain: boolean,
): string {
  const isScale = change.operator.kind === 'scale';
  const told = others.filter((other) => isNamed(other) && !(isScale && other.operator.kind === 'scale'));
  const texts = [change, ...told].map((each) => remedyText(observation, each, isCertain));
  return [...new Set(texts)].join('; or else ');
}
