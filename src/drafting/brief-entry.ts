import { isMap, isSeq } from 'yaml';
import { scalarsIn, YamlEdit } from '../core/files/yaml-edit.ts';

/** What `brief.yaml` is to say about a new edition. */
export interface BriefEntry {
  /** Id of the edition that it is modelled on. */
  readonly from: string;
  readonly id: string;
  readonly release: string;
  /** The date that ends the older edition where it has none, so that it stays as it is; else undefined. */
  readonly endsOld: string | undefined;
}

/** A `brief.yaml` with a further edition, written as the older one is. The rest of the file stays as it is. */
export function withEdition(text: string, { from, id, release, endsOld }: BriefEntry): string {
  const copy = new YamlEdit(text);
  const [, old] = editionsOf(copy, from);
  const edit = new YamlEdit(text);
  const [list, item] = editionsOf(edit, from);
  if (!old || !list || !item) return text;
  for (const { key, node } of scalarsIn(old)) {
    if (key === 'id') copy.replace(node, id);
    if (key === 'release') copy.replace(node, release);
  }
  // When the edition after the new one is expected, nobody has said yet.
  for (const key of ['as_of', 'next_edition']) copy.removeKey(old, key);
  if (endsOld !== undefined) edit.addKey(item, 'as_of', endsOld);
  edit.addItem(list, copy.textOf(old));
  return edit.text;
}

function editionsOf({ document: { contents } }: YamlEdit, id: string) {
  const list = isMap(contents) ? contents.get('editions', true) : undefined;
  if (!isSeq(list)) return [];
  const item = list.items
    .filter(isMap)
    .find((each) => scalarsIn(each).some(({ key, text }) => key === 'id' && text === id));
  return [list, item] as const;
}
