import type { DataFile, DataValue } from '../core/files/data-file.ts';
import { childPointer } from '../core/files/json-pointer.ts';

/** What a release says, besides who published it and when. */
const BODY: ReadonlySet<string> = new Set(['observations', 'tables', 'unrevised']);

/** The releases by id that `dataset.yaml` itself holds under `releases`, each as a file of its own would hold it. */
export function inlineReleases(yaml: DataFile): ReadonlyMap<string, DataFile> {
  const releases = mappingIn(mappingIn(yaml.value)?.['releases']);
  const found = new Map<string, DataFile>();
  for (const [id, entry] of Object.entries(releases ?? {})) {
    const own = mappingIn(entry);
    if (releases && own) found.set(id, releaseOf(yaml, releases, id, own));
  }
  return found;
}

type Mapping = { [key: string]: DataValue };

function releaseOf(yaml: DataFile, releases: Mapping, id: string, own: Mapping): DataFile {
  const head: Mapping = Object.assign(mapping(), { id });
  const value: Mapping = Object.assign(mapping(), { release: head });
  for (const [key, part] of Object.entries(own)) (BODY.has(key) ? value : head)[key] = part;
  const placeOf: DataFile['placeOf'] = (container, entry, part) => {
    if (container === head && entry === 'id') return yaml.placeOf(releases, id, 'key');
    // A key that the whole release lacks is reported at the release.
    if (container === value && (entry === 'release' || entry === '')) return yaml.placeOf(releases, id, 'key');
    return yaml.placeOf(container === head || container === value ? own : container, entry, part);
  };
  return { file: yaml.file, value, reported: reportedIn(yaml, id), placeOf };
}

/** What was reported while reading, by pointers into the release. */
function reportedIn({ reported }: DataFile, id: string): ReadonlySet<string> {
  const within = `${childPointer('/releases', id)}/`;
  const own = [...reported]
    .filter((pointer) => pointer.startsWith(within))
    .map((pointer) => pointer.slice(within.length));
  return new Set(own.flatMap((rest) => (BODY.has(rest.split('/')[0] ?? '') ? [`/${rest}`] : [`/release/${rest}`])));
}

function mapping(): Mapping {
  return Object.create(null) as Mapping;
}

function mappingIn(value: DataValue | undefined): Mapping | undefined {
  return typeof value === 'object' && !Array.isArray(value) ? value : undefined;
}
