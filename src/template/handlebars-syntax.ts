import Handlebars from 'handlebars';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { mistakeInBlocks, mistakeInExpression, type SyntaxMistake, withoutExpressionAt } from './syntax-mistake.ts';
import { Cache, type Results } from '../core/machine/cache.ts';
import { nameOf } from './syntax-nodes.ts';
import { lineStart, type Place, placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';

/** The generated parser of Handlebars, which its typings omit. After a failed parse the lexer says how far it came. */
interface Grammar {
  readonly lexer: { readonly matched: string; readonly match: string };
}

/** A parsed template. */
export interface ParsedTemplate {
  readonly program: hbs.AST.Program;
  /** The text of the file; expressions that could not be read are blank in it. */
  readonly text: string;
}

/** Limit on the mistakes of syntax that one run reports in a file. */
const MAX_MISTAKES = 20;

/**
 * Parses a template. Lines with nothing but block tags, comments, partials or assertions are removed. Broken syntax is
 * reported; expressions that cannot be read are left out, so that later mistakes are found too. Undefined if it is not
 * known where a block or an expression ends.
 */
export function parseTemplate(file: SourceFile, diagnostics: Diagnostics): ParsedTemplate | undefined {
  const known = sound.get(keyOf(file));
  if (known) return known;
  const parsed = parse(file, diagnostics);
  return parsed?.text === file.text ? keep(file, parsed) : parsed;
}

/** Templates without mistakes that earlier runs parsed, by a key of path and text. */
export type KnownTemplates = Results<ParsedTemplate>;

/**
 * Does what `parseTemplate` does, which finds the answer again, and takes a template from an earlier run; one that is new
 * is kept for later ones.
 */
export async function recallTemplate(file: SourceFile, earlier: KnownTemplates): Promise<ParsedTemplate | undefined> {
  const key = keyOf(file);
  const known = sound.get(key);
  if (known) return known;
  const found = await earlier.get(key);
  if (found) return keep(file, found);
  const parsed = parseTemplate(file, new Diagnostics());
  if (parsed?.text === file.text) await earlier.set(key, parsed);
  return parsed;
}

function keyOf({ path, text }: SourceFile): string {
  return `${path}\n${text}`;
}

function keep(file: SourceFile, parsed: ParsedTemplate): ParsedTemplate {
  added += 1;
  if (added % KEPT === 0) sound.forgetUnused();
  return sound.set(keyOf(file), parsed);
}

/** Templates that are kept until so many others were parsed; then those go that were not used. */
const KEPT = 200;

/** Templates without mistakes, by path and text: languages share partials, and each change of a brief leaves most alone. */
const sound = new Cache<ParsedTemplate>();
let added = 0;

function parse(file: SourceFile, diagnostics: Diagnostics): ParsedTemplate | undefined {
  if (nestsTooDeep(file, diagnostics)) return undefined;
  let { text } = file;
  for (let mistakes = 0; mistakes < MAX_MISTAKES; mistakes += 1) {
    try {
      return { program: programOf(text, file.path), text };
    } catch (error) {
      const { message, place, hint, without } = mistakeIn(error as Error, { ...file, text });
      diagnostics.error('template/syntax', message, { ...place, file }, hint);
      if (without === undefined) return undefined;
      text = without;
    }
  }
  return undefined;
}

function programOf(text: string, path: string): hbs.AST.Program {
  const program = Handlebars.parseWithoutProcessing(withPlainLines(text), { srcName: path });
  const assertions = assertionsIn(program);
  // An assertion prints nothing. Disguised as a comment while whitespace is processed, its line is removed as well.
  for (const assertion of assertions) assertion.type = 'CommentStatement';
  // `parse` also accepts a tree, in which it changes only whitespace; the typings allow only texts.
  Handlebars.parse(program as unknown as string);
  for (const assertion of assertions) assertion.type = 'MustacheStatement';
  return program;
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

/** The names of the partials that a tree calls. */
export function partialsIn({ body }: hbs.AST.Program): string[] {
  return body.flatMap((statement) => {
    if (statement.type === 'PartialStatement') return nameOf((statement as hbs.AST.PartialStatement).name);
    const { program, inverse } = statement as Partial<hbs.AST.BlockStatement>;
    return [program, inverse].flatMap((child) => (child ? partialsIn(child) : []));
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

/** Handlebars gives the place of mistakes that it finds itself; for those of its generated parser, the lexer has it. */
function mistakeIn(error: Error, file: SourceFile): SyntaxMistake {
  const { lineNumber, column } = error as InstanceType<typeof Handlebars.Exception>;
  const { lexer } = (Handlebars as unknown as { Parser: Grammar }).Parser;
  if (typeof lineNumber === 'number') {
    const place = placeAt(file, offsetOf(file, { line: lineNumber, column: Number(column) }));
    const message = error.message.replace(/ - \d+:\d+$/, '').replace(/^Invalid path: (.*)$/, '$1 is not a name');
    return (
      mistakeInBlocks(file) ?? {
        message,
        place,
        hint: 'write the parts of a name with points between them, or this alone',
      }
    );
  }
  const start = lexer.matched.length - lexer.match.length;
  const token = /got '(\w+)'$/.exec(error.message)?.[1];
  if (token === undefined) return unclosedComment(file, start);
  const inBlocks = BLOCK_TOKENS.has(token) ? mistakeInBlocks(file) : undefined;
  const place = placeAt(file, Math.min(start, Math.max(0, file.text.length - 1)), start + lexer.match.length);
  const hint = 'an expression is written {{name}} or {{helper "text" key=value}}';
  const other = { message: unexpected(token, lexer.match), place, hint, without: withoutExpressionAt(file, start) };
  return inBlocks ?? mistakeInExpression(file, start) ?? other;
}

/** Tokens at which the parser stops where a block is not closed, or closed twice. */
const BLOCK_TOKENS: ReadonlySet<string> = new Set(['EOF', 'OPEN_ENDBLOCK', 'INVERSE', 'OPEN_INVERSE_CHAIN']);

function unclosedComment(file: SourceFile, end: number): SyntaxMistake {
  const start = Math.max(0, file.text.lastIndexOf('{{', end));
  const message = 'a comment or raw block is not closed';
  return { message, place: placeAt(file, start, start + 2), hint: 'close a comment with --}}' };
}

function unexpected(token: string, text: string): string {
  if (token === 'EOF') return 'the template ends inside an expression';
  if (token === 'INVALID') return `the character ${text.slice(0, 1)} is not allowed here`;
  return `${TOKENS[token] ?? text.trim()} is not allowed here`;
}

/** The offset (UTF-16 units) of a Handlebars position: lines count from 1, columns from 0. */
export function offsetOf(file: SourceFile, { line, column }: hbs.AST.Position): number {
  return lineStart(file, line) + column;
}

/** The place of a node of the syntax tree. */
export function placeOfNode(file: SourceFile, { loc }: { readonly loc: hbs.AST.SourceLocation }): Place {
  return placeAt(file, offsetOf(file, loc.start), offsetOf(file, loc.end));
}

/** The locations of the arguments of calls, by index or name of option, by the key of the call. */
export type CallPlaces = Map<string, ReadonlyMap<number | string, hbs.AST.SourceLocation>>;

/** A key for a call in a template: its own location. */
export function callKey({ source, start, end }: hbs.AST.SourceLocation): string {
  return `${source}:${start.line}:${start.column}-${end.line}:${end.column}`;
}

/** The locations of the arguments of a call. */
export function argumentPlaces({ params, hash }: Arguments): ReadonlyMap<number | string, hbs.AST.SourceLocation> {
  const places = new Map<number | string, hbs.AST.SourceLocation>(params.map(({ loc }, index) => [index, loc]));
  for (const { key, loc } of hash?.pairs ?? []) places.set(key, loc);
  return places;
}

type Arguments = Pick<hbs.AST.SubExpression, 'params'> & { readonly hash?: hbs.AST.Hash };
