import type { LocaleId } from '../language/locales.ts';
import { listBriefs, loadReadableBrief } from '../brief/brief-folder.ts';
import type { Brief } from '../brief/brief.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { listDatasets, loadReadable } from '../dataset/dataset-folder.ts';
import { openEdition } from '../dataset/edition.ts';
import { readJson } from './edition-files.ts';
import type { EditionHead } from './edition-source.ts';
import { type Fingerprint, fingerprintOfBrief, fingerprintOfEdition, type Input } from './fingerprint.ts';

/** What stands in a root folder. */
export interface Listing {
  readonly datasets: readonly ListedDataset[];
  readonly briefs: readonly ListedBrief[];
}

export interface ListedDataset {
  readonly id: string;
  /** How many releases could be read. */
  readonly releases: number;
  /** Whether it has no mistake. */
  readonly isSound: boolean;
}

export interface ListedBrief {
  readonly id: string;
  readonly dataset: string;
  readonly locales: readonly string[];
  readonly papers: readonly string[];
  readonly flavours: readonly string[];
  /** Whether `brief.yaml` and the files next to it have no mistake; else what they say may be missing. */
  readonly isSound: boolean;
  readonly editions: readonly ListedEdition[];
}

/** An edition in one language. */
export interface ListedEdition {
  readonly id: string;
  readonly locale: LocaleId;
  /** Whether what `out/` has of it is as a build of the present files would print it, otherwise, or nothing. */
  readonly state: 'current' | 'stale' | 'missing';
  /** Files that are new, gone or otherwise than when it was built; none where only the program or a font is. */
  readonly changed: readonly string[];
}

/** Lists datasets, briefs and editions, and which of them a build would print again. It tests no figure. */
export async function listRoot(workspace: Workspace): Promise<Listing> {
  const [datasets, briefs] = await Promise.all([listDatasets(workspace), listBriefs(workspace)]);
  return {
    datasets: await Promise.all(datasets.map((id) => listedDataset(workspace, id))),
    briefs: (await Promise.all(briefs.map((id) => listedBrief(workspace, id)))).filter((brief) => brief !== undefined),
  };
}

async function listedDataset(workspace: Workspace, id: string): Promise<ListedDataset> {
  const { dataset, isSound } = await loadReadable(workspace, id, new Diagnostics());
  return { id, releases: dataset?.releases.size ?? 0, isSound };
}

async function listedBrief(workspace: Workspace, id: string): Promise<ListedBrief | undefined> {
  const loaded = await loadReadableBrief(workspace, id, new Diagnostics());
  if (!loaded) return undefined;
  const { brief, isSound } = loaded;
  const { dataset } = await loadReadable(workspace, brief.dataset.id, new Diagnostics());
  const perLocale = brief.locales.map((locale) =>
    Promise.all(
      brief.editions.map(async ({ id, release, asOf }) => {
        const edition = dataset && openEdition(dataset, release, asOf, new Diagnostics());
        const now = edition
          ? await fingerprintOfEdition(workspace, brief, edition, locale)
          : await fingerprintOfBrief(workspace, brief, locale, dataset);
        return listedEdition(workspace, brief, id, { locale, now });
      }),
    ),
  );
  return {
    id,
    dataset: brief.dataset.id,
    locales: brief.locales,
    papers: brief.papers,
    flavours: brief.flavours,
    isSound,
    editions: (await Promise.all(perLocale)).flat(),
  };
}

interface Present {
  readonly locale: LocaleId;
  readonly now: Fingerprint;
}

async function listedEdition(
  workspace: Workspace,
  brief: Brief,
  id: string,
  { locale, now }: Present,
): Promise<ListedEdition> {
  const files = await workspace.files(`out/${brief.id}/${id}/${locale}`);
  const manifests = files.filter((file) => file.endsWith('/manifest.json'));
  const built = await Promise.all(
    manifests.map((file) => readJson<Fingerprint & Pick<EditionHead, 'draft'>>(workspace, file)),
  );
  const old = built.find(({ fingerprint, draft }) => draft || fingerprint !== now.fingerprint);
  const state = old ? 'stale' : built.length > 0 ? 'current' : 'missing';
  return { id, locale, state, changed: old ? changedFiles(inputsOf(old), now.inputs) : [] };
}

/** The inputs of a manifest; anything else that stands there is passed over. */
function inputsOf({ inputs }: Partial<Fingerprint>): Input[] {
  const all: readonly unknown[] = Array.isArray(inputs) ? inputs : [];
  return all.filter((input): input is Input => typeof (input as Input | null)?.path === 'string');
}

function changedFiles(before: readonly Input[], now: readonly Input[]): string[] {
  const [old, present] = [before, now].map((inputs) => new Map(inputs.map(({ path, sha256 }) => [path, sha256])));
  const paths = [...new Set([...before, ...now].map(({ path }) => path))].filter((path) => !path.startsWith('fonts/'));
  return paths.filter((path) => old?.get(path) !== present?.get(path)).sort();
}
