import type { Expression } from '../relations/expression.ts';
import type { Comparison, Term } from '../relations/relation.ts';
import type { Relation, Rules } from '../relations/relations-file.ts';

// Which indicators count again what others count, as the relations of a dataset say: a sum counts its parts.

/** Indicator → the indicators that are in it, also by way of others. */
export type Wholes = ReadonlyMap<string, readonly string[]>;

/** Reads sums from relations: `a = b + c`, `b + c <= a`, and `a = b`, which says that both count the same. */
export function wholesIn({ relations }: Pick<Rules, 'relations'>): Wholes {
  const direct = new Map<string, Set<string>>();
  for (const { whole, parts } of relations.flatMap(sumsOf))
    direct.set(whole, new Set([...(direct.get(whole) ?? []), ...parts]));
  return new Map([...direct.keys()].map((whole) => [whole, partsWithin(whole, direct)]));
}

interface Sum {
  readonly whole: string;
  readonly parts: readonly string[];
}

function partsWithin(whole: string, direct: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const found = new Set<string>();
  const open = [whole];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const part of direct.get(next) ?? []) {
      if (found.has(part)) continue;
      found.add(part);
      open.push(part);
    }
  found.delete(whole);
  return [...found].toSorted();
}

function sumsOf({ comparisons, terms }: Relation): Sum[] {
  return comparisons.flatMap((comparison) => comparison.tests.flatMap((test) => sumOf(comparison, test, terms) ?? []));
}

function sumOf(
  { left }: Comparison,
  { sense, right }: Comparison['tests'][number],
  terms: readonly Term[],
): Sum | undefined {
  const signs = new Map<string, number>();
  if (!addTo(signs, left, 1, terms) || !addTo(signs, right, -1, terms)) return undefined;
  const [positive, negative] = [1, -1].map((sign) => [...signs].flatMap(([id, own]) => (own === sign ? [id] : []))) as [
    string[],
    string[],
  ];
  const sides = [
    { whole: positive, parts: negative, isGreater: sense === '>=' || sense === '>' },
    { whole: negative, parts: positive, isGreater: sense === '<=' || sense === '<' },
  ];
  const found = sides.find(
    ({ whole, parts, isGreater }) =>
      whole.length === 1 && (sense === '=' ? parts.length > 0 : isGreater && parts.length > 1),
  );
  const [whole] = found?.whole ?? [];
  return found && whole !== undefined ? { whole, parts: found.parts } : undefined;
}

/** Adds the levels in a plain sum with their signs; false if it is another expression. */
function addTo(signs: Map<string, number>, expression: Expression, sign: number, terms: readonly Term[]): boolean {
  switch (expression.op) {
    case 'variable': {
      const term = terms[expression.index];
      if (term?.kind !== 'figure' || term.measure !== 'level' || term.period || signs.has(term.indicator.id))
        return false;
      signs.set(term.indicator.id, sign);
      return true;
    }
    case 'negate':
      return addTo(signs, expression.of, -sign, terms);
    case 'add':
    case 'subtract':
      return (
        addTo(signs, expression.left, sign, terms) &&
        addTo(signs, expression.right, expression.op === 'add' ? sign : -sign, terms)
      );
    case 'divide':
    case 'exactly':
    case 'max':
    case 'min':
    case 'multiply':
    case 'power':
    case 'root':
      return false;
  }
}
