import { loadRules, type Rules } from '../assay/relations-file.ts';
import { selectNames } from '../build/name-selection.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { listDatasets, loadReadable } from '../dataset/dataset-folder.ts';
import { proposalLines } from '../discovery/proposal-text.ts';
import { type Proposal, proposeRelations } from '../discovery/proposals.ts';
import { decided, withProposals } from '../discovery/relations-edit.ts';
import { diagnosticsJson, paragraph, plural, type Reporter } from './reporter.ts';
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

/** What was found in one dataset. */
interface Found {
  readonly dataset: string;
  /** Certain ones, which are written. */
  readonly written: readonly Proposal[];
  /** Likely ones, which are asked. */
  readonly asked: readonly Proposal[];
}

async function propose({ workspace, names, options, reporter }: VerbCall): Promise<boolean> {
  const diagnostics = new Diagnostics();
  const isDry = options['dryRun'] === true;
  const all: Found[] = [];
  for (const name of selectNames('dataset', await listDatasets(workspace), names, diagnostics)) {
    reporter.progress(`looking for relations in ${name}`);
    const { dataset, isSound, isUnfinished } = await loadReadable(workspace, name, diagnostics);
    const rules = dataset && (isSound || isUnfinished) && (await loadRules(workspace, dataset, diagnostics));
    if (!dataset || !rules) continue;
    const proposals = proposeRelations(dataset, knownOf(rules));
    const written = proposals.filter(({ certainty }) => certainty === 'certain');
    const asked = proposals.filter(({ certainty }) => certainty !== 'certain');
    const [locale = ''] = dataset.locales;
    if (written.length > 0 && !isDry) await write(workspace, name, written, locale);
    all.push({ dataset: name, written, asked });
    report(reporter, { dataset: name, written, asked }, { rules, locale, isDry });
  }
  reporter.diagnostics(diagnostics);
  reporter.result({
    ok: !diagnostics.failed,
    datasets: all.map(({ dataset, written, asked }) => ({
      dataset,
      written: isDry ? [] : written.map(entryOf),
      proposed: isDry ? written.map(entryOf) : [],
      questions: asked.map(entryOf),
    })),
    diagnostics: diagnosticsJson(diagnostics),
  });
  return !diagnostics.failed;
}

function knownOf({
  constants,
  relations: accepted,
  proposed,
  rejected,
}: Rules): Parameters<typeof proposeRelations>[1] {
  const all = [...accepted, ...proposed, ...rejected];
  return { ids: new Set([...constants.keys(), ...all.map(({ rule }) => rule)]), relations: all };
}

async function write(
  workspace: Workspace,
  dataset: string,
  proposals: readonly Proposal[],
  locale: string,
): Promise<void> {
  const path = fileOf(dataset);
  const before = (await workspace.exists(path)) ? (await workspace.readBytes(path))?.toString('utf8') : undefined;
  await workspace.write(path, withProposals(before, proposals, locale));
}

function fileOf(dataset: string): string {
  return `data/${dataset}/relations.yaml`;
}

function report(
  reporter: Reporter,
  { dataset, written, asked }: Found,
  { rules, locale, isDry }: { readonly rules: Rules; readonly locale: string; readonly isDry: boolean },
): void {
  const waiting = new Set(rules.proposed.map(({ rule }) => rule)).size;
  const held =
    waiting > 0
      ? `; ${plural(waiting, 'rule')} of earlier searches ${waiting === 1 ? 'waits' : 'wait'} for a decision`
      : '';
  const found = written.length === 0 ? 'no new relation is certain' : plural(written.length, 'new relation');
  reporter.line(`${dataset}: ${found}${held}`);
  for (const proposal of written) reportOne(reporter, proposal, locale);
  if (asked.length > 0) reporter.line('Likely, or in some periods only; write what is true into relations.yaml:');
  for (const proposal of asked) reportOne(reporter, proposal, locale);
  if (written.length === 0) return;
  const where = isDry ? `Would be written into ${fileOf(dataset)}` : `Written into ${fileOf(dataset)}`;
  const next = 'Look at each: assay relations accept ID, or assay relations reject ID if it only seems so.';
  for (const line of paragraph(`${where} as proposed. ${next}`)) reporter.line(line);
}

function reportOne(reporter: Reporter, proposal: Proposal, locale: string): void {
  const [first = '', ...breaks] = proposalLines(proposal, locale);
  for (const line of paragraph(`${proposal.id}: ${first}`, '  ')) reporter.line(line);
  for (const one of breaks) for (const line of paragraph(one, '    ')) reporter.line(line);
}

function entryOf({ id, holds, certainty, held, of, evidence, sums }: Proposal): object {
  const breaks = sums.flatMap((sum) =>
    sum.breaks.map(({ period, statements }) => ({
      period: period.text,
      figures: statements.map(({ address }) => address),
    })),
  );
  return { id, holds, certainty, held, of, evidence: Math.floor(evidence * 10) / 10, breaks };
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
    const bytes = (await workspace.exists(fileOf(name))) ? await workspace.readBytes(fileOf(name)) : undefined;
    if (bytes) texts.set(name, bytes.toString('utf8'));
  }
  const decisions: { readonly id: string; readonly dataset: string }[] = [];
  const missing = 'name the rules: assay relations accept ID';
  if (ids.length === 0 && !diagnostics.failed)
    diagnostics.error('assay/unknown-term', `${verb} which rules?`, 'relations.yaml', missing);
  for (const id of ids) {
    const found = [...texts].map(([dataset, text]) => ({ dataset, decision: decided(text, id, isAccepted) }));
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
      `${id} is proposed in ${able.join(' and ')}`,
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
