import { listBriefs, loadReadableBrief } from '../brief/brief-folder.ts';
import { openEditions } from '../brief/due-editions.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import { compareText, groupBy } from '../core/diagnostics/text-order.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { type OpenDue, openDues } from '../dataset/due-date.ts';
import type { Dataset } from '../dataset/model.ts';
import { plural } from './reporter.ts';

/**
 * What datasets and their briefs wait for on a day, earliest first, by dataset. Mistakes in the dates of a brief.yaml are
 * reported; what else is wrong with a brief, a build tells.
 */
export async function duesOn(
  workspace: Workspace,
  datasets: readonly Dataset[],
  today: string,
  diagnostics: Diagnostics,
): Promise<ReadonlyMap<Dataset, readonly OpenDue[]>> {
  const own = new Diagnostics();
  const names = await listBriefs(workspace);
  const briefs = await Promise.all(names.map((name) => loadReadableBrief(workspace, name, own)));
  diagnostics.include({ all: own.all.filter(({ rule }) => rule === 'dataset/bad-date') });
  return new Map(
    datasets.map((dataset) => {
      const read = briefs.flatMap((one) => (one?.brief.dataset.id === dataset.id ? [one.brief] : []));
      const open = [...openDues(dataset, today), ...read.flatMap((brief) => openEditions(brief, dataset, today))];
      return [dataset, open.toSorted((a, b) => compareText(a.by, b.by))];
    }),
  );
}

/** Whether something is late on a day. */
export function isOverdue({ by }: OpenDue, today: string): boolean {
  return by < today;
}

/** Reports what is late, at the line of its date. The messages do not name the day, so that logs can be compared. */
export function reportOverdue(late: Iterable<OpenDue>, isError: boolean, diagnostics: Diagnostics): void {
  const byPlace = groupBy(
    [...late],
    ({ kind, due: { place } }) => `${kind} ${place.file.path} ${place.line} ${place.column}`,
  );
  for (const [first, ...others] of byPlace.values()) {
    if (!first) continue;
    const { kind, id, due, by } = first;
    const { rule, what, hint } = WORDS[kind];
    // The indicators of a group share a date.
    const more = others.length === 0 ? '' : ` (and of ${plural(others.length, 'other indicator')})`;
    const message = `${what(id)}${more} was due by ${by}, and is not here`;
    if (isError) diagnostics.error(rule, message, due.place, hint);
    else diagnostics.warn(rule, message, due.place, hint);
  }
}

/** One line: what is due next, or that nothing says so. */
export function dueLine(dataset: Dataset, dues: readonly OpenDue[], today: string): string {
  const next = dues.find((due) => !isOverdue(due, today));
  const late = dues.filter((due) => isOverdue(due, today)).length;
  if (dues.length === 0) return `${dataset.id}: nothing is said to be due`;
  const count = late === 0 ? 'nothing' : `${late} of ${dues.length}`;
  const then = next ? `; next is ${WORDS[next.kind].what(next.id)}, by ${next.by}` : '';
  return `${dataset.id}: ${count} overdue on ${today}${then}`;
}

const ADD = 'add it, or change the date to when it is due now';

const WORDS: Readonly<Record<OpenDue['kind'], { rule: RuleId; what: (id: string) => string; hint: string }>> = {
  dataset: { rule: 'dataset/overdue', what: (id) => `the next release of ${id}`, hint: ADD },
  release: { rule: 'dataset/overdue', what: (id) => `the release after ${id}`, hint: ADD },
  indicator: { rule: 'dataset/overdue', what: (id) => `the next figure of ${id}`, hint: ADD },
  edition: {
    rule: 'edition/overdue',
    what: (id) => `the edition after ${id}`,
    hint: 'add it with assay edition, or change the date to when it is expected now',
  },
};
