import { plural } from '../core/diagnostics/source-text.ts';
import path from 'node:path';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { askPerson, now, slashed } from '../core/machine/machine.ts';
import { parsePeriod } from '../dataset/period.ts';
import type { Draft } from '../tables/drafting/draft.ts';
import { settleDrafts, writeDraft } from '../tables/drafting/draft-writing.ts';
import { nextEditions, type NextImport, nextImport } from '../tables/drafting/next-import.ts';
import type { ImportPlan, ReleaseFacts } from '../tables/importing/import.ts';
import { isMapping, type Mapping, mappingsOf, readMapping } from '../tables/importing/mapping.ts';
import { draftLines } from './edition-verb.ts';
import { foundJson, foundLines, rulesOfImport } from './found-rules.ts';
import { planWitnessed, witnessedJson, witnessedLines } from './import-witness.ts';
import { finish, paragraph, type Reporter } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/**
 * `assay import FILE`: reads the tables of a spreadsheet into the CSV file of a release, by a mapping. Of a release that
 * was imported before it shows what changes, and asks before it writes.
 */
export async function importFile({ workspace, names, options, reporter }: VerbCall): Promise<boolean> {
  const diagnostics = new Diagnostics();
  // sources/ has the records of the files that are imported
  if (options['dryRun'] !== true) await settleDrafts(workspace, ['data', 'templates', 'sources']);
  const given = await withinRoot(workspace, names[0] ?? '', diagnostics);
  if (given === undefined) return finish(reporter, diagnostics, { written: false });
  const text = (option: string): string | undefined => {
    const value = options[option];
    return typeof value === 'string' ? value : undefined;
  };
  const isNext = options['next'] === true;
  const mapping = await mappingFor(workspace, given, { named: text('mapping'), isNext }, diagnostics);
  const file = mapping && fileOf(mapping, given, diagnostics);
  const next =
    isNext && mapping && file !== undefined
      ? await fromRoot(workspace, mapping, () => nextImport(workspace, mapping, { file, today: today() }, diagnostics))
      : undefined;
  if (isNext && !next) return finish(reporter, diagnostics, { written: false });
  const facts = next ? withOptions(next.facts, text) : mapping && factsOf(mapping, text);
  const planned =
    mapping &&
    file !== undefined &&
    facts &&
    (await fromRoot(workspace, mapping, () => planWitnessed(workspace, mapping, { file, facts }, diagnostics)));
  if (!planned) return finish(reporter, diagnostics, { written: false });
  const plan = { ...planned.plan, files: [...planned.plan.files, ...planned.files] };
  for (const line of [...planLines(plan, file ?? ''), ...witnessedLines(planned)]) reporter.line(line);
  const written = await write(workspace, plan, options, reporter);
  if (written === 'refused') {
    const hint = 'look at what changes above, then import again with --yes';
    reporter.line(`Nothing is written: ${hint}.`, { isWrong: true });
  }
  const drafts = next && written !== 'refused' ? await addEditions(workspace, next, facts, options, diagnostics) : [];
  for (const draft of drafts) for (const line of draftLines(draft, false)) reporter.line(line);
  const found = written === 'written' ? await rulesOfImport(workspace, plan.dataset) : undefined;
  for (const line of found ? foundLines(found) : []) reporter.line(line);
  return (
    finish(reporter, diagnostics, {
      mapping: mapping?.path,
      file,
      ...contentsOf(plan),
      ...(planned.witnessed && { witness: witnessedJson(planned) }),
      written: written === 'written',
      ...(next && { editions: drafts.map(({ edition }) => edition) }),
      ...(found && { rules: foundJson(found, true) }),
    }) && written !== 'refused'
  );
}

/** Reads a mapping. DuckDB looks for relative paths, and checks them, from the current folder, which is the root meanwhile. */
async function fromRoot<T>(workspace: Workspace, { input }: Mapping, read: () => Promise<T>): Promise<T> {
  if (input.tables.every(({ query }) => query === undefined)) return read();
  const before = process.cwd();
  process.chdir(workspace.root);
  try {
    return await read();
  } finally {
    process.chdir(before);
  }
}

/** The path of a file from the root folder: a person may name it from the current one. */
async function withinRoot(workspace: Workspace, file: string, diagnostics: Diagnostics): Promise<string | undefined> {
  const fromHere = workspace.pathOf(file);
  if (fromHere !== undefined && (await workspace.exists(fromHere))) return fromHere;
  const fromRoot = path.posix.normalize(slashed(file));
  if (!fromRoot.startsWith('..') && !path.isAbsolute(file)) return fromRoot;
  const hint = 'put it into a folder of the project, such as sources/, so that it can be read again';
  return diagnostics.error('file/unreadable', `${file} lies outside the root folder, or does not exist`, file, hint);
}

function today(): string {
  return new Date(now()).toISOString().slice(0, 10);
}

/** Adds an edition of the next release to each brief that has one of the release before. */
async function addEditions(
  workspace: Workspace,
  { old }: NextImport,
  { id, period: text }: ReleaseFacts,
  options: VerbCall['options'],
  diagnostics: Diagnostics,
): Promise<readonly Draft[]> {
  const period = parsePeriod(text);
  if (!period || !old || options['dryRun'] === true) return [];
  const drafts = await nextEditions(workspace, old, { id, period }, diagnostics);
  // With a mistake in one brief none gets its edition; the same command adds them all once it is corrected.
  if (diagnostics.failed || drafts.length === 0) return [];
  await writeDraft(
    workspace,
    drafts.flatMap(({ files }) => files),
    `edition-${id}`,
  );
  return drafts;
}

