import type { Brief, BriefEdition } from '../../brief/brief.ts';
import { listBriefs, loadBrief } from '../../brief/brief-folder.ts';
import { selectNames } from '../../pipeline/name-selection.ts';
import { type Diagnostics, didYouMean } from '../../core/diagnostics/diagnostic.ts';
import type { Workspace } from '../../core/machine/workspace.ts';
import type { Release } from '../../dataset/model.ts';
import { nextPeriod } from '../../dataset/moved-period.ts';
import { parsePeriod, type Period, periodHint, shiftedYears } from '../../dataset/period.ts';

/** What a person asks for. */
export interface EditionRequest {
  /** Id of the new edition. */
  readonly id: string;
  /** Id of the edition that it is modelled on. */
  readonly from: string;
  /** Briefs that get it; all that have the older edition, if none is named. */
  readonly briefs: readonly string[];
  /** Period of the new release, if the id does not name it and it does not follow that of the old one. */
  readonly period?: string | undefined;
  /** Id of the new release, if it is not named like the old one. */
  readonly release?: string | undefined;
}

/** A brief and the edition of it that is meant. */
export interface Found {
  readonly brief: Brief;
  readonly edition: BriefEdition;
}

/** The id of an edition is the name of a folder, and that of a release may be one of a file. */
export function checkName(what: string, id: string, diagnostics: Diagnostics): boolean {
  if (/^[a-z0-9][a-z0-9_-]{0,99}$/.test(id)) return true;
  const hint =
    'it names a folder or file: write it with at most 100 lower-case letters, digits, hyphens and underscores';
  diagnostics.error('edition/bad-name', `"${id}" cannot be the id of ${what}`, undefined, hint);
  return false;
}

/** The briefs that have an edition: all that do, or those named. Without one, or with mistakes in one, undefined. */
export async function briefsWith(
  workspace: Workspace,
  id: string,
  names: readonly string[],
  diagnostics: Diagnostics,
): Promise<readonly Found[] | undefined> {
  const selected = selectNames('brief', await listBriefs(workspace), names, diagnostics);
  const loaded = await Promise.all(selected.map((name) => loadBrief(workspace, name, diagnostics)));
  if (diagnostics.failed) return undefined;
  const briefs = loaded.filter((brief) => brief !== undefined);
  const found = briefs.flatMap((brief) => {
    const edition = brief.editions.find((each) => each.id === id);
    return edition ? [{ brief, edition }] : [];
  });
  const lacking = names.length > 0 ? briefs.filter((brief) => !found.some((each) => each.brief === brief)) : [];
  if (found.length === 0 || lacking.length > 0) {
    reportLacking(id, lacking.length > 0 ? lacking : briefs, lacking.length > 0, diagnostics);
    return undefined;
  }
  return found;
}

/** Reports that briefs have no edition: those named, or all there are. */
function reportLacking(id: string, briefs: readonly Brief[], areNamed: boolean, diagnostics: Diagnostics): void {
  const names = briefs.map((brief) => brief.id);
  const several = areNamed ? `the briefs ${names.join(', ')} have no edition ${id}` : `no brief has an edition ${id}`;
  const message = names.length === 1 ? `the brief ${names[0]} has no edition ${id}` : several;
  const ids = [...new Set(briefs.flatMap(({ editions }) => editions.map((each) => each.id)))];
  diagnostics.error('edition/unknown', message, undefined, didYouMean(id, ids) ?? `editions are ${ids.join(', ')}`);
}

/** Reports that the briefs disagree on what an edition is about; one new edition is about one new release. */
export function checkOne(found: readonly Found[], id: string, diagnostics: Diagnostics): boolean {
  const of = (pick: (one: Found) => string): string[] => [...new Set(found.map(pick))];
  const datasets = of(({ brief }) => brief.dataset.id);
  const releases = of(({ edition }) => edition.release);
  if (datasets.length === 1 && releases.length === 1) return true;
  const [what, names] = datasets.length > 1 ? ['datasets', datasets] : ['releases', releases];
  const briefs = found.map(({ brief }) => brief.id).join(', ');
  const message = `the edition ${id} is about several ${what}: ${names.join(', ')}`;
  diagnostics.error('edition/several', message, undefined, `name the brief with --brief: one of ${briefs}`);
  return false;
}

/**
 * The period of the new release: the one asked for, else the one that the id of the edition names, else that of the old
 * one if the release `before` it has the same, as forecasts of one harvest have, else the one that follows. A total since January stays one: after `2025-M01..2025-M10`, the id `2025-m11` means `2025-M01..2025-M11`.
 */
export function periodOf(
  { id, period }: EditionRequest,
  old: Release,
  before: Release | undefined,
  diagnostics: Diagnostics,
): Period | undefined {
  if (period !== undefined) {
    const asked = parsePeriod(period);
    if (!asked) diagnostics.error('dataset/bad-period', `${period} is not a period`, undefined, periodHint(period));
    return asked;
  }
  const named = parsePeriod(id.toUpperCase());
  if (!named && before?.period.text === old.period.text) return old.period;
  const next = named ? asTotal(named, old.period) : nextPeriod(old.period);
  if (!next) {
    const message = `no period follows ${old.period.text}, that of ${old.id}, and the id ${id} names none`;
    diagnostics.error('edition/no-period', message, undefined, 'give the period of the new release with --period');
  }
  return next;
}

/** A period as the end of a total, if the old release is about one that ends in a period of this kind. */
function asTotal(named: Period, old: Period): Period {
  const [start = '', end] = old.text.split('..');
  if (end === undefined || parsePeriod(end)?.kind !== named.kind) return named;
  const years = Number(named.text.slice(0, 4)) - Number(end.slice(0, 4));
  const first = shiftedYears({ text: start }, years);
  return (first && parsePeriod(`${first.text}..${named.text}`)) ?? named;
}
