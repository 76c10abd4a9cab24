import { isMap, isNode, isSeq, type YAMLMap } from 'yaml';
import { keyOf, scalarsIn, YamlEdit } from '../core/files/yaml-edit.ts';
import { proposedItem } from './proposal-text.ts';
import type { Proposal } from './proposals.ts';

/** The head of a `relations.yaml` that did not exist. */
const HEAD = `# What must hold between the figures. Rules with "proposed" were found by a search, and judge no figure yet:
# "assay relations accept ID" or "assay relations reject ID".
relations:
`;

/** The head of a new `relations.yaml`, with the schema for editors where the `dataset.yaml` next to it names its own. */
function headFor(dataset: string): string {
  const [first = ''] = dataset.split('\n', 1);
  const names = first.startsWith('# yaml-language-server:') && first.includes('dataset.schema.json');
  return names ? `${first.replace('dataset.schema.json', 'relations.schema.json')}\n${HEAD}` : HEAD;
}

/**
 * A `relations.yaml` with more rules at its end; comments and layout stay. Without a text, a new file next to a
 * `dataset.yaml`.
 */
export function withProposals(
  text: string | undefined,
  proposals: readonly Proposal[],
  { locale, dataset }: { readonly locale: string; readonly dataset: string },
): string {
  const items = proposals.map((proposal) => proposedItem(proposal, locale));
  if (text === undefined) return headFor(dataset) + items.map((lines) => itemText(lines, '  - ')).join('');
  const edit = new YamlEdit(text);
  const list = relationsIn(edit)?.list;
  if (!isSeq(list) || list.items.length === 0) {
    const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
    return `${before}\nrelations:\n${items.map((lines) => itemText(lines, '  - ')).join('')}`;
  }
  for (const lines of items) edit.addItem(list, list.flow ? flowItem(lines) : lines.join(`\n${indentOf(text, list)}`));
  return edit.text;
}

function itemText([first = '', ...rest]: readonly string[], lead: string): string {
  return `${lead}${first}\n${rest.map((line) => `${' '.repeat(lead.length)}${line}\n`).join('')}`;
}

function flowItem(lines: readonly string[]): string {
  return `{ ${lines.filter((line) => !line.startsWith('#')).join(', ')} }`;
}

/** The spaces before the keys of the last item of a list in block style. */
function indentOf(text: string, list: { readonly items: readonly unknown[] }): string {
  const last = list.items.at(-1);
  const start = isMap(last) ? (last.range?.[0] ?? 0) : 0;
  return ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
}

/** The text after a decision, or why there is none, with the ids of the rules that can be decided. */
export type Decision =
  { readonly text: string } | { readonly problem: 'unknown' | 'not proposed'; readonly ids: readonly string[] };

/** A `relations.yaml` in which a person has accepted or rejected a proposed rule. */
export function decided(text: string, id: string, isAccepted: boolean): Decision {
  const edit = new YamlEdit(text);
  const items = relationsIn(edit)?.items ?? [];
  const proposed = items.filter((item) => item.items.some((pair) => keyOf(pair) === 'proposed'));
  const idOf = (item: YAMLMap): string => scalarsIn(item).find(({ key }) => key === 'id')?.text ?? '';
  const ids = proposed.map(idOf);
  const item = proposed.find((one) => idOf(one) === id);
  if (!item) return { problem: items.some((one) => idOf(one) === id) ? 'not proposed' : 'unknown', ids };
  const state = item.items.find((pair) => keyOf(pair) === 'proposed')?.value;
  if (isAccepted) edit.removeKey(item, 'proposed');
  else if (isNode(state)) edit.replace(state, 'rejected');
  return { text: edit.text };
}

function relationsIn(edit: YamlEdit): { readonly list: unknown; readonly items: readonly YAMLMap[] } | undefined {
  const root = edit.document.contents;
  const list: unknown = isMap(root) ? root.items.find((pair) => keyOf(pair) === 'relations')?.value : undefined;
  return isSeq(list) ? { list, items: list.items.filter((item) => isMap(item)) } : undefined;
}
