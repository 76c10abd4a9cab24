import Handlebars from 'handlebars';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { lineStart, type Place, placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';

/** The generated parser of Handlebars, which its typings omit. After a failed parse the lexer tells how far it came. */
interface Grammar {
  readonly lexer: { readonly matched: string; readonly match: string };
}

/**
 * Parses a template. Lines with nothing but block tags, comments, partials or assertions are removed. Undefined for
 * broken syntax, which is reported.
 */
export function parseTemplate(file: SourceFile, diagnostics: Diagnostics): hbs.AST.Program | undefined {
  if (nestsTooDeep(file, diagnostics)) return undefined;
  try {
    const program = Handlebars.parseWithoutProcessing(withPlainLines(file.text), { srcName: file.path });
    const assertions = assertionsIn(program);
    // An assertion prints nothing. Disguised as a comment while whitespace is processed, its line is removed as well.
    for (const assertion of assertions) assertion.type = 'CommentStatement';
    // `parse` also accepts a tree, in which it changes only whitespace; the typings allow only texts.
    Handlebars.parse(program as unknown as string);
    for (const assertion of assertions) assertion.type = 'MustacheStatement';
    return program;
  } catch (error) {
    reportSyntax(error as Error, file, diagnostics);
    return undefined;
  }
}

/** Limit on nested blocks and calls: parsing time grows faster than the square of their depth. */
const MAX_DEPTH = 100;

function nestsTooDeep(file: SourceFile, diagnostics: Diagnostics): boolean {
  let [depth, calls, inside] = [0, 0, false];
  for (const { 0: found, index } of file.text.matchAll(/\{\{~?[#/]?|\}\}|[()]/g)) {
    if (found.startsWith('{{')) [calls, inside] = [0, true];
    else if (found === '}}') inside = false;
    else if (inside) calls += found === '(' ? 1 : -1;
    if (found.endsWith('#')) depth += 1;
    else if (found.endsWith('/')) depth -= 1;
    if (depth <= MAX_DEPTH && calls <= MAX_DEPTH) continue;
    const message = `blocks and calls are nested more than ${MAX_DEPTH} deep here`;
    diagnostics.error(
      'template/too-large',
      message,
      placeAt(file, index, index + found.length),
      'use partials and loops',
    );
    return true;
  }
  return false;
}

/** Replaces U+2028 and U+2029 by spaces, because the grammar counts columns wrongly after them. */
function withPlainLines(text: string): string {
  return text.replace(/[\u2028\u2029]/g, ' ');
}

function assertionsIn(program: hbs.AST.Program): hbs.AST.Statement[] {
  return program.body.flatMap((statement) => {
    if (statement.type === 'MustacheStatement') return isAssertion(statement) ? [statement] : [];
    const { program, inverse } = statement as Partial<hbs.AST.BlockStatement>;
    return [program, inverse].flatMap((child) => (child ? assertionsIn(child) : []));
  });
}

function isAssertion(statement: hbs.AST.Statement): boolean {
  const { path } = statement as hbs.AST.MustacheStatement;
  return 'original' in path && path.original === 'assert';
}

/** How the tokens of the grammar are written. */
const TOKENS: Readonly<Record<string, string>> = {
  CLOSE: '}}',
  CLOSE_UNESCAPED: '}}}',
  CLOSE_SEXPR: ')',
  CLOSE_BLOCK_PARAMS: '|',
  CLOSE_RAW_BLOCK: '}}}}',
  OPEN_SEXPR: '(',
  OPEN_ENDBLOCK: '{{/',
  INVERSE: '{{else}}',
  OPEN_INVERSE_CHAIN: '{{else',
  EQUALS: '=',
  SEP: '/ or .',
};

function reportSyntax(error: Error, file: SourceFile, diagnostics: Diagnostics): void {
  const { message, place, hint } = mistakeIn(error, file);
  diagnostics.error('template/syntax', message, place, hint);
}

interface Mistake {
  readonly message: string;
  readonly place: Place;
  readonly hint: string;
}

/** Handlebars gives the place of mistakes that it finds itself; for those of its generated parser, the lexer has it. */
function mistakeIn(error: Error, file: SourceFile): Mistake {
  const { lineNumber, column } = error as InstanceType<typeof Handlebars.Exception>;
  if (typeof lineNumber === 'number') {
    const place = placeAt(file, offsetOf(file, { line: lineNumber, column: Number(column) }));
    const hint = 'close each block with the name that opens it, and write names as a.b';
    return { message: error.message.replace(/ - \d+:\d+$/, ''), place, hint };
  }
  const { lexer } = (Handlebars as unknown as { Parser: Grammar }).Parser;
  const start = lexer.matched.length - lexer.match.length;
  const token = /got '(\w+)'$/.exec(error.message)?.[1];
  if (token === undefined) return unclosedComment(file, start);
  const unclosed = token === 'EOF' ? unclosedBlock(file) : undefined;
  if (unclosed) {
    const { name, place } = unclosed;
    return { message: `the block #${name} is not closed`, place, hint: `close it with {{/${name}}}` };
  }
  const place = placeAt(file, Math.min(start, Math.max(0, file.text.length - 1)), start + lexer.match.length);
  const hint = 'an expression is written {{name}} or {{helper "text" key=value}}';
  return { message: unexpected(token, lexer.match), place, hint };
}

function unclosedComment(file: SourceFile, end: number): Mistake {
  const start = Math.max(0, file.text.lastIndexOf('{{', end));
  const message = 'a comment or raw block is not closed';
  return { message, place: placeAt(file, start, start + 2), hint: 'close a comment with --}}' };
}

function unexpected(token: string, text: string): string {
  if (token === 'EOF') return 'the template ends inside an expression';
  if (token === 'INVALID') return `the character ${text.slice(0, 1)} is not allowed here`;
  return `${TOKENS[token] ?? text.trim()} is not allowed here`;
}

/** The last block that is opened and not closed. */
function unclosedBlock(file: SourceFile): { name: string; place: Place } | undefined {
  const open: { name: string; place: Place }[] = [];
  for (const match of withoutComments(file.text).matchAll(/\{\{~?(#>?|\/)\s*([^\s}~|()]+)/g)) {
    const [tag, kind, name = ''] = match;
    if (kind !== '/') open.push({ name, place: placeAt(file, match.index, match.index + tag.length) });
    else if (open.at(-1)?.name === name) open.pop();
  }
  return open.at(-1);
}

function withoutComments(text: string): string {
  return text.replace(/\{\{~?!(?:--.*?--~?|.*?)\}\}/gs, (comment) => ' '.repeat(comment.length));
}

/** The offset (UTF-16 units) of a Handlebars position: lines count from 1, columns from 0. */
export function offsetOf(file: SourceFile, { line, column }: hbs.AST.Position): number {
  return lineStart(file, line) + column;
}

/** The place of a node of the syntax tree. */
export function placeOfNode(file: SourceFile, { loc }: { readonly loc: hbs.AST.SourceLocation }): Place {
  return placeAt(file, offsetOf(file, loc.start), offsetOf(file, loc.end));
}
