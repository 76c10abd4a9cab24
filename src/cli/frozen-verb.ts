import { plural } from '../core/diagnostics/source-text.ts';
import { checkFrozen, type FileChange, type FrozenResult } from '../pipeline/frozen.ts';
import type { FlavourName } from '../brief/flavour-names.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { openStore } from '../core/machine/result-store.ts';
import type { PartName } from '../document/part-name.ts';
import { figureLines } from './figure-lines.ts';
import { diagnosticsJson, type Reporter } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/**
 * `assay build --frozen [brief…]`: fails if a build would change anything in `out/`, or if anything else is there, and
 * writes nothing. With `--print` it prints, and compares PDFs and pictures too.
 */
export async function frozen({ workspace, names, options, reporter, interruption }: VerbCall): Promise<boolean> {
  const diagnostics = new Diagnostics();
  const parts = options['part'] as readonly PartName[] | undefined;
  const flavours = options['flavour'] as readonly FlavourName[] | undefined;
  const prints = options['print'] === true;
  reporter.progress(prints ? 'printing, to compare' : 'comparing');
  const store = prints && options['cache'] !== false ? await openStore(process.env) : undefined;
  const print = prints ? { environment: process.env, store } : undefined;
  const signal = interruption();
  const result = await checkFrozen(workspace, names, { flavours, parts, print, signal }, diagnostics);
  reporter.diagnostics(diagnostics);
  const isSame = result?.changes.length === 0;
  for (const change of result?.changes ?? []) reportChange(change, reporter);
  for (const line of result ? outcome(result, prints) : []) reporter.line(line, { isWrong: !isSame });
  reporter.result({ ok: isSame, ...result, diagnostics: diagnosticsJson(diagnostics) });
  return isSame;
}

function reportChange({ path, change, figures }: FileChange, reporter: Reporter): void {
  const texts = {
    changed: `${path} would change`,
    missing: `${path} is missing`,
    'left over': `${path} would be removed`,
    foreign: `${path} does not belong there: no build writes it`,
    damaged: `${path} is not the file that build.json names next to it`,
  };
  reporter.line(texts[change], { isWrong: true });
  for (const line of figureLines(figures)) reporter.line(line, { isWrong: true });
}

function outcome({ editions, changes }: FrozenResult, prints: boolean): string[] {
  const compared = plural(editions, 'edition') + (prints ? ', with PDFs' : '');
  if (changes.length === 0) return [`a build would change nothing in out/ (${compared})`];
  const foreign = changes.filter(({ change }) => change === 'foreign').length;
  const changed = changes.length - foreign;
  const build = `a build would change ${plural(changed, 'file')} in out/: run assay build, and commit them`;
  const remove = `of out/ ${plural(foreign, 'file')} would be left that no build writes: move or remove them`;
  return [...(changed > 0 ? [build] : []), ...(foreign > 0 ? [remove] : [])];
}
