import type { ChartSpec } from './chart-model.ts';

/** What to do about mistakes that a specification and a line of a template share, in the words in which each is written. */
export interface ChartHints {
  readonly noRows: string;
  /** Figures in units that convert, and in others. */
  readonly inOneUnit: (code: string) => string;
  readonly inOtherUnits: string;
  /** Figures that lack the other one with which they are compared. */
  readonly leavesOut: (what: string) => string;
  readonly labels: string;
  /** By the colours of the house that a label may have. */
  readonly paleLabel: (names: readonly string[]) => string;
}

const OF_SPECIFICATIONS: ChartHints = {
  noRows: 'an address may have no period: it then means that of the edition; "optional": true accepts no rows',
  inOneUnit: (code) => `name the one to draw them in: "unit": "${code}"`,
  inOtherUnits: 'draw them in charts of their own',
  leavesOut: (what) => `name periods that have it; or "optional": true leaves out ${what}`,
  labels: 'make the chart larger, show fewer labels, or move them with dx and dy',
  paleLabel: (names) =>
    names.length > 0
      ? `its colour can be ${names.map((name) => `{ "expr": "${name}" }`).join(' or ')}`
      : 'move it next to what it lies on',
};

const OF_LINES: ChartHints = {
  noRows:
    'name periods in which it is stated, or other indicators; an address without a period means that of the edition',
  inOneUnit: (code) => `name the one to draw them in: unit="${code}"`,
  inOtherUnits: 'draw them in charts of their own, or use kind="panels", or index="…" to compare courses',
  leavesOut: () => 'name periods of which all figures are stated',
  labels: 'give the exhibit more width, or name fewer things or periods',
  paleLabel: () => 'choose other colours for the house or for its members, or name fewer things',
};

/** What to do about mistakes in a chart, in the words in which it is written. */
export function hintsFor({ line }: Pick<ChartSpec, 'line'>): ChartHints {
  return line ? OF_LINES : OF_SPECIFICATIONS;
}
