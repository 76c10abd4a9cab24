import { load } from 'js-yaml';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { pagePath, type RuleId } from '../core/diagnostics/rules.ts';
import { programFolder } from '../core/machine/installed-package.ts';
import { Workspace } from '../core/machine/workspace.ts';

/** What a person wants to know of a rule beyond its meaning: why it holds, an example that breaks it, and what fixes it. */
export interface RulePage extends RuleExample {
  readonly why: string;
  readonly fix: string;
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
  /** The text of the project in whose place they stand; by default the right one. */
  readonly instead?: string;
  /** What both have besides: files by path. */
  readonly also?: Readonly<Record<string, string>>;
  /** Commands that both need before, one line each. */
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

/** Reads the page of a rule from the folder of the program; an EnvironmentError says that it is not there. */
export async function readRulePage(rule: RuleId): Promise<RulePage> {
  const bytes = await new Workspace(programFolder()).readBytes(pagePath(rule));
  if (!bytes) throw new EnvironmentError(`the page of the rule ${rule} is missing`, ['install Assay again']);
  return parseRulePage(new TextDecoder().decode(bytes));
}

/** What the front matter of a page says about its example. Texts that code blocks cannot show as they are stand there too. */
export interface FrontMatter extends Omit<RuleExample, 'times'> {
  readonly times?: number | string;
  /** Which of the two has no file. */
  readonly without?: 'wrong' | 'right';
}

const PAGE =
  /^---\n([^]*?)^---\n+# [^\n]+\n\n[^\n]+\n\n([^]*?)\n\n(?:## Example\n\n([^]*?)\n\n)?## What to do\n\n([^]*)$/m;
const BLOCK = /^(```+)[a-z]*\n([^]*?)\n?^\1$/gm;

/** Reads the text of a page: front matter, what the rule says, why it holds, an example in code blocks, and what to do. */
export function parseRulePage(text: string): RulePage {
  const [, head = '', why = '', example = '', fix = ''] = PAGE.exec(text) ?? [];
  const { without, times, ...rest } = (load(head) ?? {}) as FrontMatter;
  const blocks = Array.from(example.matchAll(BLOCK), ([, , block = '']) => block);
  const texts: { wrong?: string; right?: string } = {};
  for (const which of ['wrong', 'right'] as const) {
    const block = without === which ? undefined : blocks.shift();
    if (block !== undefined) texts[which] = block;
  }
  return { why, fix: fix.trimEnd(), ...texts, ...rest, ...(times === undefined ? {} : { times: Number(times) }) };
}
