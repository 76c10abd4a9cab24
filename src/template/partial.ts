import type { LocaleId } from '../language/locales.ts';
import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../core/diagnostics/source-file.ts';
import type { PartialFolder } from '../brief/brief.ts';
import { NAMES } from './template-names.ts';
import { type Problem, problem } from './problem.ts';
import { type ParsedTemplate, parseTemplate, placeOfNode } from './handlebars-syntax.ts';

/** An argument of a partial. `@param note?` declares one that is an empty text where it is left out. */
export interface Parameter {
  readonly name: string;
  readonly optional: boolean;
}

/** A parsed partial. It knows only the arguments that it declares and the names that every template knows. */
export interface Partial {
  readonly file: SourceFile;
  readonly parsed: ParsedTemplate;
  readonly parameters: readonly Parameter[];
}

/** The partial with a name, from the first folder that has it: `name.LOCALE.hbs` before `name.hbs`. */
export function findPartial(folders: readonly PartialFolder[], name: string, locale: LocaleId): SourceFile | Problem {
  for (const folder of folders) {
    const file = folder.get(`${name}.${locale}`) ?? folder.get(name);
    if (file) return file;
  }
  const files = folders.flatMap((folder) => [...folder.keys()]);
  if (files.some((file) => file.startsWith(`${name}.`))) {
    const hint = `write ${name}.${locale}.hbs next to it, or ${name}.hbs for every language`;
    return problem('template/unknown-partial', `the partial ${name} is missing in ${locale}`, hint);
  }
  const names = files.map((file) => (file.endsWith(`.${locale}`) ? file.slice(0, -locale.length - 1) : file));
  return problem('template/unknown-partial', `there is no partial ${name}`, didYouMean(name, names));
}

/** Parses a partial, with the arguments that its comments declare: `{{!-- @param title Words of the head --}}`. */
export function parsePartial(file: SourceFile, diagnostics: Diagnostics): Partial | undefined {
  const parsed = parseTemplate(file, diagnostics);
  return parsed && { file, parsed, parameters: parametersOf(parsed.program, file, diagnostics) };
}

function parametersOf(program: hbs.AST.Program, file: SourceFile, diagnostics: Diagnostics): Parameter[] {
  const parameters: Parameter[] = [];
  for (const statement of program.body) {
    if (statement.type !== 'CommentStatement') continue;
    const { value } = statement as hbs.AST.CommentStatement;
    for (const [, name = '', mark] of value.matchAll(/@param\s+([\p{L}_][\p{L}\p{N}_]*)(\?)?/gu)) {
      const taken = Object.hasOwn(NAMES, name) || parameters.some((other) => other.name === name);
      if (taken) {
        const message = `the name of the argument ${name} is taken`;
        diagnostics.error('template/bad-argument', message, placeOfNode(file, statement), 'give it another name');
      } else parameters.push({ name, optional: mark === '?' });
    }
  }
  return parameters;
}
