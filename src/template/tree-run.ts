import type Handlebars from 'handlebars';

// Handlebars makes a program of a template, which takes longer to make than to run once: this follows the tree itself. It
// knows what `rewriteTemplate` leaves of one: texts, calls of helpers, and names, of which helpers look up all but the first
// word.

/** By their names. What stands for itself in a template prints a text, or nothing. */
export type Helpers = Readonly<Record<string, Handlebars.HelperDelegate>>;

/** What names stand for at a place of a template. */
interface Names {
  readonly helpers: Helpers;
  /** `this`, then that of each block around it which has another one: `../`. */
  readonly contexts: readonly unknown[];
  /** `@index` and the like. */
  readonly data: Frame;
  /** The names that blocks give, the innermost first: `as |item key|`. */
  readonly given: readonly { readonly names: readonly string[]; readonly values: readonly unknown[] }[];
}

interface Frame {
  readonly [name: string]: unknown;
  readonly _parent?: Frame;
}

/** Runs a rewritten template with what `this` is in it, and answers with its text. Throws what helpers throw. */
export function runTree(program: hbs.AST.Program, helpers: Helpers, context: unknown): string {
  return textOf(program, { helpers, contexts: [context], data: { root: context }, given: [] });
}

function textOf({ body }: hbs.AST.Program, names: Names): string {
  let text = '';
  for (const statement of body) {
    if (statement.type === 'ContentStatement') text += (statement as hbs.AST.ContentStatement).value;
    else
      text +=
        (call(statement as hbs.AST.MustacheStatement | hbs.AST.BlockStatement, names) as string | undefined) ?? '';
  }
  return text;
}

type Call = hbs.AST.MustacheStatement | hbs.AST.BlockStatement | hbs.AST.SubExpression;

/** Calls a helper as Handlebars does: with arguments, then with options. */
function call(node: Call, names: Names): unknown {
  const name = (node.path as hbs.AST.PathExpression).original;
  const helper = names.helpers[name];
  if (!helper) throw new RangeError(`${name} is no helper`);
  const given = node.params.map((param) => valueOf(param, names));
  const hash: Record<string, unknown> = {};
  for (const { key, value } of (node.hash as hbs.AST.Hash | undefined)?.pairs ?? []) {
    // What is typed as undefined is not given.
    if (value.type !== 'UndefinedLiteral') hash[key] = valueOf(value, names);
  }
  const options = { name, hash, data: names.data, loc: node.loc };
  if (node.type === 'BlockStatement') {
    const { program, inverse } = node as Partial<hbs.AST.BlockStatement>;
    Object.assign(options, { fn: branchOf(program, names), inverse: branchOf(inverse, names) });
  }
  return Reflect.apply(helper, names.contexts[0] ?? {}, [...given, options]);
}

/** What a helper calls to print what stands in its block. */
function branchOf(program: hbs.AST.Program | undefined, names: Names) {
  return (
    context: unknown,
    { data = names.data, blockParams = [] }: { data?: Frame; blockParams?: readonly unknown[] } = {},
  ): string => {
    if (!program) return '';
    const contexts = context === names.contexts[0] ? names.contexts : [context, ...names.contexts];
    const given = [{ names: program.blockParams ?? [], values: blockParams }, ...names.given];
    return textOf(program, { ...names, contexts, data, given });
  };
}

function valueOf(node: hbs.AST.Expression, names: Names): unknown {
  if (node.type === 'SubExpression') return call(node as hbs.AST.SubExpression, names);
  if (node.type === 'PathExpression') return lookUp(node as hbs.AST.PathExpression, names);
  if (node.type === 'UndefinedLiteral') return undefined;
  return node.type === 'NullLiteral' ? null : (node as hbs.AST.StringLiteral).value;
}

/** What the first word of a name stands for. */
function lookUp({ data, depth, original, parts: [word] }: hbs.AST.PathExpression, names: Names): unknown {
  if (data) {
    let frame: Frame | undefined = names.data;
    for (let level = depth; level > 0; level -= 1) frame = frame?._parent;
    return ownPart(frame, word);
  }
  const isScoped = /^\.|this\b/.test(original);
  const block = depth === 0 && !isScoped ? names.given.find((one) => one.names.includes(word ?? '')) : undefined;
  if (block) return block.values[block.names.indexOf(word ?? '')];
  return word === undefined ? names.contexts[depth] : ownPart(names.contexts[depth], word);
}

/** A part of a thing, if it is its own; of nothing, nothing. */
function ownPart(whole: unknown, name = ''): unknown {
  if (whole === undefined || whole === null) return whole;
  return Object.hasOwn(Object(whole) as object, name) ? (whole as Readonly<Record<string, unknown>>)[name] : undefined;
}
