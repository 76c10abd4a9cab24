import { dump } from 'js-yaml';
import { RULES, type RuleId } from '../core/diagnostics/rules.ts';
import type { FrontMatter, RulePage } from './rule-page.ts';

/** Whether a text is the id of a rule. */
export function isRule(text: string): text is RuleId {
  return Object.hasOwn(RULES, text);
}

/** A sentence of an example, with the text of a file or the commands that it introduces. */
export interface Shown {
  readonly says: string;
  readonly text?: string;
}

/** What an example shows: what fails, and what does not. */
export function shownIn({ file, wrong, right, times, run, needs }: RulePage): readonly Shown[] {
  const often = times === undefined ? '' : ` when it is repeated ${withCommas(times)} times`;
  const seen = run === undefined || needs === 'timing' ? '' : ` (\`${run}\`)`;
  if (file === undefined && wrong === undefined) return [];
  if (file === undefined) {
    return [
      { says: 'This fails:', text: trimmed(wrong) },
      { says: 'This does not:', text: trimmed(right) },
    ];
  }
  const place = needs === 'readback' ? `In the output \`${file}\`` : `In \`${file}\``;
  const failing: Shown =
    wrong === undefined
      ? { says: `Without \`${file}\`, there is an error${seen}.` }
      : { says: `${place} this fails${often}${seen}:`, text: trimmed(wrong) };
  if (right === undefined) return [failing, { says: 'Without this file, there is no error.' }];
  return wrong === undefined && right === '' ? [failing] : [failing, { says: 'This does not:', text: trimmed(right) }];
}

/** A whole number with its thousands apart. */
function withCommas(number: number): string {
  return String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

function trimmed(text = ''): string {
  // what nobody can see is shown by its code
  return text.replace(/\n$/, '').replaceAll(/(?!\n)[\p{Cc}\p{Cf}\p{Co}]/gu, (found) => {
    return `<U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** A sentence, or a line that stays as it is. */
export type RuleLine = string | { readonly code: string };

/** The page of a rule for a terminal. */
export function ruleLines(id: RuleId, page: RulePage): readonly RuleLine[] {
  const lines: RuleLine[] = [id, '', RULES[id], '', page.why];
  for (const { says, text } of shownIn(page)) {
    lines.push('', says);
    if (text !== undefined) lines.push('', ...text.split('\n').map((line) => ({ code: `    ${line}` })));
  }
  return [...lines, '', page.fix];
}

/** The page of a rule as its file in `docs/rules/` holds it. */
export function ruleMarkdown(id: RuleId, page: RulePage): string {
  const examples = shownIn(page).map(({ says, text }) => {
    if (text === undefined) return says;
    const fence = text.includes('```') ? '````' : '```';
    return `${says}\n\n${fence}${languageOf(page.file)}\n${text}${text === '' ? '' : '\n'}${fence}`;
  });
  const head = dump(frontMatterOf(page), { lineWidth: -1 });
  const shown = examples.length > 0 ? ['## Example', ...examples] : [];
  const parts = [`# ${id}`, RULES[id], page.why, ...shown, '## What to do', page.fix];
  return `---\n${head}---\n\n${parts.join('\n\n')}\n`;
}

/** What the code blocks of a page do not show. */
function frontMatterOf({ why: _why, fix: _fix, wrong, right, file, ...rest }: RulePage): FrontMatter {
  const isShown = (text: string | undefined): boolean => text === undefined || (text !== '' && trimmed(text) === text);
  const missing = wrong === undefined ? 'wrong' : 'right';
  const hasBoth = (wrong === undefined) === (right === undefined);
  return {
    ...(file === undefined ? {} : { file }),
    ...rest,
    ...(hasBoth ? {} : { without: missing }),
    ...(isShown(wrong) ? {} : { wrong }),
    ...(isShown(right) ? {} : { right }),
  };
}

const LANGUAGES: Readonly<Record<string, string>> = {
  yaml: 'yaml',
  hbs: 'handlebars',
  json: 'json',
  css: 'css',
  svg: 'xml',
  csv: 'csv',
};

function languageOf(file: string | undefined): string {
  if (file === undefined) return 'sh';
  return LANGUAGES[file.split('.').at(-1) ?? ''] ?? 'text';
}
