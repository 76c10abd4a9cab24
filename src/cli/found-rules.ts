import { plural } from '../core/diagnostics/source-text.ts';
import { loadRules, type Rules } from '../assay/relations/relations-file.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { loadReadable } from '../dataset/dataset-folder.ts';
import type { Dataset } from '../dataset/model.ts';
import { measureText, pastedLine, proposalLines, unexplainedText } from '../discovery/proposal-text.ts';
import { type Proposal, type Search, searchDataset } from '../discovery/proposals.ts';
import { withProposals } from '../discovery/relations-edit.ts';
import { paragraph } from './reporter.ts';

/** What a search found in a dataset. */
export interface FoundRules extends Pick<Search, 'unexplained' | 'measures'> {
  readonly dataset: Dataset;
  readonly rules: Rules;
  /** Certain ones, which are written. */
  readonly certain: readonly Proposal[];
  /** Likely ones, and those that hold in some periods only: a person is asked. */
  readonly likely: readonly Proposal[];
}

/** Searches a dataset by its rules. */
export function foundRules(dataset: Dataset, rules: Rules): FoundRules {
  const { proposals, unexplained, measures } = searchDataset(dataset, rules);
  const isCertain = ({ certainty }: Proposal): boolean => certainty === 'certain';
  return {
    dataset,
    rules,
    certain: proposals.filter(isCertain),
    likely: proposals.filter((one) => !isCertain(one)),
    unexplained,
    measures,
  };
}

/** Loads and searches a dataset; undefined where it has mistakes, which are reported. */
export async function searchedDataset(
  workspace: Workspace,
  name: string,
  diagnostics: Diagnostics,
): Promise<FoundRules | undefined> {
  const { dataset, isSound, isUnfinished } = await loadReadable(workspace, name, diagnostics);
  const rules = dataset && (isSound || isUnfinished) && (await loadRules(workspace, dataset, diagnostics));
  return dataset && rules ? foundRules(dataset, rules) : undefined;
}

/** Where the relations of a dataset stand. */
export function relationsFile(dataset: string): string {
  return `data/${dataset}/relations.yaml`;
}

/** The text of the relations of a dataset; undefined if there is no such file. */
export async function relationsText(workspace: Workspace, dataset: string): Promise<string | undefined> {
  const path = relationsFile(dataset);
  return (await workspace.exists(path)) ? (await workspace.readBytes(path))?.toString('utf8') : undefined;
}

/** What a new file of relations of a dataset takes from it. */
export function newFileOf({ locales: [locale = ''], file }: Dataset): { locale: string; dataset: string } {
  return { locale, dataset: file.text };
}

/** Writes what is certain into the relations of a dataset, as proposed. */
export async function writeCertain(workspace: Workspace, { dataset, certain }: FoundRules): Promise<void> {
  if (certain.length === 0) return;
  const before = await relationsText(workspace, dataset.id);
  await workspace.write(relationsFile(dataset.id), withProposals(before, certain, newFileOf(dataset)));
}

/**
 * Searches a dataset that was just imported, and writes what is certain. Undefined where the dataset has mistakes: whoever
 * checks it meets them.
 */
export async function rulesOfImport(workspace: Workspace, name: string): Promise<FoundRules | undefined> {
  const found = await searchedDataset(workspace, name, new Diagnostics());
  if (found) await writeCertain(workspace, found);
  return found;
}

/** What was found, in lines: what is written, what is asked, and what is called a total without a rule. */
export function foundLines(found: FoundRules, isWritten = true): string[] {
  const { dataset, certain } = found;
  const [locale = ''] = dataset.locales;
  const file = relationsFile(dataset.id);
  const seems = certain.length === 1 ? 'seems' : 'seem';
  const state = isWritten
    ? `found, and written into ${file} as proposed`
    : `${seems} to hold that ${file} does not say`;
  const head = `${plural(certain.length, 'rule')} ${state}:`;
  const next = isWritten
    ? 'Look at each: assay relations accept ID, or assay relations reject ID if it only seems so. Until then no figure is judged by it.'
    : `assay relations ${dataset.id} writes them.`;
  return [
    ...(certain.length === 0 ? [] : paragraph(head)),
    ...certain.flatMap((proposal) => saidLines(proposal, locale)),
    ...(certain.length === 0 ? [] : paragraph(next)),
    ...questionLines(found),
  ];
}

/** What to say about a new dataset in which nothing was found. */
export const NOTHING_FOUND = 'No rule was found that the figures follow: write into relations.yaml what must hold.';

/** What a person is asked: likely rules as lines to paste, measures, and totals without a rule. */
function questionLines({ dataset, likely, unexplained, measures }: FoundRules): string[] {
  const [locale = ''] = dataset.locales;
  const asked = likely.flatMap((proposal) => [...saidLines(proposal, locale), `    ${pastedLine(proposal, locale)}`]);
  const where = 'if it is so, accept its ID, or paste its line below relations; if not, reject its ID';
  return [
    ...(asked.length === 0 ? [] : paragraph(`Likely, and not written; ${where}:`)),
    ...asked,
    ...measures.flatMap((one) => paragraph(measureText(one, locale), '  ')),
    ...(unexplained.length === 0 ? [] : paragraph('Called a total, and in no relation:')),
    ...unexplained.flatMap((one) => paragraph(unexplainedText(one, locale), '  ')),
  ];
}

/** A proposal in lines: what it says, and where it does not hold. */
function saidLines(proposal: Proposal, locale: string): string[] {
  const [first = '', ...breaks] = proposalLines(proposal, locale);
  return [...paragraph(`${proposal.id}: ${first}`, '  '), ...breaks.flatMap((one) => paragraph(one, '    '))];
}

/** What was found as plain data. */
export function foundJson({ certain, likely, unexplained, measures }: FoundRules, isWritten: boolean): object {
  return {
    written: isWritten ? certain.map(entryOf) : [],
    proposed: isWritten ? [] : certain.map(entryOf),
    questions: likely.map(entryOf),
    measures: measures.map(({ indicator, form, lag, of }) => ({
      indicator: indicator.id,
      form,
      lag,
      of: of.map(({ id }) => id),
    })),
    unexplained: unexplained.map(({ indicator, nearest }) => ({
      indicator: indicator.id,
      nearest: nearest ? { parts: nearest.parts.map(({ id }) => id), held: nearest.holds, of: nearest.of } : null,
    })),
  };
}

function entryOf({ id, form, holds, certainty, held, of, evidence, periods, breaks }: Proposal): object {
  return {
    id,
    form,
    holds,
    ...(periods === undefined ? {} : { periods }),
    certainty,
    held,
    of,
    evidence: Math.floor(evidence * 10) / 10,
    breaks: breaks.map(({ period, statements }) => ({
      period: period.text,
      figures: statements.map(({ address }) => address),
    })),
  };
}
