/** A figure that two prints of an edition show differently. */
export interface FigureChange {
  readonly address: string;
  /**
   * What only the earlier print shows, and only the later: texts, with a minus where words say the direction ("fell by
   * 6.1%"). If these are the same, texts with their intervals; both empty if only its origin or tests differ.
   */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

interface PrintedFigure {
  readonly address: string;
  readonly text: string;
  readonly unit?: string;
  readonly low?: string;
  readonly high?: string;
  /** What its release prints, and what that was corrected to. */
  readonly printed?: string;
  readonly corrected?: string;
  readonly release?: string;
  /** How it was worked out or counted. */
  readonly expression?: string;
}

/** The figures that differ between two contents of `brief.json`, in the order of the later one. */
export function changedFigures(before: string, after: string): FigureChange[] {
  const [old, current] = [figuresIn(before), figuresIn(after)];
  const addresses = new Set([...current.keys(), ...old.keys()]);
  return [...addresses].flatMap((address) => {
    const [was, is] = [old.get(address) ?? [], current.get(address) ?? []];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return [{ address, ...difference(was, is) }];
  });
}

/**
 * All prints of each figure, by its address, without amounts that an author typed, as in `{{times "exports" -1}}`. Where
 * they stand on the page and in the template makes no difference.
 */
function figuresIn(json: string): ReadonlyMap<string, readonly PrintedFigure[]> {
  const figures = new Map<string, PrintedFigure[]>();
  for (const { section: _, ordinal: __, template: ___, ...figure } of valuesIn(json)) {
    const { printed, release, expression } = figure;
    if ((printed ?? release ?? expression) === undefined) continue;
    figures.set(figure.address, [...(figures.get(figure.address) ?? []), figure]);
  }
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

/** The difference in words that are as short as tell two lists of prints apart. */
function difference(
  was: readonly PrintedFigure[],
  is: readonly PrintedFigure[],
): Pick<FigureChange, 'before' | 'after'> {
  for (const textOf of [signedText, textWithInterval]) {
    const [old, current] = [was.map(textOf), is.map(textOf)];
    const [before, after] = [onlyIn(old, current), onlyIn(current, old)];
    if (before.length > 0 || after.length > 0) return { before, after };
  }
  return { before: [], after: [] };
}

/** A number below zero as a source prints it. */
const NEGATIVE = /^\s*(?:[-−–]\s*\d|down\b)/i;

/** The text of a figure, with the minus of what was stated where a word next to it says the direction. */
function signedText({ text, printed, corrected }: PrintedFigure): string {
  const isNegative = NEGATIVE.test(corrected ?? printed ?? '');
  return isNegative && !/[-−–]\s*\d/.test(text) ? text.replace(/\d/, '−$&') : text;
}

function textWithInterval(figure: PrintedFigure): string {
  const { low, high, unit } = figure;
  const [from, to] = [low, high].map((end) => end && short(end));
  return `${signedText(figure)} (${from ?? '…'} to ${to ?? '…'}${unit === undefined ? '' : ` ${unit}`})`;
}

/** Digits of the end of an interval: those of one that was worked out never end. */
const DIGITS = 6;

function short(end: string): string {
  return end.length > DIGITS + 2 ? String(Number(Number(end).toPrecision(DIGITS))) : end;
}

function onlyIn(some: readonly string[], others: readonly string[]): string[] {
  return [...new Set(some)].filter((text) => !others.includes(text));
}
