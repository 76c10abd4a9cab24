/** A figure that two prints of an edition show differently. */
export interface FigureChange {
  readonly address: string;
  /** Texts that only the earlier print shows, and only the later; both empty if its origin or tests differ. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

interface PrintedFigure {
  readonly address: string;
  readonly text: string;
}

/** The figures that differ between two contents of `brief.json`, in the order of the later one. */
export function changedFigures(before: string, after: string): FigureChange[] {
  const [old, current] = [figuresIn(before), figuresIn(after)];
  const addresses = new Set([...current.keys(), ...old.keys()]);
  return [...addresses].flatMap((address) => {
    const [was, is] = [old.get(address) ?? [], current.get(address) ?? []];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return [{ address, before: textsOnlyIn(was, is), after: textsOnlyIn(is, was) }];
  });
}

/** All prints of each figure, by its address. Where they stand on the page and in the template makes no difference. */
function figuresIn(json: string): ReadonlyMap<string, readonly PrintedFigure[]> {
  const figures = new Map<string, PrintedFigure[]>();
  for (const { section: _, ordinal: __, template: ___, ...figure } of valuesIn(json))
    figures.set(figure.address, [...(figures.get(figure.address) ?? []), figure]);
  return figures;
}

function valuesIn(json: string): readonly (PrintedFigure & Record<'section' | 'ordinal' | 'template', unknown>)[] {
  try {
    const { values } = JSON.parse(json) as { values?: ReturnType<typeof valuesIn> };
    return values ?? [];
  } catch {
    // Somebody has changed the file by hand.
    return [];
  }
}

function textsOnlyIn(some: readonly PrintedFigure[], others: readonly PrintedFigure[]): string[] {
  const known = new Set(others.map(({ text }) => text));
  return [...new Set(some.map(({ text }) => text))].filter((text) => !known.has(text));
}
