import type { Fix } from '../core/diagnostics/fix.ts';
import { lineStart, placeAt } from '../core/diagnostics/source-file.ts';
import { parseYaml, type YamlMapping, type YamlNode } from '../core/files/yaml-nodes.ts';
import { MEASURES } from './address.ts';
import type { Observation } from './model.ts';

/**
 * The change of a release in YAML that adds a correction with its evidence to the record of a statement. Undefined where
 * the statement has no record of its own, as in a table, or one that is corrected already.
 */
export function correctionFix({ place, address }: Observation, corrected: string, evidence: string): Fix | undefined {
  const { file } = place;
  if (!/\.ya?ml$/.test(file.path)) return undefined;
  const record = recordAt(parseYaml(file.text)?.content, lineStart(file, place.line) + place.column - 1);
  const keys = new Set(record?.pairs.map(({ key }) => key.kind === 'text' && key.value));
  const last = record?.pairs.at(-1);
  if (!record || !last || keys.has('corrected') || !MEASURES.some((measure) => keys.has(measure))) return undefined;
  const lineBreak = file.text.includes('\r\n') ? '\r\n' : '\n';
  const isBraced = file.text.charAt(record.start) === '{';
  const separator = isBraced ? ', ' : lineBreak + ' '.repeat(placeAt(file, record.start).column - 1);
  // Both stand at the end of the record: hosts take one change there.
  const { end } = last.value ?? last.key;
  const text = `${separator}corrected: ${corrected}${separator}evidence: ${evidence}`;
  return { says: `correct ${address} to ${corrected}`, edits: [{ file, start: end, end, text }] };
}

/** The innermost mapping around an offset. */
function recordAt(node: YamlNode | undefined, offset: number): YamlMapping | undefined {
  if (!node || node.start > offset || node.end < offset) return undefined;
  const inner = node.kind === 'list' ? node.items : node.kind === 'mapping' ? node.pairs.map(({ value }) => value) : [];
  for (const one of inner) {
    const found = recordAt(one, offset);
    if (found) return found;
  }
  return node.kind === 'mapping' ? node : undefined;
}