/** The mapping that is named, or the only one that names the file; of the next release, the only one that there is. */
async function mappingFor(
  workspace: Workspace,
  file: string,
  { named, isNext }: { readonly named: string | undefined; readonly isNext: boolean },
  diagnostics: Diagnostics,
): Promise<Mapping | undefined> {
  if (named !== undefined) return readMapping(workspace, named, diagnostics);
  if (/\.ya?ml$/.test(file)) return readMapping(workspace, file, diagnostics);
  const naming = await mappingsOf(workspace, file);
  const all = (await workspace.files('data')).filter(isMapping);
  const [only, ...others] = naming.length === 0 && isNext ? all : naming;
  if (only !== undefined && others.length === 0) return readMapping(workspace, only, diagnostics);
  const hint = only
    ? `name one of them: --mapping ${only}`
    : 'name a mapping with --mapping; if it is the next file of one, add --next; or write data/NAME/imports/table.yaml with file, release and tables; assay init FOLDER --from FILE proposes one';
  const message =
    only && naming.length === 0
      ? `the mappings ${all.join(', ')} may read ${file}`
      : only
        ? `the mappings ${[only, ...others].join(', ')} read ${file}`
        : `no mapping reads ${file}`;
  return diagnostics.error('import/no-mapping', message, file, hint);
}

/** The file to be read: the argument, or the one that the mapping names. */
function fileOf({ path, input }: Mapping, given: string, diagnostics: Diagnostics): string | undefined {
  if (!isMapping(given)) return given;
  if (input.file !== undefined) return input.file;
  // Queries name their files themselves.
  if (input.tables.every(({ query }) => query !== undefined)) return path;
  const hint = `name it in the mapping, or run: assay import FILE --mapping ${path}`;
  return diagnostics.error('import/no-mapping', 'this mapping does not say which file it reads', path, hint);
}

/** The facts of the release: those of the mapping, or others that the options give. */
function factsOf({ input }: Mapping, option: (name: string) => string | undefined): ReleaseFacts {
  const { title: ownTitle, url: ownUrl, ...own } = input.release;
  const [id = own.id, published = own.published, period = own.period] = ['release', 'published', 'period'].map(option);
  // Title and address of one release are not those of the next.
  const isOwn = id === own.id;
  const [title, url] = [
    option('title') ?? (isOwn ? ownTitle : undefined),
    option('url') ?? (isOwn ? ownUrl : undefined),
  ];
  return { ...own, id, published, period, ...(title && { title }), ...(url && { url }) };
}

/** The facts of the next release, with what the options give otherwise. */
function withOptions(facts: ReleaseFacts, option: (name: string) => string | undefined): ReleaseFacts {
  const [id, published, period] = ['release', 'published', 'period'].map(option);
  const [title, url] = [option('title'), option('url')];
  return {
    ...facts,
    ...(id && { id }),
    ...(published && { published }),
    ...(period && { period }),
    ...(title && { title }),
    ...(url && { url }),
  };
}

/** Writes the files; what an earlier import wrote only if a person agrees. */
async function write(
  workspace: Workspace,
  { files, isAgain, comparison }: ImportPlan,
  options: VerbCall['options'],
  reporter: Reporter,
): Promise<'written' | 'not' | 'refused'> {
  if (files.length === 0 || options['dryRun'] === true) return 'not';
  const { added, changed, gone } = comparison;
  const changes = added.length + changed.length + gone.length;
  if (isAgain && changes > 0 && options['yes'] !== true) {
    const answer = reporter.options.json ? undefined : await askPerson('Write these changes? [y/N] ');
    if (!/^y(?:es)?$/i.test(answer ?? '')) return 'refused';
  }
  await writeDraft(workspace, files);
  for (const { path, isNew } of files) reporter.line(`  ${isNew ? 'created' : 'changed'} ${path}`);
  return 'written';
}

function contentsOf({ dataset, release, figures, files, comparison }: ImportPlan): object {
  const { added, changed, gone, kept } = comparison;
  const changes = files.map(({ path, isNew }) => ({ path, change: isNew ? 'new' : 'changed' }));
  return { dataset, release, figures, files: changes, added, changed, gone, kept };
}

/** Rows that are listed one by one; of more only the number is reported. */
const LISTED = 200;

function planLines({ release, figures, files, comparison, isAgain }: ImportPlan, file: string): string[] {
  const { added, changed, gone, kept } = comparison;
  const head = `release ${release}: ${plural(figures, 'figure')} from ${file}`;
  if (!isAgain) return [head];
  if (files.length === 0) return [head, '  nothing has changed'];
  const counts = `${added.length} added, ${changed.length} changed, ${gone.length} gone, ${kept} as before`;
  const lines = [
    ...changed.map(({ name, before, after }) => `  ~ ${name}: ${before} → ${after}`),
    ...gone.map(({ name, printed }) => `  - ${name}: ${printed}`),
    ...added.map(({ name, printed }) => `  + ${name}: ${printed}`),
  ];
  const rest = lines.length - LISTED;
  return [head, ...lines.slice(0, LISTED), ...(rest > 0 ? [`  … and ${rest} more`] : []), ...paragraph(`  ${counts}`)];
}
