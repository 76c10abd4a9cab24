import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { keyOf, scalarsIn, YamlEdit } from '../core/files/yaml-edit.ts';
import { MEASURES } from '../dataset/address.ts';
import { UNFILLED } from '../dataset/unfilled.ts';
import { blankClaim, blankFigure } from './blank-figure.ts';
import { blankDay, movedRelease, movedText, type NextRelease } from './next-release.ts';

/** Keys of a record that say something about one figure of the old release only. */
const OF_ONE_FIGURE = ['corrected', 'evidence', 'corrected_on', 'note', 'words'];

/** Keys that hold a period or the id of a release. */
const MOVED: ReadonlySet<string> = new Set(['period', 'base', 'since', 'as_in']);

/**
 * A release in YAML with the records of an older one, all still to be filled in. Comments, layout and places in the
 * source stay; periods move on, and so do the releases of its source that it names.
 */
export function releaseSkeleton(text: string, next: NextRelease): string {
  const edit = new YamlEdit(text);
  const { contents } = edit.document;
  if (!isMap(contents)) return text;
  for (const pair of contents.items) {
    const key = keyOf(pair);
    if (key === 'release') blankHead(edit, pair.value, next);
    if (key === 'observations' && isMap(pair.value))
      for (const { value } of pair.value.items)
        if (isSeq(value)) for (const record of value.items) if (isMap(record)) blankRecord(edit, record, next);
    if (key === 'tables' && isSeq(pair.value))
      for (const table of pair.value.items) if (isMap(table)) blankTable(edit, table, next);
    if (key === 'unrevised' && isSeq(pair.value))
      for (const claim of pair.value.items) if (isMap(claim)) blankUnrevised(edit, claim, next);
  }
  return edit.text;
}

function blankHead(edit: YamlEdit, head: unknown, next: NextRelease): void {
  const known: Readonly<Record<string, string>> = { id: next.id, period: next.period.text };
  for (const { key, node } of scalarsIn(head)) {
    if (key in known) edit.replace(node, known[key] ?? '');
    else if (key === 'published') edit.replace(node, blankDay(next));
    else if (['title', 'url', 'announced', 'next_release'].includes(key)) edit.replace(node, UNFILLED);
  }
  const titles = isMap(head) ? head.get('title', true) : undefined;
  if (isMap(titles)) edit.replace(titles, UNFILLED);
}

function blankRecord(edit: YamlEdit, record: YAMLMap, next: NextRelease): void {
  const scalars = scalarsIn(record);
  const isPair = scalars.some(({ key }) => key === 'level');
  for (const { key, node, text } of scalars) {
    if (key === 'claim') edit.replace(node, blankClaim(text));
    else if (isPair && key === 'from') edit.replace(node, blankFigure(text));
    else if (MEASURES.some((measure) => measure === key)) edit.replace(node, blankFigure(text));
    else if (MOVED.has(key)) move(edit, node, text, next);
  }
  for (const key of OF_ONE_FIGURE) edit.removeKey(record, key);
}

function move(edit: YamlEdit, node: Node, text: string, next: NextRelease): void {
  edit.replace(node, movedText(text, next) ?? movedRelease(text, next));
}

/** Somebody has to confirm the claim, which has no figure: its release is what is still to be filled in. */
function blankUnrevised(edit: YamlEdit, claim: YAMLMap, next: NextRelease): void {
  for (const { key, node, text } of scalarsIn(claim))
    if (key === 'since') edit.replace(node, `${UNFILLED} ${movedRelease(text, next)}`);
  for (const { key, value } of claim.items)
    if (isScalar(key) && key.value === 'periods' && isSeq(value))
      for (const period of value.items) if (isScalar(period)) move(edit, period, String(period.value), next);
}

function blankTable(edit: YamlEdit, table: YAMLMap, next: NextRelease): void {
  for (const pair of table.items) {
    const key = keyOf(pair);
    if (key === 'columns' && isSeq(pair.value)) {
      for (const column of pair.value.items) {
        if (isScalar(column)) move(edit, column, String(column.value), next);
        for (const { key: part, node, text } of scalarsIn(column)) if (MOVED.has(part)) move(edit, node, text, next);
      }
    }
    if (key === 'rows')
      for (const { node, text } of scalarsIn(pair.value))
        edit.replace(
          node,
          text.replaceAll(/\S+/g, (cell) => (cell === '..' ? cell : UNFILLED)),
        );
  }
}
