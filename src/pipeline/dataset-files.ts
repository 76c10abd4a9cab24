import { sha256 } from '../core/machine/hash.ts';
import { datapackage, eventsCsv, observationsCsv, releasesCsv } from '../dataset/export.ts';
import { eventsIn } from '../dataset/slice.ts';
import { jsonText } from './brief-json.ts';
import type { CommittedFile } from './edition-files.ts';
import { type EditionSource, topOf } from './edition-source.ts';
import { VERSION } from './version.ts';

/** The folder next to the editions of a brief that holds its whole dataset. No edition has this id. */
export const DATASET_FOLDER = 'data';

/**
 * The whole dataset of each brief, once next to its editions: what each release has stated up to now, while the files of an
 * edition end at its date.
 */
export function datasetFiles(sources: readonly EditionSource[]): CommittedFile[] {
  const firsts = new Map(sources.map((source) => [source.brief.id, source]));
  return [...firsts.values()].flatMap(({ brief, head, edition: { dataset } }) => {
    const folder = `${topOf(head.draft)}/${brief.id}/${DATASET_FOLDER}`;
    const files = new Map([
      ['datapackage.json', jsonText(datapackage(dataset))],
      ...(eventsIn(dataset).length > 0 ? [['events.csv', eventsCsv(dataset)] as const] : []),
      ['observations.csv', observationsCsv(dataset)],
      ['releases.csv', releasesCsv(dataset)],
    ]);
    const outputs = Object.fromEntries([...files].map(([name, content]) => [name, sha256(Buffer.from(content))]));
    const manifest = jsonText({ assay: VERSION, brief: brief.id, dataset: dataset.id, outputs });
    return [...files, ['manifest.json', manifest] as const].map(([name, content]) => ({
      path: `${folder}/${name}`,
      content,
    }));
  });
}
