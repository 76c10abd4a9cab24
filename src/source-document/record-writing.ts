import { isMap } from 'yaml';
import { YamlEdit } from '../core/files/yaml-edit.ts';
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
