import type { RuleId } from '../core/diagnostics/rules.ts';

/** What a person wants to know of a rule beyond its meaning: why it holds, an example that breaks it, and what mends it. */
export interface RulePage extends RuleExample {
  readonly why: string;
  readonly mend: string;
}

/**
 * An example of a mistake in the project that `assay init` writes. A text that the file holds is replaced, another one is
 * added at its end; a file that the project does not have holds only this text. Where a text is undefined, the file is not
 * there. Without `file` the texts are commands. A workbook is written as its cells: a row a line, with ` | ` between
 * them. `hidden:` before a row hides it, `<` merges a cell with the one before it, and `(General)` after a number means
 * that its format shows no decimals of its own.
 */
export interface RuleExample {
  readonly file?: string;
  readonly wrong?: string;
  readonly right?: string;
  /** The text of the project in whose place they stand; by default the mended one. */
  readonly instead?: string;
  /** What both have besides: files by path. */
  readonly also?: Readonly<Record<string, string>>;
  /** Commands that both need before, a line each. */
  readonly setup?: string;
  /** The command that reports it; by default `assay check` for data, and `assay build` for the rest. */
  readonly run?: string;
  /**
   * What is needed to see it besides: `print`, printed pages; `readback`, an output that was changed after it was printed,
   * because no file of a project causes the difference; `timing`, two who work at the same moment;
   * `library`, a program that calls Assay, because the command line lets nothing else through.
   */
  readonly needs?: 'print' | 'readback' | 'timing' | 'library';
  /** How often the wrong text stands there, where a mistake is one of size: then it stands before the text `instead`. */
  readonly times?: number;
}

/** A page for each rule whose id begins with one of these words. */
export type PagesOf<F extends string> = { readonly [R in Extract<RuleId, `${F}/${string}`>]: RulePage };

/** The files of the example project that most examples change. */
export const DATASET = 'data/city-bikes/dataset.yaml';
export const RELATIONS = 'data/city-bikes/relations.yaml';
export const RELEASE = 'data/city-bikes/releases/operator-2025-q4.yaml';
export const COUNCIL = 'data/city-bikes/releases/council-2025-q4.yaml';
export const BRIEF = 'templates/city-bikes/brief.yaml';
export const TEMPLATE = 'templates/city-bikes/brief.md.hbs';
export const CHART = 'templates/city-bikes/charts/rides.vl.json';
export const STYLE = 'templates/city-bikes/style.yaml';
export const SHEET = 'templates/city-bikes/style.css';
