import { isMap, isSeq, type YAMLSeq } from 'yaml';
import { listText } from '../core/diagnostics/source-text.ts';
import { inYaml } from '../core/diagnostics/quoting.ts';
import { scalarsIn, YamlEdit } from '../core/files/yaml-edit.ts';
import type { SourceRecord } from './source-record.ts';

/** What a stored source is noted with. What is undefined stays as it is. */
export interface SourceFacts {
  readonly sha256: string;
  readonly url: string | undefined;
  readonly retrieved: string;
  readonly licence: string | undefined;
  readonly keep: SourceRecord['keep'];
  readonly excerpts: readonly string[] | undefined;
}

const HEAD = '# yaml-language-server: $schema=../data/schema/source.schema.json\n';

/** The text of a record with new facts; what else stands in it stays, with its comments. Without a text a new record. */
export function withFacts(before: string | undefined, { excerpts, ...facts }: SourceFacts): string {
  const entries = Object.entries({ ...facts, ...(facts.keep === 'excerpts' && { excerpts }) });
  // A mapping must have an entry for others to come behind it.
  const start = before ?? `${HEAD}keep: ${facts.keep}\n`;
  const edit = new YamlEdit(facts.keep === 'excerpts' ? start : withoutExcerpts(start));
  const { contents } = edit.document;
  if (!isMap(contents)) throw new TypeError('a record that was read is a mapping');
  for (const [key, value] of entries) if (value !== undefined) edit.setKey(contents, key, value);
  return edit.text;
}

function withoutExcerpts(text: string): string {
  const edit = new YamlEdit(text);
  if (isMap(edit.document.contents)) edit.removeKey(edit.document.contents, 'excerpts');
  return edit.text;
}

/** Figures that are not taken, as a record lists them. */
export interface LeftOut {
  readonly at: string;
  readonly count: number;
}

/** How the reasons begin that imports write. */
const LEFT_OUT = 'left out by data/';

/** Why figures are not taken that mappings leave out. */
export function leftOutBy(mappings: readonly string[]): string {
  return `left out by ${listText(mappings)}`;
}

/**
 * The text of a record which lists the figures that imports leave out, in place of those that it listed so before, and names the language in which the source was read, if that is to be named. Without a text a new record; undefined if it would
 * hold nothing.
 */
export function withLeftOut(
  before: string | undefined,
  {
    reason,
    figures,
    language,
  }: { readonly reason: string; readonly figures: readonly LeftOut[]; readonly language?: string | undefined },
): string | undefined {
  if (before === undefined && figures.length === 0 && language === undefined) return undefined;
  const edit = new YamlEdit(withoutLeftOut(before ?? `${HEAD}keep: text\n`));
  const { contents } = edit.document;
  if (!isMap(contents)) throw new TypeError('a record that was read is a mapping');
  if (language !== undefined) edit.setKey(contents, 'language', language);
  const items = figures.map(({ at, count }) => `{ at: ${inYaml(at)}, count: ${count}, reason: ${inYaml(reason)} }`);
  const list = contents.get('not_taken');
  if (isSeq(list)) for (const item of items) edit.addItem(list, item);
  else if (items.length > 0) edit.addKey(contents, 'not_taken', items.map((item) => `\n  - ${item}`).join(''));
  return edit.text;
}

/** Without the figures that imports left out. */
function withoutLeftOut(text: string): string {
  const edit = new YamlEdit(text);
  const { contents } = edit.document;
  const list = isMap(contents) ? contents.get('not_taken') : undefined;
  if (!isMap(contents) || !isSeq(list)) return text;
  const own = (list as YAMLSeq).items.find((item) =>
    scalarsIn(item).some((one) => one.key === 'reason' && one.text.startsWith(LEFT_OUT)),
  );
  if (own === undefined) return text;
  if (list.items.length === 1) edit.removeKey(contents, 'not_taken');
  else edit.removeItem(list, own);
  return withoutLeftOut(edit.text);
}
