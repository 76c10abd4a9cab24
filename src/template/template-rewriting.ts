import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import { argumentPlaces, callKey, type CallPlaces, offsetOf, placeOfNode } from './handlebars-syntax.ts';
import { BLOCKS, checkCall, repeatedOption } from './helper.ts';
import { HELPERS } from './helpers/helper-table.ts';
import type { Markers } from './markers.ts';
import type { Parameter } from './partial.ts';
import { isProblem, type Problem, problem, problemOfArgument } from './problem.ts';
import { content, hashOf, type Located, nameOf, output, pathTo, stringLiteral, subExpression } from './syntax-nodes.ts';
import { NAMES } from './template-names.ts';

/** Helpers that only rewritten templates call: authors cannot write these names. */
export const PRINT = '@print';
export const QUIET = '@quiet';
export const NAME = '@name';
export const KNOWN = '@known';
export const PARTIAL = '@partial';
export const FAIL = '@fail';

/** The option of a block whose `else` is nothing but a further condition. */
export const CHAIN = 'chain';

/** Inputs and side results of rewriting a template. */
export interface Rewriting {
  readonly file: SourceFile;
  /** The text of the file, without expressions that could not be read. */
  readonly text: string;
  readonly markers: Markers;
  /** Collects every text that is typed as an argument: printing digits from one is an error. */
  readonly typed: Set<string>;
  /** Collects where the arguments of calls stand. */
  readonly calls: CallPlaces;
  readonly diagnostics: Diagnostics;
  /** Compiles a partial and returns its arguments, or why it cannot be called. */
  readonly parametersOf: (name: string) => readonly Parameter[] | Problem;
}

/**
 * Rewrites a syntax tree: one helper prints every `{{…}}`, another looks up every name, a third calls partials, and
 * each part of the output is marked with the place it comes from. Mistakes in calls that do not depend on data are
 * reported here, in every branch, and the call is replaced by a failure.
 */
export function rewriteTemplate(program: hbs.AST.Program, rewriting: Rewriting): hbs.AST.Program {
  return { ...program, body: program.body.flatMap((statement) => rewriteStatement(statement, rewriting)) };
}

function rewriteStatement(statement: hbs.AST.Statement, rewriting: Rewriting): hbs.AST.Statement[] {
  switch (statement.type) {
    case 'ContentStatement':
      return markContent(statement as hbs.AST.ContentStatement, rewriting);
    case 'MustacheStatement':
      return rewriteMustache(statement as hbs.AST.MustacheStatement, rewriting);
    case 'BlockStatement':
      return [rewriteBlock(statement as hbs.AST.BlockStatement, rewriting)];
    case 'PartialStatement':
      return rewritePartial(statement as hbs.AST.PartialStatement, rewriting);
    case 'CommentStatement':
      return [];
    default:
      return gap(
        problem(
          'template/syntax',
          'inline partials and partial blocks are not supported',
          'put the text into a file in partials/',
        ),
        statement,
        rewriting,
      );
  }
}

/** Marks the text of a template line by line, because each line of a partial may be indented. */
function markContent(content: hbs.AST.ContentStatement, rewriting: Rewriting): hbs.AST.Statement[] {
  const { file, text, markers } = rewriting;
  // `original` is the text before whitespace control shortened it.
  const original = content.original as unknown as string;
  let start = offsetOf(file, content.loc.start) + original.indexOf(content.value);
  const typed = text.slice(start, start + content.value.length);
  reportSingleBraces(typed, start, file, rewriting.diagnostics);
  const lines = typed.match(/[^\n]*\n|[^\n]+/g) ?? [];
  const marked = lines.map((line) => {
    const mark = markers.mark(file, start, start + line.length, true);
    start += line.length;
    return mark + line;
  });
  return [{ ...content, value: marked.join('') } as hbs.AST.ContentStatement];
}

function rewriteMustache(mustache: hbs.AST.MustacheStatement, rewriting: Rewriting): hbs.AST.Statement[] {
  if (!mustache.escaped) {
    report(
      problem('template/raw-output', 'nothing is printed unescaped here', 'write two braces: {{…}}'),
      mustache,
      rewriting,
    );
  }
  const halves = halvesOf(mustache);
  if (halves.length > 0) return halves.flatMap((half) => rewriteMustache(half, rewriting));
  const printed = rewriteMustacheExpression(mustache, rewriting);
  if (nameOf(mustache.path) === 'assert') return [output(subExpression(QUIET, [printed], mustache))];
  return [content(markOf(mustache, rewriting), mustache), output(subExpression(PRINT, [printed], mustache))];
}

