import { plural } from '../core/diagnostics/source-text.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { checkFormat, FORMAT } from '../core/files/format.ts';
import { fileKind, migrated } from '../core/files/migration.ts';
import { readYaml } from '../core/files/yaml-file.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { ASSAY_FILE } from '../embedding/assay-file.ts';
import { diagnosticsJson } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/**
 * `assay migrate`: rewrites the YAML files of a project that have an older format. Comments and layout stay. Nothing is
 * written where one of them cannot be read, or has a newer format than this version knows.
 */
export async function migrate({ workspace, options, reporter }: VerbCall): Promise<boolean> {
  const diagnostics = new Diagnostics();
  const isWritten = options['dryRun'] !== true;
  const paths = await filesWithFormat(workspace);
  const older: { readonly path: string; readonly from: number; readonly changes: readonly string[]; text: string }[] =
    [];
  for (const path of paths) {
    const kind = fileKind(path);
    const file = await workspace.readText(path, diagnostics);
    const yaml = file && (await readYaml(file, diagnostics));
    if (!kind || !file || !yaml) continue;
    const found = migrated(file.text, kind);
    if (found) older.push({ path, ...found });
    else checkFormat(yaml, diagnostics);
  }
  const done = isWritten && !diagnostics.failed;
  if (done) for (const { path, text } of older) await workspace.write(path, text);
  if (!diagnostics.failed) {
    const said = isWritten ? 'was rewritten' : 'would be rewritten';
    for (const { path, from, changes } of older)
      reporter.line(`${path}: format ${from} ${said} as ${FORMAT}${changes.map((change) => `; ${change}`).join('')}`);
    if (older.length === 0)
      reporter.line(
        `${plural(paths.length, 'file')} ${paths.length === 1 ? 'has' : 'have'} format ${FORMAT}, the newest: nothing to rewrite`,
      );
  }
  reporter.diagnostics(diagnostics);
  reporter.result({
    ok: !diagnostics.failed,
    format: FORMAT,
    files: paths.length,
    rewritten: diagnostics.failed ? [] : older.map(({ path, from, changes }) => ({ path, from, changes })),
    diagnostics: diagnosticsJson(diagnostics),
  });
  return !diagnostics.failed;
}

async function filesWithFormat(workspace: Workspace): Promise<string[]> {
  const below = await Promise.all(['data', 'templates'].map((folder) => workspace.files(folder)));
  const own = (await workspace.exists(ASSAY_FILE)) ? [ASSAY_FILE] : [];
  return [...own, ...below.flat()].filter((path) => fileKind(path) !== undefined);
}
