import type { SourceFile } from '../core/diagnostics/source-file.ts';
import type { PartialFolder } from '../brief/brief.ts';
import { block, builtinsOf } from './builtins.ts';
import { type Filling, TemplateFacts } from './filling.ts';
import { type ParsedTemplate, parseTemplate } from './handlebars-syntax.ts';
import { indented } from './markers.ts';
import { findPartial, type Parameter, parsePartial } from './partial.ts';
import { FAILED, isProblem, type Problem, problem } from './problem.ts';
import { PARTIAL, rewriteTemplate } from './template-rewriting.ts';
import { type Helpers, runTree } from './tree-run.ts';

/** A compiled partial. `run` is undefined where its file has mistakes, which are reported. */
interface CompiledPartial {
  readonly parameters: readonly Parameter[];
  readonly run: Run | undefined;
}

/** Answers with the text of a template for what `this` is in it. */
type Run = (context: unknown) => string;

/** A template with its partials, parsed and rewritten once for all editions. */
export class CompiledTemplate {
  readonly facts = new TemplateFacts();
  readonly #partials: readonly PartialFolder[];
  readonly #locale: string;
  readonly #helpers: Helpers;
  readonly #compiled = new Map<string, CompiledPartial | undefined>();
  /** Names of the partials that are being compiled; each is called by the one before it. */
  readonly #open: string[] = [];
  readonly #run: Run | undefined;
  #filling: Filling | undefined;

  constructor(file: SourceFile, partials: readonly PartialFolder[], locale: string) {
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
