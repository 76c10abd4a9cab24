import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { compareText } from '../core/diagnostics/text-order.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { type Catalogue, readCatalogue } from './catalogue.ts';
import { readEvents } from './events.ts';
import { checkEvidence } from './evidence.ts';
import type { Dataset, EventRecord, Release } from './model.ts';
import { readRelease, type ReleaseDraft } from './release.ts';
import { warnOfUnread } from '../core/files/unread-files.ts';
import type { DataFile } from '../core/files/data-file.ts';
import { readYaml } from '../core/files/yaml-file.ts';

/** The folder that holds the datasets. */
const DATA = 'data';

/** The files that a dataset is read from. */
const FILES = ['dataset.yaml', 'relations.yaml', 'events.yaml', 'releases/*.yaml'];

/** Ids of the datasets below the root folder, sorted: the folders in `data/` with a `dataset.yaml`. */
export async function listDatasets(workspace: Workspace): Promise<string[]> {
  const folders = await workspace.folders(DATA);
  const isDataset = await Promise.all(folders.map((id) => workspace.exists(`${DATA}/${id}/dataset.yaml`)));
  return folders.filter((_, index) => isDataset[index]);
}

/**
 * Reads `data/ID/dataset.yaml`, every file in `data/ID/releases/` and `events.yaml` if it exists. It reports all mistakes
 * in all files. Undefined if any of them is an error, because later stages would report its consequences.
 */
export async function loadDataset(
  workspace: Workspace,
  id: string,
  diagnostics: Diagnostics,
): Promise<Dataset | undefined> {
  const { dataset, isSound } = await loadReadable(workspace, id, diagnostics);
  return isSound ? dataset : undefined;
}

/** Reads a dataset as `loadDataset` does, and returns what could be read of it even if there are mistakes. */
export async function loadReadable(
  workspace: Workspace,
  id: string,
  diagnostics: Diagnostics,
): Promise<{ readonly dataset: Dataset | undefined; readonly isSound: boolean }> {
  const own = new Diagnostics();
  const dataset = await readDataset(workspace, id, own);
  diagnostics.include(own);
  return { dataset, isSound: !own.failed };
}

async function readDataset(workspace: Workspace, id: string, diagnostics: Diagnostics): Promise<Dataset | undefined> {
  const folder = `${DATA}/${id}`;
  const catalogueFile = await readFile(workspace, `${folder}/dataset.yaml`, diagnostics);
  const catalogue = catalogueFile && readCatalogue(catalogueFile, diagnostics);
  const yamls = (await workspace.files(folder)).filter((path) => /\.ya?ml$/.test(path));
  const paths = yamls.filter((path) => path.startsWith(`${folder}/releases/`));
  const others = { folder, files: yamls.filter((path) => !paths.includes(path)), known: FILES };
  warnOfUnread(others, 'dataset/unread-file', diagnostics);
  if (catalogueFile && paths.length === 0) {
    const hint = 'a release is a YAML file in it, with the keys release and observations';
    diagnostics.error('schema/empty', 'the dataset has no releases', `${folder}/releases`, hint);
  }
  const files = await Promise.all(paths.map((path) => readFile(workspace, path, diagnostics)));
  const drafts = files.filter((file) => file !== undefined).map((file) => readRelease(file, catalogue, diagnostics));
  reportDuplicateIds(drafts, diagnostics);
  const byId = new Map(drafts.map((draft) => [draft.id ?? '', draft]));
  const complete = drafts.length === paths.length && drafts.every((draft) => draft.id !== undefined);
  const citations = drafts.flatMap((draft) => draft.citations);
  checkEvidence(citations, byId, complete, diagnostics);
  const eventsPath = `${folder}/events.yaml`;
  const eventsFile = (await workspace.exists(eventsPath)) && (await readFile(workspace, eventsPath, diagnostics));
  const events = eventsFile ? readEvents(eventsFile, catalogue, byId, complete, diagnostics) : [];
  return catalogue && assemble(id, catalogue, drafts, events);
}

async function readFile(workspace: Workspace, path: string, diagnostics: Diagnostics): Promise<DataFile | undefined> {
  const file = await workspace.readText(path, diagnostics);
  return file && readYaml(file, diagnostics);
}

function reportDuplicateIds(drafts: readonly ReleaseDraft[], diagnostics: Diagnostics): void {
  const first = new Map<string, ReleaseDraft>();
  for (const draft of drafts) {
    if (draft.id === undefined) continue;
    const earlier = first.get(draft.id)?.place;
    if (earlier) {
      const message = `the release ${draft.id} is also in ${earlier.file.path}:${earlier.line}`;
      diagnostics.error('dataset/duplicate-release', message, draft.place, 'give one of them another id');
    } else first.set(draft.id, draft);
  }
}

function assemble(
  id: string,
  catalogue: Catalogue,
  drafts: readonly ReleaseDraft[],
  events: readonly EventRecord[],
): Dataset {
  const { declaredIndicators: _, declaredConditions: __, declaredDimensions: ___, ...declared } = catalogue;
  const releases = drafts.map((draft) => draft.release).filter((release): release is Release => release !== undefined);
  const sorted = releases.sort((a, b) => compareText(a.id, b.id));
  return {
    ...declared,
    id,
    releases: new Map(sorted.map((release) => [release.id, release])),
    events: new Map(events.map((event) => [event.id, event])),
  };
}
