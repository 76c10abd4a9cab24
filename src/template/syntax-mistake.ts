import { type Place, placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import { BLOCKS } from './helper.ts';

/** What is wrong with the syntax of a template, where, and what to do. */
export interface SyntaxMistake {
  readonly message: string;
  readonly place: Place;
  readonly hint: string;
  /** The text of the file without the expression that cannot be read, if its end is known. */
  readonly without?: string | undefined;
}

/** What is between two braces. */
interface Expression {
  readonly file: SourceFile;
  /** Offset of the braces that open it. */
  readonly start: number;
  readonly text: string;
  /** The same with every quoted text blanked. */
  readonly plain: string;
}

/** What people who know other languages write, and the helper that does it. */
const OPERATORS: Readonly<Record<string, string>> = {
  '>': 'above',
  '<': 'below',
  '>=': 'atLeast',
  '<=': 'atMost',
  '=': 'same',
  '==': 'same',
  '===': 'same',
  '!=': 'not (same …)',
  '!==': 'not (same …)',
  '&&': 'and',
  '||': 'or',
  '!': 'not',
  '+': 'plus',
  '-': 'minus',
  '*': 'times',
  '/': 'over',
};

/** Explains why an expression in the line of an offset cannot be read, if it is a usual mistake. */
export function mistakeInExpression(file: SourceFile, at: number): SyntaxMistake | undefined {
  const last = file.text.lastIndexOf('{{', Math.max(0, at - 1));
  if (last < 0) return undefined;
  const line = file.text.lastIndexOf('\n', last) + 1;
  const opened = Array.from(withoutComments(file.text.slice(0, last + 2)).matchAll(/\{\{/g), ({ index }) => index);
  const inLine = opened.filter((index) => index >= line);
  // a quote that is not closed reaches up to the next one, which may be many lines below
  const before = opened.filter((index) => index < line).reverse();
  for (const index of [...inLine, ...before]) {
    const found = explained(file, index);
    if (found) return found;
  }
  return undefined;
}

/** The text of a file without the expression that an offset is in, if that can be reported. */
export function withoutExpressionAt(file: SourceFile, at: number): string | undefined {
  const start = file.text.lastIndexOf('{{', at);
  const end = file.text.indexOf('}}', start);
  if (start < 0 || end < at) return undefined;
  const text = file.text.slice(start, end);
  return withoutExpression({ file, start, text, plain: text });
}

function explained(file: SourceFile, start: number): SyntaxMistake | undefined {
  const text = file.text.slice(start);
  const plain = text.replace(/"(?:(?!\{\{|\}\})[^"\n])*"|'(?:(?!\{\{|\}\})[^'\n])*'/g, (part) =>
    '_'.repeat(part.length),
  );
  const close = /(?<=^.+?)(?:\}\}|\{\{|\}|$)/s.exec(plain);
  const end = close?.index ?? plain.length;
  const expression = { file, start, text: text.slice(0, end), plain: plain.slice(0, end) };
  if (close?.[0] === '}') return mistake(expression, close, 'one brace does not close an expression', 'write }}');
  if (close?.[0] !== '}}') {
    const [line = ''] = text.split('\n', 1);
    return mistake(expression, { 0: line, index: 0 }, 'this expression is not closed', 'close it with }}');
  }
  for (const explain of EXPLANATIONS) {
    const found = explain(expression);
    if (found) return { ...found, without: withoutExpression(expression) };
  }
  return undefined;
}

/**
 * The text of the file with a blank in place of an expression, with a condition that holds, or without a whole block,
 * because its body needs what the expression would have given.
 */
