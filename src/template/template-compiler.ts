import Handlebars from 'handlebars';
import type { SourceFile } from '../core/diagnostics/source-file.ts';
import type { PartialFolder } from '../brief/brief.ts';
import { block, builtinsOf } from './builtins.ts';
import type { Filling } from './filling.ts';
import { indented } from './markers.ts';
import { findPartial, type Parameter, parsePartial } from './partial.ts';
import { FAILED, isProblem, type Problem, problem } from './problem.ts';
import { PARTIAL, rewriteTemplate } from './template-rewriting.ts';

/** A partial that can be called; without `run` its file is broken, which was reported. */
interface Ready {
  readonly parameters: readonly Parameter[];
  readonly run: Handlebars.TemplateDelegate | undefined;
}

/** Compiles the templates of one filling in a Handlebars of its own, which knows our helpers and no others. */
export class TemplateCompiler {
  readonly #filling: Filling;
  readonly #partials: readonly PartialFolder[];
  readonly #engine = Handlebars.create();
  readonly #ready = new Map<string, Ready | undefined>();
  /** Names of the partials that are being compiled, each called by the one before. */
  readonly #open: string[] = [];

  constructor(filling: Filling, partials: readonly PartialFolder[]) {
    this.#filling = filling;
    this.#partials = partials;
    for (const name of Object.keys(this.#engine.helpers)) this.#engine.unregisterHelper(name);
    this.#engine.registerHelper(builtinsOf(filling));
    this.#engine.registerHelper(
      PARTIAL,
      block(filling, ({ given: [name, indent], options, place }) => {
        const text = name === FAILED ? FAILED : this.#callPartial(String(name), options.hash);
        return typeof text === 'string' ? filling.spend(indented(text, String(indent)), place) : text;
      }),
    );
  }

  /** Makes a template ready to run, with the partials it calls. */
  compile(file: SourceFile, program: hbs.AST.Program): Handlebars.TemplateDelegate {
    const { markers, typed, diagnostics } = this.#filling;
    this.#filling.files.set(file.path, file);
    const parametersOf = (name: string) => this.#parametersOf(name);
    const rewritten = rewriteTemplate(program, { file, markers, typed, diagnostics, parametersOf });
    const names = Object.keys(this.#engine.helpers);
    const knownHelpers = Object.fromEntries(names.map((name) => [name, true])) as KnownHelpers;
    // Whitespace was worked out on the tree as its author wrote it; compiling would do it once more on the rewritten
    // one.
    const run = this.#engine.compile(rewritten, { knownHelpers, knownHelpersOnly: true, ignoreStandalone: true });
    const options = { allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false };
    return (context: unknown) => run(context, options);
  }

  #parametersOf(name: string): readonly Parameter[] | Problem {
    const from = this.#open.indexOf(name);
    if (from >= 0) {
      const circle = [...this.#open.slice(from), name].join(' → ');
      return problem('template/partial-cycle', `the partial ${name} includes itself: ${circle}`);
    }
    const file = findPartial(this.#partials, name, this.#filling.locale);
    if (isProblem(file)) return file;
    const ready = this.#ready.get(name) ?? this.#makeReady(name, file);
    return ready.parameters;
  }

  #makeReady(name: string, file: SourceFile): Ready {
    const partial = parsePartial(file, this.#filling.diagnostics);
    this.#open.push(name);
    const ready: Ready = {
      parameters: partial?.parameters ?? [],
      run: partial && this.compile(file, partial.program),
    };
    this.#open.pop();
    this.#ready.set(name, ready);
    return ready;
  }

  #callPartial(name: string, given: Readonly<Record<string, unknown>>): string | Problem | typeof FAILED {
    const ready = this.#ready.get(name);
    if (!ready?.run) return FAILED;
    const empty = Object.keys(given).find((key) => given[key] === null || given[key] === undefined);
    if (empty !== undefined)
      return problem('template/missing-argument', `the partial ${name} is given nothing as ${empty}`);
    const defaults = ready.parameters.map((parameter) => [parameter.name, '']);
    return ready.run({ ...Object.fromEntries(defaults), ...given });
  }
}
