/** Items in groups, of which no two share a figure. */
export function groupsOf<T>(items: readonly T[], figuresOf: (item: T) => readonly number[]): T[][] {
  const byFigure = new Map<number, T[]>();
  const groups = new Set<T[]>();
  for (const item of items) {
    const figures = figuresOf(item);
    const near = [...new Set(figures.flatMap((figure) => [byFigure.get(figure) ?? []]))].filter(
      (group) => group.length > 0,
    );
    for (const group of near) groups.delete(group);
    const [only = [], ...more] = near;
    // one group grows in place: hundreds of items may share a figure
    const all = more.length === 0 ? only : near.flat();
    all.push(item);
    groups.add(all);
    for (const each of more.length === 0 ? [item] : all)
      for (const figure of figuresOf(each)) byFigure.set(figure, all);
  }
  return [...groups];
}
