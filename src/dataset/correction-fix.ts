import { isMap, type Node, visit, type YAMLMap } from 'yaml';
import type { Fix } from '../core/diagnostics/fix.ts';
import { lineStart } from '../core/diagnostics/source-file.ts';
import { keyOf, YamlEdit } from '../core/files/yaml-edit.ts';
import { MEASURES } from './address.ts';
import type { Observation } from './model.ts';

/**
 * The change of a release in YAML that adds a correction with its evidence to the record of a statement. Undefined where
 * the statement has no record of its own, as in a table, or one that is corrected already.
 */
export function correctionFix({ place, address }: Observation, corrected: string, evidence: string): Fix | undefined {
  const { file } = place;
  if (!/\.ya?ml$/.test(file.path)) return undefined;
  const edit = new YamlEdit(file.text);
  const record = recordAt(edit, lineStart(file, place.line) + place.column - 1);
  const keys = new Set(record?.items.map(keyOf));
  if (!record || keys.has('corrected') || !MEASURES.some((measure) => keys.has(measure))) return undefined;
  edit.addKey(record, 'corrected', corrected);
  edit.addKey(record, 'evidence', evidence);
  // Both stand at the end of the record: hosts take one change there.
  const text = edit.edits.map((one) => one.text).join('');
  const [first] = edit.edits;
  return first && { says: `correct ${address} to ${corrected}`, edits: [{ file, ...first, text }] };
}

/** The innermost mapping around an offset. */
function recordAt({ document }: YamlEdit, offset: number): YAMLMap | undefined {
  let found: YAMLMap | undefined;
  visit(document, {
    Map: (_, map) => {
      const [start = 0, end = 0] = (map as Node).range ?? [];
      if (start > offset || end < offset) return visit.SKIP;
      if (isMap(map)) found = map;
      return undefined;
    },
  });
  return found;
}