/** An assertion of several conditions as one for each, so that a message points to the one that fails. */
function halvesOf(mustache: hbs.AST.MustacheStatement): readonly hbs.AST.MustacheStatement[] {
  const { path, params, hash } = mustache;
  const [both, ...message] = params;
  if (nameOf(path) !== 'assert' || hash || both?.type !== 'SubExpression') return [];
  const call = both as hbs.AST.SubExpression;
  if (nameOf(call.path) !== 'and' || call.hash || call.params.length < 2) return [];
  return call.params.map((half) => Object.assign({}, mustache, { params: [half, ...message], loc: half.loc }));
}

/** A bare name is never a helper call, because every helper takes an argument. */
function rewriteMustacheExpression(mustache: hbs.AST.MustacheStatement, rewriting: Rewriting): hbs.AST.Expression {
  const { path, params, hash } = mustache;
  if (params.length > 0 || hash) return rewriteCall(mustache, rewriting);
  if (path.type === 'PathExpression') return rewriteName(path as hbs.AST.PathExpression);
  const text = path.type === 'StringLiteral' ? (path as hbs.AST.StringLiteral).value : '';
  const hint = /^[a-z][\w.:@]*$/.test(text) ? `, or {{value "${text}"}} for a figure` : '';
  return failure(
    problem('template/bad-argument', 'a typed text or number needs no braces', `write it without braces${hint}`),
    mustache,
    rewriting,
  );
}

function rewriteExpression(expression: hbs.AST.Expression, rewriting: Rewriting, isPrinted = true): hbs.AST.Expression {
  if (expression.type === 'SubExpression') return rewriteCall(expression as hbs.AST.SubExpression, rewriting);
  if (expression.type === 'PathExpression') return rewriteName(expression as hbs.AST.PathExpression);
  if (isPrinted && expression.type === 'StringLiteral')
    rewriting.typed.add((expression as hbs.AST.StringLiteral).value);
  return expression;
}

type Call = Pick<hbs.AST.SubExpression, 'path' | 'params' | 'hash' | 'loc'> | hbs.AST.MustacheStatement;

function rewriteCall(call: Call, rewriting: Rewriting): hbs.AST.Expression {
  const name = nameOf(call.path);
  const helper = HELPERS.get(name);
  const pairs = call.hash?.pairs ?? [];
  const options = pairs.map((pair) => pair.key);
  const places = argumentPlaces(call);
  rewriting.calls.set(callKey(call.loc), places);
  const wrong = helper
    ? checkCall(name, helper, call.params.length, options)
    : unknownHelper(name, rewriting.parametersOf(name));
  const params = call.params.map((param, index) =>
    rewriteExpression(param, rewriting, (helper?.takes[index] ?? helper?.more)?.isPrinted ?? false),
  );
  const hash = rewriteHash(call, rewriting);
  const at = places.get(wrong?.argument ?? -1) ?? call.loc;
  return wrong ? failure(wrong, { loc: at }, rewriting) : subExpression(name, params, call, hash);
}

function rewriteHash(call: Call | hbs.AST.PartialStatement, rewriting: Rewriting): hbs.AST.Hash {
  const pairs = (call.hash?.pairs ?? []).map(({ type, key, value, loc }) => {
    return { type, key, value: rewriteExpression(value, rewriting), loc };
  });
  return hashOf(pairs, call);
}

/** Handlebars looks up the first word of a name, because it knows the scopes; our helper looks up the others. */
function rewriteName(path: hbs.AST.PathExpression): hbs.AST.Expression {
  const [first, ...rest] = path.parts;
  const isKnown = first !== undefined && !path.data && path.depth === 0 && Object.hasOwn(NAMES, first);
  const parts = rest.map((part) => stringLiteral(part, path));
  if (isKnown) return subExpression(KNOWN, [stringLiteral(first, path), ...parts], path);
  const base: hbs.AST.PathExpression = { ...path, parts: path.parts.slice(0, 1) };
  const written = '../'.repeat(path.depth) + (path.data ? '@' : '') + (first ?? 'this');
  return subExpression(NAME, [base, stringLiteral(written, path), ...parts], path);
}

