import { listText, plural } from '../core/diagnostics/source-text.ts';
import { selectNames } from '../pipeline/name-selection.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { onceFor } from '../core/machine/cache.ts';
import { listDatasets } from '../dataset/dataset-folder.ts';
import { type Decision, decided, withProposals } from '../discovery/relations-edit.ts';
import {
  foundJson,
  foundLines,
  newFileOf,
  type FoundRules,
  relationsFile as fileOf,
  relationsText,
  searchedDataset,
  writeCertain,
} from './found-rules.ts';
import { diagnosticsJson } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/**
 * `assay relations [dataset…]`: looks for relations that figures follow and that nobody has written down, and writes those
 * that are certain into `relations.yaml` as proposed. `assay relations accept ID…` and `assay relations reject ID…` decide
 * about proposed ones.
 */
export async function relations(call: VerbCall): Promise<boolean> {
  const [first = '', ...rest] = call.names;
  return first === 'accept' || first === 'reject' ? decide(call, rest, first === 'accept') : propose(call);
}

async function propose({ workspace, names, options, reporter }: VerbCall): Promise<boolean> {
  const diagnostics = new Diagnostics();
  const isWritten = options['dryRun'] !== true;
  const all: FoundRules[] = [];
  for (const name of selectNames('dataset', await listDatasets(workspace), names, diagnostics)) {
    reporter.progress(`looking for relations in ${name}`);
    const found = await searchedDataset(workspace, name, diagnostics);
    if (!found) continue;
    if (isWritten) await writeCertain(workspace, found);
    all.push(found);
    reporter.line(`${name}: ${headOf(found)}`);
    for (const line of foundLines(found, isWritten)) reporter.line(line);
  }
  reporter.diagnostics(diagnostics);
  reporter.result({
    ok: !diagnostics.failed,
    datasets: all.map((found) => Object.assign({ dataset: found.dataset.id }, foundJson(found, isWritten))),
    diagnostics: diagnosticsJson(diagnostics),
  });
  return !diagnostics.failed;
}

/** How many relations are new, and how many of earlier searches wait. */
function headOf({ certain, rules }: FoundRules): string {
  const waiting = new Set(rules.proposed.map(({ rule }) => rule)).size;
  const found = certain.length === 0 ? 'no new relation is certain' : plural(certain.length, 'new relation');
  if (waiting === 0) return found;
  return `${found}; ${plural(waiting, 'rule')} of earlier searches ${waiting === 1 ? 'waits' : 'wait'} for a decision`;
}

async function decide(
  { workspace, options, reporter }: VerbCall,
  ids: readonly string[],
  isAccepted: boolean,
): Promise<boolean> {
  const diagnostics = new Diagnostics();
  const given = options['dataset'];
  const names = typeof given === 'string' ? [given] : [];
  const verb = isAccepted ? 'accept' : 'reject';
  const texts = new Map<string, string>();
  for (const name of selectNames('dataset', await listDatasets(workspace), names, diagnostics)) {
    texts.set(name, (await relationsText(workspace, name)) ?? '');
  }
  const askedIn = onceFor(
    (name: string) => searchedDataset(workspace, name, new Diagnostics()),
    (name) => name,
  );
  const decisions: { readonly id: string; readonly dataset: string }[] = [];
  const missing = 'name the rules: assay relations accept ID';
  if (ids.length === 0 && !diagnostics.failed)
    diagnostics.error('assay/unknown-term', `${verb} which rules?`, 'relations.yaml', missing);
  for (const id of ids) {
    let found = [...texts].map(([dataset, text]) => ({ dataset, decision: decided(text, id, isAccepted) }));
    // What is only likely was asked and not written: it is found again.
    if (found.every(({ decision }) => 'problem' in decision && decision.problem === 'unknown'))
      found = await Promise.all(
        found.map(async ({ dataset, decision }) => {
          const asked = decidedQuestion(await askedIn(dataset), texts.get(dataset) ?? '', id, isAccepted);
          return { dataset, decision: asked ?? decision };
        }),
      );
    const able = found.filter(({ decision }) => 'text' in decision);
    const [one, other] = able;
    if (one && !other && 'text' in one.decision) {
      texts.set(one.dataset, one.decision.text);
      decisions.push({ id, dataset: one.dataset });
    } else
      reportUndecided(
        id,
        found,
        able.map(({ dataset }) => dataset),
        diagnostics,
      );
  }
  if (!diagnostics.failed) {
    for (const dataset of new Set(decisions.map((one) => one.dataset)))
      await workspace.write(fileOf(dataset), texts.get(dataset) ?? '');
    const done = isAccepted
      ? 'accepted: it is a relation that you answer for'
      : 'rejected: it is not tested, and not proposed again';
    for (const { id, dataset } of decisions) reporter.line(`${dataset}: ${id} ${done}`);
  }
  reporter.diagnostics(diagnostics);
  reporter.result({
    ok: !diagnostics.failed,
    [`${verb}ed`]: diagnostics.failed ? [] : decisions,
    diagnostics: diagnosticsJson(diagnostics),
  });
  return !diagnostics.failed;
}

/** The relations of a dataset after a decision about a rule that is not written there, if the search finds it. */
function decidedQuestion(
  found: FoundRules | undefined,
  text: string,
  id: string,
  isAccepted: boolean,
): Decision | undefined {
  const asked = [...(found?.likely ?? []), ...(found?.certain ?? [])].find((one) => one.id === id);
  if (!found || !asked) return undefined;
  return decided(withProposals(text === '' ? undefined : text, [asked], newFileOf(found.dataset)), id, isAccepted);
}

function reportUndecided(
  id: string,
  found: readonly { readonly dataset: string; readonly decision: ReturnType<typeof decided> }[],
  able: readonly string[],
  diagnostics: Diagnostics,
): void {
  const [first] = able;
  if (first !== undefined) {
    diagnostics.error(
      'assay/unknown-term',
      `${id} is proposed in ${listText(able)}`,
      fileOf(first),
      `add --dataset ${first}`,
    );
    return;
  }
  const decidable = found.flatMap(({ decision }) => ('ids' in decision ? decision.ids : []));
  const held = found.find(({ decision }) => 'problem' in decision && decision.problem === 'not proposed');
  const message = held ? `${id} is a relation already, and no proposal` : `no proposed relation is called ${id}`;
  const file = fileOf(held?.dataset ?? found[0]?.dataset ?? '*');
  diagnostics.error('assay/unknown-term', message, file, didYouMean(id, decidable));
}
