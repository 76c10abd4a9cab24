/** Items in groups, of which no two share a figure. */
export function groupsOf<T>(items: readonly T[], figuresOf: (item: T) => readonly number[]): T[][] {
  const byFigure = new Map<number, T[]>();
  const groups = new Set<T[]>();
  for (const item of items) {
    const near = new Set(figuresOf(item).flatMap((figure) => [byFigure.get(figure) ?? []]));
    const all = [...near].flat().concat([item]);
    for (const group of near) groups.delete(group);
    groups.add(all);
    for (const each of all) for (const figure of figuresOf(each)) byFigure.set(figure, all);
  }
  return [...groups];
}
