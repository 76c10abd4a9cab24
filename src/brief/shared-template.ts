import type { DataFile } from '../core/files/data-file.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../core/diagnostics/source-file.ts';

/** What is no text of its author: tags, names and attributes of blocks, addresses of links, code. */
const NO_TEXT = /\{\{!--[\s\S]*?--\}\}|\{\{[^}]*\}\}|^:{2,}.*$|\{#[^}]*\}|\]\([^)]*\)|`[^`]*`/gm;

/** As many words in a line, or characters in a row where no spaces stand, are a sentence in some language. */
const SENTENCE = /(?:\p{L}{2,}[^\p{L}\n]+){5,}\p{L}{2,}|\p{Script=Han}{6,}/u;

/**
 * Warns where several languages share a template that has sentences of its own: it is that of the first language, and the
 * others print its sentences untranslated. One that has only labels and names from the data serves all.
 */
export function warnOfSharedTemplate(
  yaml: DataFile,
  locales: readonly string[],
  templates: ReadonlyMap<string, SourceFile>,
  templateIn: (locale: string) => string,
  diagnostics: Diagnostics,
): void {
  const [first, ...others] = locales.filter(
    (locale) => !templates.get(locale)?.path.endsWith(`/${templateIn(locale)}`),
  );
  const shared = templates.get(first ?? '');
  if (first === undefined || !shared || !SENTENCE.test(shared.text.replaceAll(NO_TEXT, ''))) return;
  for (const locale of others) {
    const name = shared.path.slice(shared.path.lastIndexOf('/') + 1);
    const message = `there is no ${templateIn(locale)}: the sentences of ${name} are printed in ${locale} as they are in ${first}`;
    const hint = `translate it as ${templateIn(locale)}, or leave ${locale} out of locales`;
    diagnostics.warn('brief/missing-template', message, yaml.placeOf(locales, locales.indexOf(locale)), hint);
  }
}
