import type { FigureChange } from '../build/figure-changes.ts';
import { checkFrozen, type FileChange } from '../build/frozen.ts';
import type { FlavourName } from '../brief/flavour-names.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { PartName } from '../document/part-name.ts';
import { diagnosticsJson, plural, type Reporter } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/** The most figures of an edition that are named; `--json` names all. */
const NAMED = 20;

/** `assay build --frozen [brief…]`: fails if a build would change anything in `out/`, and writes nothing. */
export async function frozen({ workspace, names, options, reporter }: VerbCall): Promise<boolean> {
  const diagnostics = new Diagnostics();
  const parts = options['part'] as readonly PartName[] | undefined;
  const flavours = options['flavour'] as readonly FlavourName[] | undefined;
  reporter.progress('comparing');
  const result = await checkFrozen(workspace, names, { flavours, parts }, diagnostics);
  reporter.diagnostics(diagnostics);
  const isSame = result?.changes.length === 0;
  for (const change of result?.changes ?? []) reportChange(change, reporter);
  if (result) {
    const compared = plural(result.editions, 'edition');
    const text = isSame ? `a build would change nothing in out/ (${compared})` : outcome(result.changes);
    reporter.line(text, { isWrong: !isSame });
  }
  reporter.result({ ok: isSame, ...result, diagnostics: diagnosticsJson(diagnostics) });
  return isSame;
}

function reportChange({ path, change, figures }: FileChange, reporter: Reporter): void {
  const texts = {
    changed: `${path} would change`,
    missing: `${path} is missing`,
    'left over': `${path} would be removed`,
    damaged: `${path} is not the file that build.json names beside it`,
  };
  reporter.line(texts[change], { isWrong: true });
  for (const figure of figures.slice(0, NAMED)) reporter.line(`  ${figureText(figure)}`, { isWrong: true });
  if (figures.length > NAMED)
    reporter.line(`  and ${plural(figures.length - NAMED, 'other figure')}`, { isWrong: true });
}

/** `output.copper: 14.7 Mt → 14.8 Mt`. */
function figureText({ address, before, after }: FigureChange): string {
  if (before.length === 0 && after.length === 0) return `${address}: what is said about it`;
  const list = (texts: readonly string[]): string => (texts.length === 0 ? 'not printed' : texts.join(', '));
  return `${address}: ${list(before)} → ${list(after)}`;
}

function outcome(changes: readonly FileChange[]): string {
  return `a build would change ${plural(changes.length, 'file')} in out/: run assay build, and commit them`;
}
