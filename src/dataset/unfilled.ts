import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { DataFile, DataValue } from '../core/files/data-file.ts';
import { childPointer } from '../core/files/json-pointer.ts';

/** Stands in a release for what somebody still has to type. */
export const UNFILLED = 'TODO';

/** At most this many are reported one by one in a file: the first ones say where to go on. */
const MOST_REPORTED = 8;

/** What no release does without. */
const REQUIRED: ReadonlySet<string> = new Set(['id', 'source', 'published', 'period'].map((key) => `/release/${key}`));

/** Texts for the people who keep the data: they may say anything. */
const REMARKS: ReadonlySet<string> = new Set(['note', 'words']);

/** Whether a text still has to be filled in. */
export function isUnfilled(text: string): boolean {
  return /(?:^|[^A-Za-z])TODO(?![A-Za-z])/.test(text);
}

interface Gap {
  readonly pointer: string;
  readonly name: string;
  readonly place: Place;
}

/** A release file in which what is still to be filled in has been reported, and is read no further. */
export function withoutUnfilled(data: DataFile, diagnostics: Diagnostics): DataFile {
  const gaps = gapsIn(data);
  if (gaps.length === 0) return data;
  for (const { name, place, pointer } of gaps.slice(0, MOST_REPORTED)) {
    const otherwise = ' as it is printed; remove the entry if the release does not state it';
    const hint = `type it in place of ${UNFILLED}${REQUIRED.has(pointer) ? '' : otherwise}`;
    diagnostics.error('dataset/unfilled', `${name} is still to be filled in`, place, hint);
  }
  const [next] = gaps.slice(MOST_REPORTED);
  if (next) {
    const rest = gaps.length - MOST_REPORTED;
    const message =
      rest === 1 ? `${next.name} is still to be filled in` : `${rest} more entries are still to be filled in`;
    diagnostics.error('dataset/unfilled', message, next.place, `look for ${UNFILLED} from here on`);
  }
  return { ...data, reported: new Set([...data.reported, ...gaps.map(({ pointer }) => pointer)]) };
}

function gapsIn(data: DataFile): Gap[] {
  const gaps: Gap[] = [];
  const visit = (value: DataValue, pointer: string, path: readonly string[]): void => {
    if (typeof value === 'string') return;
    for (const [key, entry] of Object.entries(value)) {
      const [child, inner] = [childPointer(pointer, key), [...path, key]];
      if (typeof entry !== 'string') visit(entry, child, inner);
      else if (!REMARKS.has(key) && isUnfilled(entry)) {
        gaps.push({ pointer: child, name: nameOf(inner), place: data.placeOf(value, keyIn(value, key)) });
      }
    }
  };
  visit(data.value, '', []);
  return gaps.toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
}

/** Entries of lists are found by their index. */
function keyIn(container: DataValue, key: string): string | number {
  return Array.isArray(container) ? Number(key) : key;
}

/** What is to be filled in, in words: `the growth of output.copper`. */
function nameOf(path: readonly string[]): string {
  const [part = '', ...rest] = path;
  const key = rest.at(-1) ?? part;
  if (part === 'observations') return `the ${key} of ${rest[0] ?? ''}`;
  if (part === 'tables') return rest.includes('rows') ? `the row of ${key}` : `the ${key} of a table`;
  if (part === 'unrevised') return 'the claim of no revisions';
  return part === 'release' ? (HEAD[key] ?? `the ${key} of the release`) : `the ${key}`;
}

const HEAD: Readonly<Record<string, string>> = {
  published: 'the day on which the release was published',
  announced: 'the day on which the figures were announced',
  next_release: 'the day on which the next release is due',
  url: 'the web address of the release',
};
