import type { Constraint } from './constraint.ts';
import type { Exception } from './relations-file.ts';

/** Whether an exception is about the relations of a name. In a pattern `*` stands for anything but `.`, `:` and `/`. */
export function isAbout({ relation }: Exception, name: string): boolean {
  if (!relation.includes('*')) return relation === name;
  return new RegExp(`^${relation.split('*').map(escaped).join('[^.:/]*')}$`).test(name);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Finds the exception that covers a constraint: one that names it before one whose pattern does. */
export function exceptionFinder(exceptions: readonly Exception[]): (constraint: Constraint) => Exception | undefined {
  const found = new Map<string, Exception | undefined>();
  const isPattern = ({ relation }: Exception): boolean => relation.includes('*');
  const ordered = exceptions.toSorted((a, b) => Number(isPattern(a)) - Number(isPattern(b)));
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
