/** Base quantity → power, without zeros: yuan per tonne are `{CNY: 1, mass: -1}`. */
export type Dimension = ReadonlyMap<string, number>;

/** What rates, shares and ratios measure. */
export const NUMBER: Dimension = new Map();

/** The dimension of a × b, or with `power` −1 of a ÷ b. */
export function productOf(a: Dimension, b: Dimension, power: 1 | -1): Dimension {
  const product = new Map(a);
  for (const [base, exponent] of b) {
    const sum = (product.get(base) ?? 0) + power * exponent;
    if (sum === 0) product.delete(base);
    else product.set(base, sum);
  }
  return product;
}

/** Whether both measure the same thing. */
export function sameAs(a: Dimension, b: Dimension): boolean {
  return a.size === b.size && [...a].every(([base, exponent]) => b.get(base) === exponent);
}

/** In words for messages: `CNY·mass^-1`, `plain numbers`. */
export function dimensionText(dimension: Dimension): string {
  const parts = [...dimension].map(([base, exponent]) => (exponent === 1 ? base : `${base}^${exponent}`));
  return parts.sort().join('·') || 'plain numbers';
}