function rewriteBlock(block: hbs.AST.BlockStatement, rewriting: Rewriting): hbs.AST.Statement {
  const name = nameOf(block.path);
  const wrong = checkBlock(name, block.params.length, block.hash !== undefined);
  const params = block.params.map((param) => rewriteExpression(param, rewriting));
  const { program, inverse } = block;
  const tag = { loc: tagOf(block) };
  rewriting.calls.set(callKey(tag.loc), argumentPlaces(block));
  return {
    ...block,
    ...tag,
    ...(wrong
      ? { path: pathTo(changesNames(name) ? 'each' : 'if', block), params: [failure(wrong, tag, rewriting)] }
      : { params }),
    hash: isChained(inverse) ? hashOf([chainPair(block)], block) : undefined,
    program: program && rewriteTemplate(program, rewriting),
    inverse: inverse && rewriteTemplate(inverse, rewriting),
  } as unknown as hbs.AST.BlockStatement;
}

/** Whether a branch is nothing but a condition: `{{else if …}}`, or an `{{#if …}}` alone behind `{{else}}`. */
function isChained(inverse: hbs.AST.Program | undefined): boolean {
  const said = inverse?.body.filter((node) => {
    const isBlank = node.type === 'ContentStatement' && (node as hbs.AST.ContentStatement).value.trim() === '';
    return !isBlank && node.type !== 'CommentStatement';
  });
  const [only, ...others] = said ?? [];
  if (only?.type !== 'BlockStatement' || others.length > 0) return false;
  const { path, params, hash } = only as hbs.AST.BlockStatement;
  const name = nameOf(path);
  return (name === 'if' || name === 'unless') && !checkBlock(name, params.length, hash !== undefined);
}

function chainPair({ loc }: hbs.AST.BlockStatement): hbs.AST.HashPair {
  const value: hbs.AST.BooleanLiteral = { type: 'BooleanLiteral', value: true, original: true, loc };
  return { type: 'HashPair', key: CHAIN, value, loc };
}

/** The location of the tag that opens a block. */
function tagOf({ loc, path, params, hash }: hbs.AST.BlockStatement): hbs.AST.SourceLocation {
  const last = [path, ...params, ...(hash ? [hash] : [])].at(-1);
  const { line, column } = last?.loc.end ?? loc.end;
  return { ...loc, end: { line, column: column + 2 } };
}

/** Whether names mean something else inside a block, so that the body of a wrong call cannot be checked. */
function changesNames(block: string): boolean {
  return block !== 'if' && block !== 'unless';
}

function rewritePartial(partial: hbs.AST.PartialStatement, rewriting: Rewriting): hbs.AST.Statement[] {
  const given = (partial.hash?.pairs ?? []).map((pair) => pair.key);
  const hash = rewriteHash(partial, rewriting);
  const name = nameOf(partial.name);
  const parameters = partialNameProblem(partial, name) ?? rewriting.parametersOf(name);
  const wrong = isProblem(parameters) ? parameters : checkArguments(name, parameters, given);
  if (wrong) return gap(wrong, { loc: argumentPlaces(partial).get(wrong.argument ?? -1) ?? partial.loc }, rewriting);
  // The indent of a partial call on a line of its own goes before each line of the partial.
  const indent = partial.indent === '' ? '' : markOf(partial, rewriting) + partial.indent;
  const params = [stringLiteral(name, partial), stringLiteral(indent, partial)];
  return [output(subExpression(PARTIAL, params, partial, hash))];
}

function partialNameProblem({ name: node, params }: hbs.AST.PartialStatement, name: string): Problem | undefined {
  if (node.type === 'SubExpression') {
    return problem('template/unknown-partial', 'the name of a partial cannot be computed');
  }
  if (name.split('/').some((part) => /^\.*$/.test(part))) {
    return problem(
      'template/unknown-partial',
      `${name} leads out of partials/`,
      'name a file in partials/, without its ending',
    );
  }
  if (params.length === 0) return undefined;
  return problem('template/bad-argument', 'a partial takes its arguments by name', 'write {{> name key=…}}');
}