function withoutExpression({ file, start, text }: Expression): string | undefined {
  const end = start + text.length + 2;
  const [condition = ''] = /^\{\{~?\s*(?:#(?:if|unless)|else if)\s/.exec(text) ?? [];
  if (condition !== '') {
    if (condition.length + 6 > end - start) return undefined;
    return replaced(file, start, end, `${condition}true`.padEnd(end - start - 2) + '}}');
  }
  const isOpening = /^\{\{~?#/.test(text);
  if (!isOpening && /^\{\{~?(?:[/^]|\s*else\b)/.test(text)) return undefined;
  const last = isOpening ? endOfBlock(file.text, end) : end;
  return last === undefined ? undefined : replaced(file, start, last, blank(file.text.slice(start, last)));
}

function replaced({ text }: SourceFile, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}

/** Where the block ends whose first tag ends at an offset. */
function endOfBlock(text: string, from: number): number | undefined {
  let depth = 1;
  for (const { 0: tag, index } of withoutComments(text.slice(from)).matchAll(/\{\{~?([#/])/g)) {
    depth += tag.endsWith('#') ? 1 : -1;
    if (depth > 0) continue;
    const close = text.indexOf('}}', from + index);
    return close < 0 ? undefined : close + 2;
  }
  return undefined;
}

const EXPLANATIONS: readonly ((expression: Expression) => SyntaxMistake | undefined)[] = [
  curlyQuote,
  openQuote,
  glued,
  comma,
  colon,
  operator,
  address,
  parenthesis,
];

function curlyQuote(expression: Expression): SyntaxMistake | undefined {
  const pattern = /[\u201C-\u201F\u2018-\u201B\u00AB]([^\u2018-\u201F\u00BB]*)[\u2018-\u201F\u00BB]?/;
  const match = pattern.exec(expression.plain);
  return match ? mistake(expression, match, 'these are not straight quotes', `write "${match[1]}"`) : undefined;
}

function openQuote(expression: Expression): SyntaxMistake | undefined {
  const match = /["'].*$/.exec(expression.plain);
  if (!match) return undefined;
  return mistake(expression, match, 'the quote that opens here is not closed', `close it with ${match[0][0]}`);
}

function glued(expression: Expression): SyntaxMistake | undefined {
  const match = /([\w.]+)\(([^()]*)\)?/.exec(expression.plain);
  if (!match) return undefined;
  const [, name = '', inside = ''] = match;
  if (BLOCKS.includes(name)) {
    return mistake(expression, match, `a ( follows ${name} without a space`, `write a space after ${name}`);
  }
  const from = match.index + name.length + 1;
  const given = expression.text.slice(from, from + inside.length).replaceAll(/\s*,\s*/g, ' ');
  const isFirst = /^\{\{[~#^]*\s*$/.test(expression.plain.slice(0, match.index));
  const hint = isFirst ? `write {{${name} ${given}}}` : `write (${name} ${given})`;
  return mistake(expression, match, `a ( follows ${name} without a space`, hint);
}

function comma(expression: Expression): SyntaxMistake | undefined {
  const match = /,/.exec(expression.plain);
  if (!match) return undefined;
  return mistake(expression, match, 'there is a comma between arguments', 'write only a space between them');
}

function colon(expression: Expression): SyntaxMistake | undefined {
  const match = /(?<=\s)([a-z]\w*):(?:\s+|(?=[_\d]|true\b|false\b))([\w.]+)/i.exec(expression.plain);
  if (!match) return undefined;
  const [whole, key, value = ''] = match;
  const end = match.index + whole.length;
  const written = expression.text.slice(end - value.length, end);
  return mistake(expression, match, `a colon follows the name of the option ${key}`, `write ${key}=${written}`);
}

/** An address with signs that a name has not. */
function address(expression: Expression): SyntaxMistake | undefined {
  const match = /(?<=[\s(=])[a-z][\w.]*[.@:][\w.@:*[\]-]*[*@:[][\w.@:*[\]-]*|(?<=[\s(=])[a-z]\w*[@[][\w.@:*[\]-]*/.exec(
    expression.plain,
  );
  return match ? mistake(expression, match, 'this address is between quotes', `write "${match[0]}"`) : undefined;
}

function operator(expression: Expression): SyntaxMistake | undefined {
  const match = /(?<=[\s(])(?:[<>=!]=?=?|&&|\|\||[-+*/])(?=\s)|(?<=[\s(])!(?=[\w(])/.exec(expression.plain);
  if (!match) return undefined;
  const [sign] = match;
  const [before = ''] = /[\w.:@[\]-]+\s*$/.exec(expression.plain.slice(0, match.index)) ?? [];
  const [after = ''] = /^\s*[\w.:@[\]-]+/.exec(expression.plain.slice(match.index + sign.length)) ?? [];
  const next = match.index + sign.length;
  const operands = [
    expression.text.slice(match.index - before.length, match.index),
    expression.text.slice(next, next + after.length),
  ].map((operand) => operand.trim());
  const helper = OPERATORS[sign] ?? '';
  return mistake(expression, match, `${sign} is not an operator here`, `write ${calling(helper, operands)}`);
}

/** A call of a helper with operands, as far as they are plain; a name next to an amount is meant as an address. */
function calling(helper: string, operands: readonly string[]): string {
  const isPlain = operands.every((operand) => operand !== '') && /\d|"\w/.test(operands.join(' '));
  const given = isPlain
    ? operands.map((operand) => (/^[a-z]/i.test(operand) ? `"${operand}"` : operand)).join(' ')
    : '…';
  return helper.includes('(') ? `(${helper.replace('…', given)})` : `(${helper} ${given})`;
}

function parenthesis(expression: Expression): SyntaxMistake | undefined {
  const open: number[] = [];
  for (const { 0: sign, index } of expression.plain.matchAll(/[()]/g)) {
    if (sign === '(') open.push(index);
    else if (open.pop() === undefined) {
      return mistake(
        expression,
        { 0: sign, index },
        'this ) closes nothing',
        'remove it, or write the ( that it closes',
      );
    }
  }
  const last = open.at(-1);
  return last === undefined
    ? undefined
    : mistake(expression, { 0: '(', index: last }, 'the ( that opens here is not closed', 'close it with )');
}

function mistake(
  { file, start }: Expression,
  { 0: found, index }: { readonly 0: string; readonly index: number },
  message: string,
  hint: string,
): SyntaxMistake {
  return { message, place: placeAt(file, start + index, start + index + found.trimEnd().length), hint };
}

/** How templates of other kinds close a block. */
const OTHER_ENDS: ReadonlySet<string> = new Set(['end', 'endif', 'endeach', 'endfor', 'endunless', 'endwith', 'fi']);

interface Tag {
  readonly name: string;
  readonly place: Place;
}

/** The first tag that does not fit the blocks that are open there, or a block that is never closed. */
export function mistakeInBlocks(file: SourceFile): SyntaxMistake | undefined {
  const open: Tag[] = [];
  for (const match of withoutComments(file.text).matchAll(
    /\{\{~?(#>?|\/|(?=end|else|fi\b))\s*([^\s}~|()]+)[^{}\n]*(?:\}\})?/g,
  )) {
    const [whole, kind, name = ''] = match;
    const tag = { name, place: placeAt(file, match.index, match.index + whole.trimEnd().length) };
    if (kind === '/' || OTHER_ENDS.has(name)) {
      const problem = mistakeInEnd(tag, kind === '/', open);
      if (problem) return problem;
      open.pop();
    } else if (kind !== '') open.push(tag);
    else if (name === 'else' && open.length === 0) {
      return { message: 'this {{else}} is in no block', place: tag.place, hint: 'remove it' };
    }
  }
  const last = open.at(-1);
  return (
    last && {
      message: `the block #${last.name} is not closed`,
      place: last.place,
      hint: `close it with {{/${last.name}}}`,
    }
  );
}

function mistakeInEnd({ name, place }: Tag, isEnd: boolean, open: readonly Tag[]): SyntaxMistake | undefined {
  const last = open.at(-1);
  if (!last)
    return isEnd ? { message: `no block is open that {{/${name}}} could close`, place, hint: 'remove it' } : undefined;
  const hint = `write {{/${last.name}}}`;
  if (!isEnd) return { message: `{{${name}}} does not close the block #${last.name}`, place, hint };
  if (name === last.name) return undefined;
  if (open.some((tag) => tag.name === name)) {
    const message = `the block #${last.name} is not closed`;
    return { message, place: last.place, hint: `${hint} before the {{/${name}}} in line ${place.line}` };
  }
  const message = `{{/${name}}} does not close the block #${last.name} of line ${last.place.line}`;
  return { message, place, hint };
}

function withoutComments(text: string): string {
  return text.replace(/\{\{~?!(?:--.*?--~?|.*?)\}\}/gs, (comment) => ' '.repeat(comment.length));
}
