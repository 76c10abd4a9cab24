import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import path from 'node:path';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { DEFAULT_LOCALE, LOCALE_IDS, parseLocale } from '../language/locales.ts';
import { askPerson, disk } from '../core/machine/machine.ts';
import { Workspace } from '../core/machine/workspace.ts';
import { settleDrafts, writeDraft } from '../tables/drafting/draft-writing.ts';
import { readMapping } from '../tables/importing/mapping.ts';
import { MAX_WORKBOOK_BYTES } from '../tables/importing/spreadsheet/workbook.ts';
import type { OwnTable } from '../tables/starting/own-table.ts';
import { planProject, type Project } from '../tables/starting/project.ts';
import type { CiHost } from '../tables/starting/project-files.ts';
import { foundJson, foundLines, type FoundRules, NOTHING_FOUND, rulesOfImport } from './found-rules.ts';
import { planWitnessed, type WitnessedImport, witnessedLines } from './import-witness.ts';
import { finish, paragraph } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/**
 * `assay init [folder]`: writes a project with an example, or with `--from` one that starts from a table, and imports it.
 * What the options leave open is asked on a terminal.
 */
export async function init({ names, options, reporter }: VerbCall): Promise<boolean> {
  const diagnostics = new Diagnostics();
  const isQuiet = options['yes'] === true || reporter.options.json === true || reporter.options.quiet === true;
  const asked = async (given: unknown, question: string, usual: string): Promise<string> => {
    if (typeof given === 'string') return given;
    return (isQuiet ? '' : ((await askPerson(`${question} [${usual}] `)) ?? '').trim()) || usual;
  };
  const folder = path.resolve(await asked(names[0], 'Folder of the project?', '.'));
  const tag = await asked(options['language'], `Language: ${LOCALE_IDS.join(', ')}?`, DEFAULT_LOCALE);
  const language = parseLocale(tag);
  if (!language)
    throw new EnvironmentError(`Assay has no words for ${tag}`, [`choose one of ${LOCALE_IDS.join(', ')}`]);
  const from = typeof options['from'] === 'string' ? options['from'] : undefined;
  const ci = await asked(options['ci'], 'Checks on a host: github, gitlab or none?', 'none');
  const table = from === undefined ? undefined : await readTable(from, options['sheet'], diagnostics);
  if (diagnostics.failed) return finish(reporter, diagnostics, { folder });
  const workspace = new Workspace(folder);
  const host: CiHost | undefined = ci === 'github' || ci === 'gitlab' ? ci : undefined;
  const project = await planProject(workspace, { language, ci: host, table }, diagnostics);
  if (!project) return finish(reporter, diagnostics, { folder });
  const tops = [...project.files.map((file) => file.path), ...project.content].filter((file) => file.includes('/'));
  await settleDrafts(workspace, [...new Set(tops.map((file) => file.replace(/\/.*$/, '')))]);
  await writeDraft(
    workspace,
    project.files.map((file) => ({ ...file, isNew: true })),
  );
  const mapping = mappingOf(project);
  const dataset = mapping?.split('/')[1];
  const imported = mapping === undefined ? undefined : await importTable(workspace, mapping, diagnostics);
  const found = dataset === undefined || diagnostics.failed ? undefined : await rulesOfImport(workspace, dataset);
  const isInstalled = await workspace.exists('node_modules/assay-briefs/package.json');
  const install = isInstalled ? '' : 'npm install, then ';
  for (const line of projectLines(folder, project, found, { isOpen: diagnostics.failed, install, imported }))
    reporter.line(line);
  const files = project.files.map((file) => file.path);
  return finish(reporter, diagnostics, {
    folder,
    files,
    kept: project.kept,
    guesses: project.guesses,
    ...(found && { rules: foundJson(found, true) }),
  });
}

/** The table that a person starts from; it may stand anywhere. */
async function readTable(file: string, sheet: unknown, diagnostics: Diagnostics): Promise<OwnTable | undefined> {
  const size = await disk.size(path.resolve(file));
  if (size === undefined)
    return diagnostics.error('file/unreadable', `there is no file ${file}`, file, 'correct its name');
  if (size > MAX_WORKBOOK_BYTES) {
    const message = `${file} has ${size} bytes; at most ${MAX_WORKBOOK_BYTES} are read`;
    return diagnostics.error('file/too-large', message, file);
  }
  const bytes = await disk.readFile(path.resolve(file));
  return { name: path.basename(file), bytes, sheet: typeof sheet === 'string' ? sheet : undefined };
}

/** Imports the table of a new project. What cannot be read is reported; the mapping is there to be corrected. */
async function importTable(
  workspace: Workspace,
  path: string,
  diagnostics: Diagnostics,
): Promise<WitnessedImport | undefined> {
  const mapping = await readMapping(workspace, path, diagnostics);
  if (!mapping?.input.file) return undefined;
  const request = { file: mapping.input.file, facts: mapping.input.release };
  const planned = await planWitnessed(workspace, mapping, request, diagnostics);
  if (planned) await writeDraft(workspace, [...planned.plan.files, ...planned.files]);
  return planned;
}

function mappingOf({ content }: Project): string | undefined {
  return content.find((file) => file.endsWith('/imports/table.yaml'));
}

function projectLines(
  folder: string,
  project: Project,
  found: FoundRules | undefined,
  {
    isOpen,
    install,
    imported,
  }: { readonly isOpen: boolean; readonly install: string; readonly imported: WitnessedImport | undefined },
): string[] {
  const { files, content, kept, guesses } = project;
  const lines = found ? foundLines(found) : [];
  const rules = found && lines.length === 0 ? [NOTHING_FOUND] : lines;
  const mapping = mappingOf(project);
  const own = content.find((file) => file.endsWith('/dataset.yaml'));
  return [
    content.every((path) => files.some((file) => file.path === path))
      ? `A new project in ${folder}:`
      : `A project in ${folder}, which an earlier run began; now it is whole:`,
    ...files.map((file) => `  ${file.path}`),
    ...kept.flatMap((file) => paragraph(`${file} was there already, and stays as it is`, '  ')),
    ...(guesses.length > 0 ? ['', ...paragraph('Guessed from the table; correct anything that is wrong:')] : []),
    ...guesses.flatMap((guess) => paragraph(`- ${guess}`, '  ')),
    ...(imported?.witnessed ? ['', 'The figures that were imported:', ...witnessedLines(imported)] : []),
    ...(rules.length > 0 ? ['', ...rules] : []),
    '',
    ...(isOpen
      ? paragraph(`The table cannot be imported yet: fix ${mapping} or the table, then run assay import ${mapping}.`)
      : paragraph(`Next: ${install}npx assay check and npx assay build.`)),
    ...(guesses.length > 0
      ? []
      : paragraph(`When you have seen it, begin with ${own} and put your own subject there.`)),
  ];
}
