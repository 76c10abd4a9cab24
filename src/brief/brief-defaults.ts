import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { compareText, groupBy } from '../core/diagnostics/text-order.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { listDatasets, loadReadable } from '../dataset/dataset-folder.ts';
import type { Dataset, Release } from '../dataset/model.ts';
import { LOCALE_IDS, type LocaleId, parseLocale } from '../language/locales.ts';
import { type BriefInput, EDITION_ID } from './brief-schema.ts';

/** What a brief says, with what `brief.yaml` leaves out taken from the dataset. */
export interface WholeInput extends BriefInput {
  readonly title: NonNullable<BriefInput['title']>;
  readonly dataset: string;
  readonly editions: NonNullable<BriefInput['editions']>;
  readonly locales: NonNullable<BriefInput['locales']>;
}

/**
 * Fills in what a brief leaves out. Its dataset is that of its name, or the only one; title and languages are those of
 * the dataset, and there is an edition for each release of the sources of the highest rank. A dataset that cannot be read
 * is not reported: whoever reads it does that.
 */
export async function withDefaults(
  workspace: Workspace,
  id: string,
  input: BriefInput,
  { place, diagnostics }: { readonly place: Place; readonly diagnostics: Diagnostics },
): Promise<WholeInput> {
  const named = input.dataset ?? (await datasetOf(workspace, id, place, diagnostics));
  const { title, editions, locales } = input;
  if (title && editions && locales) return { ...input, title, editions, locales, dataset: named };
  const known = named === '' || !(await listDatasets(workspace)).includes(named) ? undefined : named;
  const { dataset } = known === undefined ? {} : await loadReadable(workspace, known, new Diagnostics());
  return {
    ...input,
    dataset: named,
    title: title ?? Object.fromEntries(dataset?.title ?? []),
    editions: editions ?? editionsOf(dataset),
    locales: locales ?? localesOf(dataset, place, diagnostics),
  };
}

async function datasetOf(workspace: Workspace, id: string, place: Place, diagnostics: Diagnostics): Promise<string> {
  const ids = await listDatasets(workspace);
  const [only] = ids;
  if (ids.includes(id)) return id;
  if (only !== undefined && ids.length === 1) return only;
  const hint =
    ids.length === 0 ? `write data/${id}/dataset.yaml` : `name one in brief.yaml, as in dataset: ${only ?? id}`;
  diagnostics.error('schema/missing-key', `the brief ${id} names no dataset, and none has its name`, place, hint);
  return '';
}

function localesOf(dataset: Dataset | undefined, place: Place, diagnostics: Diagnostics): LocaleId[] {
  if (!dataset) return LOCALE_IDS.slice(0, 1);
  const known = dataset.locales.flatMap((tag) => parseLocale(tag) ?? []);
  if (known.length > 0) return known;
  const message = `Assay has words for none of the languages of the dataset: ${dataset.locales.join(', ')}`;
  diagnostics.error('schema/missing-key', message, place, `name one in brief.yaml, as in locales: [${LOCALE_IDS[0]}]`);
  return LOCALE_IDS.slice(0, 1);
}

/** An edition for each release of the sources of the highest rank, oldest first. */
function editionsOf(dataset: Dataset | undefined): WholeInput['editions'] {
  const all = [...(dataset?.releases.values() ?? [])];
  const highest = Math.min(...all.map(({ source }) => source.rank));
  const own = all.filter(({ source }) => source.rank === highest);
  const alike = groupBy(own, editionId);
  return own
    .toSorted((a, b) => compareText(a.published, b.published) || compareText(a.id, b.id))
    .map((release) => {
      const id = editionId(release);
      return { id: alike.get(id)?.length === 1 && EDITION_ID.test(id) ? id : release.id, release: release.id };
    });
}

/** The id of the edition on a release that no `brief.yaml` lists: its period. */
export function editionId({ period }: Pick<Release, 'period'>): string {
  return period.text.toLowerCase().replace('/', '-');
}
