import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Filled } from '../figure/filled-template.ts';
import { placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import type { Edition } from '../dataset/edition.ts';
import type { Brief, PartialFolder } from '../brief/brief.ts';
import { TemplateCompiler } from './template-compiler.ts';
import { Filling, Overflow } from './filling.ts';
import type { Background } from './scope.ts';
import { parseTemplate } from './handlebars-syntax.ts';

/**
 * Fills the template of a brief with the figures of an edition. All mistakes in the templates are reported in one run;
 * the filled text then has gaps and only serves to find more mistakes. Throws nothing.
 */
export function fillTemplate(
  brief: Brief,
  edition: Edition,
  locale: string,
  diagnostics: Diagnostics,
  background?: Background,
): Filled {
  const filling = new Filling(edition, locale, brief.title.get(locale) ?? brief.id, diagnostics, background);
  const file = brief.templates.get(locale);
  const { text, placeOf } = filling.markers.strip(file ? fillFile(file, brief.partials, filling) : '');
  const top = file && placeAt(file, 0); // for an empty template
  return {
    markdown: text,
    tokens: filling.tokens,
    placeOf: (offset) => placeOf(offset) ?? top,
    hasGaps: filling.hasGaps,
  };
}

function fillFile(file: SourceFile, partials: readonly PartialFolder[], filling: Filling): string {
  try {
    const parsed = parseTemplate(file, filling.diagnostics);
    if (parsed && parsed.text !== file.text) filling.hasGaps = true;
    if (parsed) return new TemplateCompiler(filling, partials).compile(file, parsed)({});
  } catch (error) {
    if (!(error instanceof Overflow)) throw error;
  }
  filling.hasGaps = true;
  return '';
}
