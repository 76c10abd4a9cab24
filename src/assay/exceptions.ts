import type { Constraint } from './constraint.ts';
import { type Exception, exactFirst, isAbout } from './named-relations.ts';

/** Finds the exception that covers a constraint: one that names it before one whose pattern does. */
export function exceptionFinder(exceptions: readonly Exception[]): (constraint: Constraint) => Exception | undefined {
  const found = new Map<string, Exception | undefined>();
  const ordered = exactFirst(exceptions);
  return ({ name, at }) => {
    const key = `${name}@${at.text}`;
    if (!found.has(key))
      found.set(
        key,
        ordered.find((item) => item.at.text === at.text && isAbout(item, name)),
      );
    return found.get(key);
  };
}
