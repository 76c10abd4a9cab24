import type { LocaleId } from '../language/locales.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Filled } from '../figure/filled-template.ts';
import { placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import type { Edition } from '../dataset/edition.ts';
import type { Brief, PartialFolder } from '../brief/brief.ts';
import {
  type KnownTemplates,
  partialsIn,
  recallTemplate,
  type ParsedTemplate,
  parseTemplate,
} from './handlebars-syntax.ts';
import { findPartial, type Parameter, parsePartial } from './partial.ts';
import { isProblem, FAILED, type Problem, problem } from './problem.ts';
import { Filling, Overflow, TemplateFacts } from './filling.ts';
import type { Background } from './scope.ts';
import type Handlebars from 'handlebars';
import { block, builtinsOf } from './builtins.ts';
import { indented } from './markers.ts';
import { PARTIAL, rewriteTemplate } from './template-rewriting.ts';

/**
 * Fills the template of a brief with the figures of an edition. All mistakes in the templates are reported in one run;
 * the filled text then has gaps and only serves to find more mistakes. Throws nothing.
 */
export function fillTemplate(
  brief: Brief,
  edition: Edition,
  locale: LocaleId,
  diagnostics: Diagnostics,
  background?: Background,
): Filled {
  const file = brief.templates.get(locale);
  const compiled = file && compiledTemplate(brief, file, locale);
  const facts = compiled?.facts ?? new TemplateFacts();
  diagnostics.include(facts.diagnostics);
  const title = brief.title.get(locale) ?? brief.id;
  const filling = new Filling(
    facts,
    edition,
    { locale, title, directionWords: brief.directionWords },
    diagnostics,
    background,
  );
  const { text, placeOf, callOf } = facts.markers.strip(compiled ? fillCompiled(compiled, filling) : '');
  const top = file && placeAt(file, 0); // for an empty template
  return {
    markdown: text,
    tokens: filling.tokens,
    placeOf: (offset) => placeOf(offset) ?? top,
    callOf,
    hasGaps: filling.hasGaps,
  };
}

/** Takes the trees of a brief's template in a locale, and of the partials that it calls, from earlier runs. */
export async function recallTemplates(brief: Brief, locale: LocaleId, earlier: KnownTemplates): Promise<void> {
  const file = brief.templates.get(locale);
  if (!file || compiledOf.get(brief)?.has(locale)) return;
  const files = new Set([file]);
  for (const each of files) {
    const parsed = await recallTemplate(each, earlier);
    for (const name of parsed ? partialsIn(parsed.program) : []) {
      const partial = findPartial(brief.partials, name, locale);
      if (!isProblem(partial)) files.add(partial);
    }
  }
}

const compiledOf = new WeakMap<Brief, Map<string, CompiledTemplate>>();

/** The template of a brief in a locale: compiled once for all editions and members. */
function compiledTemplate(brief: Brief, file: SourceFile, locale: LocaleId): CompiledTemplate {
  const known = compiledOf.get(brief) ?? new Map<string, CompiledTemplate>();
  const compiled = known.get(locale) ?? new CompiledTemplate(file, brief.partials, locale);
  compiledOf.set(brief, known.set(locale, compiled));
  return compiled;
}

function fillCompiled(compiled: CompiledTemplate, filling: Filling): string {
  try {
    return compiled.fill(filling);
  } catch (error) {
    if (!(error instanceof Overflow)) throw error;
  }
  filling.hasGaps = true;
  return '';
}

/** A compiled partial. `run` is undefined where its file has mistakes, which are reported. */
interface CompiledPartial {
  readonly parameters: readonly Parameter[];
  readonly run: Run | undefined;
}

/** Returns the text of a template for what `this` is in it. */
type Run = (context: unknown) => string;

/** A template with its partials, parsed and rewritten once for all editions. */
class CompiledTemplate {
  readonly facts = new TemplateFacts();
  readonly #partials: readonly PartialFolder[];
  readonly #locale: LocaleId;
  readonly #helpers: Helpers;
  readonly #compiled = new Map<string, CompiledPartial | undefined>();
  /** Names of the partials that are being compiled; each is called by the one before it. */
  readonly #open: string[] = [];
  readonly #run: Run | undefined;
  #filling: Filling | undefined;

  constructor(file: SourceFile, partials: readonly PartialFolder[], locale: LocaleId) {
    this.#partials = partials;
    this.#locale = locale;
    const current = (): Filling => this.#current();
    this.#helpers = {
      ...builtinsOf(current),
      [PARTIAL]: block(current, ({ given: [name, indent], options, place, filling }) => {
        const text = name === FAILED ? FAILED : this.#callPartial(String(name), options.hash);
        if (typeof text !== 'string') return text;
        const printed = filling.countRound(indented(text, String(indent)), place);
        return Object.keys(options.hash).length > 0 ? filling.facts.markers.enclose(place, printed) : printed;
      }),
    };
    const parsed = parseTemplate(file, this.facts.diagnostics);
    if (!parsed || parsed.text !== file.text) this.facts.hasGaps = true;
    this.#run = parsed && this.#compile(file, parsed);
  }

  /** The filled text with its marks. Fillings may nest: a template asks what an earlier print of it said. */
  fill(filling: Filling): string {
    const outer = this.#filling;
    this.#filling = filling;
    try {
      return this.#run?.({}) ?? '';
    } finally {
      this.#filling = outer;
    }
  }

  #current(): Filling {
    if (!this.#filling) throw new RangeError('no template is being filled');
    return this.#filling;
  }

  #compile(file: SourceFile, { program, text }: ParsedTemplate): Run {
    const { markers, typed, calls, diagnostics, files } = this.facts;
    files.set(file.path, file);
    const parametersOf = (name: string) => this.#parametersOf(name);
    const rewritten = rewriteTemplate(program, { file, text, markers, typed, calls, diagnostics, parametersOf });
    return (context) => runTree(rewritten, this.#helpers, context);
  }

  #parametersOf(name: string): readonly Parameter[] | Problem {
    const from = this.#open.indexOf(name);
    if (from >= 0) {
      const circle = [...this.#open.slice(from), name].join(' → ');
      return problem('template/partial-cycle', `the partial ${name} includes itself: ${circle}`);
    }
    const file = findPartial(this.#partials, name, this.#locale);
    if (isProblem(file)) return file;
    const compiled = this.#compiled.get(name) ?? this.#compilePartial(name, file);
    return compiled.parameters;
  }

  #compilePartial(name: string, file: SourceFile): CompiledPartial {
    const partial = parsePartial(file, this.facts.diagnostics);
    if (partial && partial.parsed.text !== file.text) this.facts.hasGaps = true;
    this.#open.push(name);
    const compiled: CompiledPartial = {
      parameters: partial?.parameters ?? [],
      run: partial && this.#compile(file, partial.parsed),
    };
    this.#open.pop();
    this.#compiled.set(name, compiled);
    return compiled;
  }

  #callPartial(name: string, given: Readonly<Record<string, unknown>>): string | Problem | typeof FAILED {
    const compiled = this.#compiled.get(name);
    if (!compiled?.run) return FAILED;
    const empty = Object.keys(given).find((key) => given[key] === null || given[key] === undefined);
    if (empty !== undefined)
      return problem('template/missing-argument', `the partial ${name} is given nothing as ${empty}`);
    const defaults = compiled.parameters.map((parameter) => [parameter.name, '']);
    return compiled.run({ ...Object.fromEntries(defaults), ...given });
  }
}

// Handlebars makes a program of a template, which takes longer to make than to run once: this follows the tree itself. It
// knows what `rewriteTemplate` leaves of one: texts, calls of helpers, and names, of which helpers look up all but the first
// word.

/** By their names. What stands for itself in a template prints a text, or nothing. */
type Helpers = Readonly<Record<string, Handlebars.HelperDelegate>>;

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

/** Runs a rewritten template with what `this` is in it, and returns its text. Throws what helpers throw. */
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
  if (!helper) throw new RangeError(`${name} is not a helper`);
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
