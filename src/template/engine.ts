import type { LocaleId } from '../language/locales.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Filled } from '../figure/filled-template.ts';
import { placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import type { Edition } from '../dataset/edition.ts';
import type { Brief } from '../brief/brief.ts';
import { CompiledTemplate } from './template-compiler.ts';
import { type KnownTemplates, partialsIn, recallTemplate } from './handlebars-syntax.ts';
import { findPartial } from './partial.ts';
import { isProblem } from './problem.ts';
import { Filling, Overflow, TemplateFacts } from './filling.ts';
import type { Background } from './scope.ts';

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
