import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { plural } from '../core/diagnostics/source-text.ts';
import { sha256 } from '../core/machine/hash.ts';
import { openStore } from '../core/machine/result-store.ts';
import { type ChangedFile, planRename, type RenamePlan } from '../renaming/rename.ts';
import { settleDrafts, writeDraft } from '../tables/drafting/draft-writing.ts';
import { finish, paragraph } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/**
 * `assay rename OLD NEW`: gives an indicator, source, release, member or exhibit another name in every file that names it.
 * All files are written, or none.
 */
export async function rename({ workspace, names, options, reporter, interruption }: VerbCall): Promise<boolean> {
  const [old = '', current = ''] = names;
  const text = (option: string): string | undefined => {
    const given = options[option];
    return typeof given === 'string' ? given : undefined;
  };
  const diagnostics = new Diagnostics();
  const isDry = options['dryRun'] === true;
  const request = { old, current, dataset: text('dataset'), brief: text('brief') };
  const run = `rename-${sha256(JSON.stringify(request)).slice(0, 16)}`;
  const settled = isDry ? undefined : await settleDrafts(workspace, ['data', 'templates']);
  for (const paths of settled?.values() ?? []) {
    reporter.line('an earlier run was cut off while it wrote these files; now all are there');
    for (const path of paths) reporter.line(`  ${path}`);
  }
  const finished = settled?.get(run);
  if (finished) {
    return finish(reporter, diagnostics, {
      old,
      new: current,
      files: finished.map((path) => ({ path })),
      written: true,
    });
  }
  reporter.progress(`renaming ${old}`);
  const store = await openStore(process.env);
  const given = { environment: process.env, from: process.cwd(), briefs: [], store, signal: interruption() };
  const plan = await planRename(workspace, request, given, diagnostics);
  if (plan && !isDry) await writeDraft(workspace, plan.files, run);
  if (plan) for (const line of planLines(plan, isDry)) reporter.line(line);
  const files = plan?.changed.map(({ path, names: count, before }) => ({ path, names: count, before }));
  return finish(reporter, diagnostics, {
    kind: plan?.kind,
    old,
    new: current,
    files,
    written: plan !== undefined && !isDry,
  });
}

function planLines(
  { kind, old, current, of, changed, editions, unprinted, isLeftOver }: RenamePlan,
  isDry: boolean,
): string[] {
  const done = isDry ? 'would be' : 'is now';
  const head = isLeftOver
    ? `what called it ${old} ${isDry ? 'would call' : 'now calls'} it ${current}, as dataset.yaml does`
    : `the ${kind} ${old} of ${of} ${done} ${current}`;
  const same = unprinted.length === 0 ? 'no test and no printed text changes' : 'no test changes';
  return [
    ...paragraph(`${head}; ${same}`),
    ...changed.map((file) => `  ${fileText(file)}`),
    ...unprinted.flatMap((brief) =>
      paragraph(`${brief} has mistakes, so what it prints could not be compared: run assay build`),
    ),
    ...editions.flatMap((brief) =>
      paragraph(
        `${brief} has an edition for each release: the next build ${isDry ? 'would print' : 'prints'} that of ${old} into out/${brief}/${current}, and links to out/${brief}/${old} then lead to nothing`,
      ),
    ),
    ...(kind === 'exhibit' ? paragraph(`links to #${old} from elsewhere must be changed by hand`) : []),
  ];
}

function fileText({ path, names, before }: ChangedFile): string {
  const moved = before === undefined ? '' : `, which was ${before}`;
  return names === 0 ? path + moved : `${path}: ${plural(names, 'name')}${moved}`;
}
