import { namesInLines } from '../chart/kinds/chart-line.ts';
import { inPattern } from '../core/diagnostics/quoting.ts';
import type { SourceFile } from '../core/diagnostics/source-file.ts';
import type { Region } from '../embedding/page-regions.ts';
import { namedTexts } from '../template/named-texts.ts';
import type { NameEdit } from './data-names.ts';
import { KINDS, type NamedKind, type Renaming, renamedAddress } from './new-names.ts';

/** The changes of a template or partial: addresses and ids in its calls, and of an exhibit the text around them. */
export function templateEdits(file: SourceFile, renaming: Renaming): NameEdit[] {
  if (renaming.kind === 'exhibit') return exhibitEdits(file.text, renaming);
  const inCalls = namedTexts(file).flatMap(({ text, kinds, start, end }) =>
    editOf(start, end, text, renamedName(text, renaming, kinds)),
  );
  const inLines = namesInLines(file).flatMap(({ text, start, end }) =>
    editOf(start, end, text, renamedName(text, renaming, KINDS)),
  );
  return [...inCalls, ...inLines].toSorted((a, b) => a.start - b.start);
}

/** Where an exhibit is named: at its fence, and in links. */
function exhibitEdits(text: string, { old, current }: Renaming): NameEdit[] {
  const named = new RegExp(String.raw`(?<=^[ \t>]*:{3,}[^\n]*\{[^}\n]*#|\]\(#)${old}(?=[\s})])`, 'gm');
  return [...text.matchAll(named)].map(({ index }) => ({ start: index, end: index + old.length, text: current }));
}

/** An address, or the id of a source, release or member, alone. */
function renamedName(text: string, renaming: Renaming, kinds: readonly NamedKind[]): string {
  const { kind, old, current } = renaming;
  if (kind !== 'indicator' && text === old) return kinds.includes(kind) ? current : text;
  return kinds.includes('indicator') ? renamedAddress(text, renaming) : text;
}

/** Keys of a chart that hold addresses and ids of indicators. */
const ADDRESS_KEYS: ReadonlySet<string> = new Set(['address', 'of', 'from']);

/** Keys of a chart that list values of its rows. */
const VALUE_KEYS: ReadonlySet<string> = new Set(['domain', 'sort', 'oneOf', 'equal', 'values']);

/** The changes of a chart: addresses in its data, and values of its rows, also those that its expressions quote. */
export function chartEdits(text: string, renaming: Renaming): NameEdit[] {
  if (renaming.kind === 'exhibit') return [];
  let key = '';
  return [...text.matchAll(/"((?:[^"\\\n]|\\.)*)"(\s*:)?/g)].flatMap(({ 1: value = '', 2: colon, index }) => {
    const [start, end] = [index + 1, index + 1 + value.length];
    if (colon !== undefined) {
      key = value;
      return [];
    }
    if (ADDRESS_KEYS.has(key)) return editOf(start, end, value, renamedAddress(value, renaming));
    if (VALUE_KEYS.has(key)) return editOf(start, end, value, renamedName(value, renaming, KINDS));
    return editOf(
      start,
      end,
      value,
      value.replaceAll(/'([^'\\]*)'/g, (_, inner: string) => `'${renamedName(inner, renaming, KINDS)}'`),
    );
  });
}

/** The changes of the markers of a page that ask for a brief. `isOwnEdition` says whether its editions have the ids of releases. */
export function regionEdits(
  { opening, request }: Pick<Region, 'opening' | 'request'>,
  renaming: Renaming,
  isOwnEdition: boolean,
): NameEdit[] {
  const { kind, old, current } = renaming;
  const { member, edition, part } = request;
  const edit = (attribute: string, value: string, other: string): NameEdit[] => {
    const written = new RegExp(String.raw`(?<=(?<!\S)${attribute}="?)${inPattern(value)}(?="?(?!\S))`);
    const at = opening.words.search(written);
    const start = opening.wordsAt + at;
    return at < 0 ? [] : editOf(start, start + value.length, value, other);
  };
  return [
    ...(kind === 'member' && member === old ? edit('member', old, current) : []),
    ...(kind === 'release' && isOwnEdition && edition === old ? edit('edition', old, current) : []),
    ...(kind === 'exhibit' && part?.kind === 'exhibit' && part.id === old
      ? edit('part', `exhibit:${old}`, `exhibit:${current}`)
      : []),
    ...(part?.kind === 'value' ? edit('part', `value:${part.id}`, `value:${renamedAddress(part.id, renaming)}`) : []),
  ];
}

function editOf(start: number, end: number, text: string, renamed: string): NameEdit[] {
  return renamed === text ? [] : [{ start, end, text: renamed }];
}
