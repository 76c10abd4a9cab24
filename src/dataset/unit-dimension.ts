/** Base quantity → power, never 0: yuan per tonne have `{CNY: 1, mass: -1}`. */
export type UnitDimension = ReadonlyMap<string, number>;

/** The dimension of rates, shares and ratios. */
export const NUMBER: UnitDimension = new Map();

/** The dimension of a × b, or of a ÷ b if `power` is −1. */
export function productOf(a: UnitDimension, b: UnitDimension, power: 1 | -1): UnitDimension {
  const product = new Map(a);
  for (const [base, exponent] of b) {
    const sum = (product.get(base) ?? 0) + power * exponent;
    if (sum === 0) product.delete(base);
    else product.set(base, sum);
  }
  return product;
}

export function sameAs(a: UnitDimension, b: UnitDimension): boolean {
  return a.size === b.size && [...a].every(([base, exponent]) => b.get(base) === exponent);
}

/** For messages: `CNY·mass^-1`, `plain numbers`. */
export function dimensionText(dimension: UnitDimension): string {
  const parts = [...dimension].map(([base, exponent]) => (exponent === 1 ? base : `${base}^${exponent}`));
  return parts.sort().join('·') || 'plain numbers';
}
