/** What a condition asks that the digits of its figures leave open. */
interface Asked {
  /** In words: `rides@2025 (268,400) is above 268,410`. */
  readonly says: string;
  /** The figures that are compared, in any order. */
  readonly about: string;
  /** Whether the opposite of the words is asked. */
  readonly isOpposite: boolean;
}

/** A condition of which neither it nor its opposite is known, by what it asks. */
export interface Open {
  readonly open: readonly Asked[];
}

export function openAbout(says: string, ...figures: readonly string[]): Open {
  return { open: [{ says, about: figures.toSorted().join(' '), isOpposite: false }] };
}

export function isOpen(given: unknown): given is Open {
  return typeof given === 'object' && given !== null && 'open' in given;
}

/** Whether a condition holds for all numbers that its figures may stand for, for none of them, or is open. */
export type Truth = boolean | Open;

/** True if all are, false if any is not, else open. */
export function allOf(truths: readonly Truth[]): Truth {
  return truths.includes(false) ? false : (joined(truths) ?? true);
}

/** True if any is, false if none is, else open. */
export function anyOf(truths: readonly Truth[]): Truth {
  return truths.includes(true) ? true : (joined(truths) ?? false);
}

function joined(truths: readonly Truth[]): Open | undefined {
  const open = truths.filter(isOpen).flatMap((one) => one.open);
  return open.length === 0 ? undefined : { open };
}

/** The opposite; what is open stays so. */
export function opposite(truth: Truth): Truth {
  if (!isOpen(truth)) return !truth;
  return { open: truth.open.map((one) => ({ ...one, isOpposite: !one.isOpposite })) };
}

/** What is asked of figures of which neither the opposite nor anything else is asked: words for it; undefined if there is none. */
export function askedAlone(conditions: readonly Open[]): string | undefined {
  const all = conditions.flatMap(({ open }) => open);
  const isSame = (a: Asked, b: Asked): boolean => a.says === b.says && a.isOpposite === b.isOpposite;
  return all.find((one) => all.every((other) => other.about !== one.about || isSame(one, other)))?.says;
}
