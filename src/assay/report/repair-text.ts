import { groupBy } from '../../core/diagnostics/text-order.ts';
import { signOf } from '../../core/numbers/decimal.ts';
import type { Observation } from '../../dataset/model.ts';
import { limitsOf } from '../intervals/interval-digits.ts';
import { type Change, columnText, isComma } from '../slips/operator.ts';
import { nameOfRecord } from '../constraints/record-sides.ts';
import { limitsText, saidProposal } from './result-text.ts';

/** A change of a figure, to be put into words. */
export interface ToldChange {
  readonly observation: Observation;
  readonly change: Change;
}

/**
 * What a repair does, in words: `a@2025 and b@2025 ÷10`, `a@2025 and b@2025 exchanged`, `another value of a@2025, in 14.7
 * to 14.8 Mt`. Changes of one kind stand together, and last what was worked out from a slip. A figure that another release
 * states too is named with its release, where that one is among the changes or `beside` them.
 */
export function repairText(changes: readonly ToldChange[], beside: readonly Observation[] = []): string {
  const name = namesAmong([...changes.map(({ observation }) => observation), ...beside]);
  const alike = groupBy(changes, ({ change: { operator, name } }) =>
    operator.kind === 'exchange' || operator.kind === 'shift' ? operator.kind : name,
  );
  const isFollowing = (list: readonly ToldChange[]): boolean => list[0]?.change.operator.kind === 'worked_out';
  const [following, others] = [
    [...alike.values()].flat().filter((one) => isFollowing([one])),
    [...alike.values()].filter((list) => !isFollowing(list)),
  ];
  const names = listText(following.map(({ observation }) => name(observation)));
  const text = others.map((list) => alikeText(list, name)).join(' and ');
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

function alikeText(changes: readonly ToldChange[], name: (observation: Observation) => string): string {
  const [first] = changes;
  if (!first) return '';
  const { operator } = first.change;
  const names = changes.map(({ observation }) => name(observation));
  switch (operator.kind) {
    case 'unknown':
      return changes.map((each) => otherValueText(each, name)).join(' and ');
    case 'exchange':
      return `${pairsIn(changes, name)} exchanged`;
    case 'shift':
      return `${listText(names)} ${changes.every(isLost) ? 'lost where rows were shifted' : 'shifted by a row'}`;
    case 'unit':
      return `all ${names.length} ${columnText(operator)} ${first.change.name.split(' ')[0]}`;
    case 'period':
      return `${listText(names)} moved to ${operator.period}`;
    case 'sign':
      return `${listText(names)} with the opposite sign`;
    case 'swap':
      return `${listText(names)} with ${first.change.name}`;
    case 'points':
      return `${listText(names)} with points for per cent`;
    default:
      return `${listText(names)} ${first.change.name}`;
  }
}

/** Whether nothing shows what a figure was before others were shifted over it. */
function isLost({ change: { operator } }: ToldChange): boolean {
  return operator.kind === 'shift' && operator.from === undefined;
}

function otherValueText({ observation, change }: ToldChange, name: (observation: Observation) => string): string {
  const { low, high } = change.interval;
  const limits = limitsOf(change.interval, observation.printed);
  const range = low || high ? `, ${low && high ? 'in ' : ''}${limits}` : '';
  return `another value of ${name(observation)}${range}`;
}

/** The figures that change places, each pair once; several pairs of the same rows or columns together. */
function pairsIn(changes: readonly ToldChange[], name: (observation: Observation) => string): string {
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

/** `a`, `a and b`, `a, b and c`. */
function listText(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), names.at(-1) ?? ''].filter(Boolean).join(' and ');
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
export function remedyText({ observation, change }: ToldChange, isCertain = false): string {
  const { operator, name } = change;
  const proposed = saidProposal(observation, change);
  const limits = limitsText(change.interval, observation.printed, isCertain);
  switch (operator.kind) {
    case 'unknown':
      return `no usual slip explains it; ${isFloor(change.interval) ? onlyFloorText(observation) : `it ${limits}`}`;
    case 'period':
      return `the same digits stand at ${operator.period}: if the figure belongs there, move it; here it ${limits}`;
    case 'exchange':
      return `exchanged with ${operator.with} it is ${proposed}`;
    case 'shift':
      return operator.from === undefined
        ? `rows of this column may be shifted, and its figure lost; it ${limits}`
        : `rows of this column may be shifted: its figure stands at ${operator.from}, ${proposed}`;
    case 'worked_out':
      return `it may have been worked out from a slip; it ${limits}`;
    case 'unit':
      return `${name.split(' ')[0]}, as all ${columnText(operator)}, makes it ${proposed}`;
    case 'sign':
      return `the opposite sign makes it ${proposed}`;
    case 'swap':
      return `with ${name} it is ${proposed}`;
    case 'points':
      return `if points were taken for per cent, it is ${proposed}`;
    default: {
      const why = isComma(operator, observation) ? ', if a decimal comma was taken for one between thousands' : '';
      return `${name} makes it ${proposed}${why}`;
    }
  }
}

/** Whether a change says what happened: not that a value is unknown, or was worked out from another one. */
export function isNamed({ operator }: Change): boolean {
  return operator.kind !== 'unknown' && operator.kind !== 'worked_out';
}

/**
 * What a change makes of its figure, and what other changes of it do that say as well what happened. Beside a power of ten
 * no others are told: below a bound each of them would do.
 */
export function remediesText(
  observation: Observation,
  change: Change,
  others: readonly Change[],
  isCertain: boolean,
): string {
  const isScale = change.operator.kind === 'scale';
  const told = others.filter((other) => isNamed(other) && !(isScale && other.operator.kind === 'scale'));
  const texts = [change, ...told].map((each) => remedyText({ observation, change: each }, isCertain));
  return [...new Set(texts)].join('; or else ');
}
