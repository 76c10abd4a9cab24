import { parseRelation, type WrittenTerm } from '../assay/relations/grammar.ts';
import { inPattern } from '../core/diagnostics/quoting.ts';
import type { Naming } from '../dataset/naming.ts';
import { indicatorExpression } from '../dataset/address.ts';

/** What can be renamed. */
export const KINDS = ['indicator', 'source', 'release', 'member', 'exhibit'] as const;
export type NamedKind = (typeof KINDS)[number];

/** A name and the one that takes its place, with what follows from it for the ids of indicators. */
export interface Renaming {
  readonly kind: NamedKind;
  readonly old: string;
  readonly current: string;
  /** Of a member, its dimension. */
  readonly dimension?: string | undefined;
  /** The ids of indicators that change. */
  readonly indicators: ReadonlyMap<string, string>;
  /** All ids of indicators of the dataset, as they were. */
  readonly known: readonly string[];
}

/** A pattern that stands for other indicators after the renaming, however it is written. */
export class AmbiguousPattern extends Error {}

/** A text with the names in it replaced. What names nothing that changes stays as it is. */
export function renamedText(text: string, naming: Naming, renaming: Renaming): string {
  switch (naming) {
    case 'indicator':
      return renaming.indicators.get(text) ?? text;
    case 'pattern':
      return renamedPattern(text, renaming);
    case 'entry':
      return renamedEntry(text, renaming);
    case 'within':
      // only the key of its group says which one it is
      return text;
    case 'source':
    case 'release':
    case 'member':
      return renaming.kind === naming && text === renaming.old ? renaming.current : text;
    case 'counterpart':
      return renamedCounterpart(text, renaming);
    case 'claim':
      return text.replace(/(?<=^more than half of )\S+$/, (id) => renaming.indicators.get(id) ?? id);
    case 'relation':
      return renamedRelation(text, renaming);
    case 'derived':
      return text
        .split('/')
        .map((part) => renamedAddress(part, renaming))
        .join('/');
    case 'constant':
      return text.replace(/(?<=^base_revision\.).+$/, (id) => renaming.indicators.get(id) ?? id);
  }
}

/** Whether a name is `a.*`: all indicators whose ids begin so. */
export function isGroup(name: string): boolean {
  return name.endsWith('.*');
}

/** The id of an entry of `dataset.yaml`, which may declare several indicators. */
function renamedEntry(id: string, { kind, old, current, indicators }: Renaming): string {
  if (kind !== 'indicator') return indicators.get(id) ?? id;
  if (!isGroup(old)) return id === old ? current : id;
  const start = old.slice(0, -1);
  return id.startsWith(start) ? current.slice(0, -1) + id.slice(start.length) : id;
}

const ADDRESS = /^([^:@[\]]*)((?::[^@[\]]*)?)((?:\[[^[\]]*\])?)(.*)$/s;

/** An address, or a pattern of addresses. */
export function renamedAddress(text: string, renaming: Renaming): string {
  const [, indicator = '', measure = '', bracket = '', rest = ''] = ADDRESS.exec(text) ?? [];
  const inner = bracket === '' ? '' : `[${renamedCounterpart(bracket.slice(1, -1), renaming)}]`;
  return renamedPattern(indicator, renaming) + measure + inner + rest;
}

/** What stands in the brackets of an address: an indicator, with its measure, or a release. */
function renamedCounterpart(text: string, { kind, old, current, indicators }: Renaming): string {
  if (kind === 'release') {
    if (text === old) return current;
    const [, lead = '', id] = /^(\S+ since )(\S+)$/.exec(text) ?? [];
    return id === old ? lead + current : text;
  }
  const [id = '', ...rest] = text.split(':');
  return [indicators.get(id) ?? id, ...rest].join(':');
}

/** The id of an indicator, in which `*` may stand for a word: another one, if the same indicators would not match it. */
function renamedPattern(pattern: string, renaming: Renaming): string {
  const { indicators, known } = renaming;
  if (!pattern.includes('*')) return indicators.get(pattern) ?? pattern;
  if (indicators.size === 0) return pattern;
  const after = known.map((id) => indicators.get(id) ?? id);
  const matched = indicatorExpression(pattern);
  const wanted = known.filter((id) => matched.test(id)).map((id) => indicators.get(id) ?? id);
  if (wanted.length === 0) return pattern;
  const isSame = (candidate: string): boolean => {
    const found = indicatorExpression(candidate);
    const matching = after.filter((id) => found.test(id));
    return matching.length === wanted.length && matching.every((id) => wanted.includes(id));
  };
  const found = candidates(pattern, renaming).find(isSame);
  if (found === undefined) throw new AmbiguousPattern(pattern);
  return found;
}

/** How a pattern could be written after the renaming. */
function candidates(pattern: string, { kind, old, current }: Renaming): readonly string[] {
  const parts = pattern.split('.');
  if (kind === 'member') return [pattern, parts.map((part) => (part === old ? current : part)).join('.')];
  const [start, other] = isGroup(old) ? [old.slice(0, -1), current.slice(0, -1)] : [old, current];
  return [pattern, ...(pattern.startsWith(start) ? [other + pattern.slice(start.length)] : [])];
}

/** A relation as it is `written` in its file, where it may take several lines; its names stand in it as they are. */
export function renamedRelation(text: string, renaming: Renaming, written = text): string {
  const comparisons = parseRelation(text);
  if ('problem' in comparisons) return written;
  const names = comparisons.flatMap(({ left, right }) => [left, ...right].flatMap(namesIn));
  let renamed = written;
  for (const name of new Set(names)) {
    const other = renamedAddress(name, renaming);
    if (other === name) continue;
    const alone = String.raw`(?<![\w.*:]|:[a-z]+\[)${inPattern(name)}(?![\w*]|\.[\w*]|:[a-z])`;
    renamed = renamed.replaceAll(new RegExp(alone, 'g'), () => other);
  }
  return renamed;
}

/** The addresses and patterns that a term of a relation is made of. */
function namesIn(term: WrittenTerm): string[] {
  switch (term.kind) {
    case 'reference':
      return [term.text];
    case 'sum':
      return [term.pattern];
    case 'quantity':
      return [];
    case 'min':
    case 'max':
      return term.of.flatMap(namesIn);
    case 'negate':
    case 'abs':
      return namesIn(term.of);
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
      return [...namesIn(term.left), ...namesIn(term.right)];
  }
}