function checkArguments(name: string, parameters: readonly Parameter[], given: readonly string[]): Problem | undefined {
  const usage = `write {{> ${[name, ...parameters.map((parameter) => `${parameter.name}=`)].join(' ')}}}`;
  const names = parameters.map((parameter) => parameter.name);
  const unknown = given.find((key) => !names.includes(key));
  if (unknown !== undefined) {
    const message = `the partial ${name} has no argument ${unknown}`;
    const hint = names.length > 1 ? didYouMean(unknown, names) : undefined;
    return problemOfArgument(problem('template/bad-argument', message, hint ?? usage), unknown);
  }
  const missing = parameters.find((parameter) => !parameter.optional && !given.includes(parameter.name));
  if (!missing) return repeatedOption(`the partial ${name}`, given);
  return problem('template/missing-argument', `the partial ${name} needs the argument ${missing.name}`, usage);
}

function report({ rule, problem: message, hint }: Problem, { loc }: Located, { file, diagnostics }: Rewriting): void {
  diagnostics.error(rule, message, placeOfNode(file, { loc }), hint);
}

function failure(wrong: Problem, at: Located, rewriting: Rewriting): hbs.AST.Expression {
  report(wrong, at, rewriting);
  return subExpression(FAIL, [], at);
}

/** Replaces a partial or statement that cannot be called. */
function gap(wrong: Problem, at: Located, rewriting: Rewriting): hbs.AST.Statement[] {
  return [output(subExpression(PARTIAL, [failure(wrong, at, rewriting)], at))];
}

/** The mark for the output of a statement. */
function markOf({ loc }: Located, { file, markers }: Rewriting): string {
  return markers.mark(file, offsetOf(file, loc.start), offsetOf(file, loc.end), false);
}

/** A call of a helper between single braces, which is text. */
const SINGLE_BRACES = /(?<![{\\])\{#?\s*([\w]+)\s+["'(][^{}\n]*\}\}?/g;

/** Reports calls between single braces in a text that starts at an offset of a file. */
function reportSingleBraces(typed: string, start: number, file: SourceFile, diagnostics: Diagnostics): void {
  for (const { 0: found, 1: name = '', index } of typed.matchAll(SINGLE_BRACES)) {
    if (!HELPERS.has(name) && !BLOCKS.includes(name)) continue;
    const place = placeAt(file, start + index, start + index + found.length);
    const hint = `write {{${found.replaceAll(/^\{|\}+$/g, '')}}}`;
    diagnostics.error('template/syntax', 'single braces call no helper: this is printed as it stands', place, hint);
  }
}

/** The problem of a helper that does not exist. `partial` is what is known of a partial with its name. */
function unknownHelper(name: string, partial: readonly unknown[] | Problem): Problem {
  if (!isProblem(partial) || partial.rule === 'template/partial-cycle') {
    return problem('template/unknown-helper', `${name} is a partial`, `write {{> ${name} …}}`);
  }
  if (BLOCKS.includes(name)) {
    return problem('template/unknown-helper', `${name} is a block`, `write {{#${name} …}} … {{/${name}}}`);
  }
  const hint = OTHER_WORDS[name.toLowerCase()] ?? didYouMean(name, HELPERS.keys());
  return problem('template/unknown-helper', `there is no helper ${name}`, hint);
}

const ELSE_IF = 'write {{else if …}}';
const EACH = 'write {{#each …}}';

/** What to write in place of words of other template languages. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  elseif: ELSE_IF,
  elsif: ELSE_IF,
  elif: ELSE_IF,
  'else-if': ELSE_IF,
  for: EACH,
  foreach: EACH,
  loop: EACH,
  range: EACH,
  eq: 'write same',
  ne: 'write (not (same …))',
  gt: 'write above',
  lt: 'write below',
  gte: 'write atLeast',
  lte: 'write atMost',
};

/** The problem of a block that does not exist, or is not given exactly one argument. */
function checkBlock(name: string, given: number, hasOptions: boolean): Problem | undefined {
  if (!BLOCKS.includes(name)) {
    const hint = HELPERS.has(name) ? `write {{${name} …}}` : (OTHER_WORDS[name] ?? didYouMean(name, BLOCKS));
    return problem('template/unknown-helper', `${name} is not a block`, hint);
  }
  if (given === 0) return problem('template/missing-argument', `#${name} is given nothing`, `write {{#${name} …}}`);
  const extra = given > 1 || hasOptions;
  return extra
    ? problem('template/bad-argument', `#${name} takes one argument`, 'put a call between ( and )')
    : undefined;
}
