import type { Place } from '../../core/diagnostics/source-file.ts';
import type { Subject } from '../../figure/said.ts';
import { statementsOf } from '../../figure/value.ts';
import type { Context } from '../document-context.ts';
import type { ValueNode } from '../inline-nodes.ts';
import { childrenOf, type DocumentNode } from '../tree-walk.ts';
import { type Patterns, PRINT } from './patterns.ts';

type Rule = `document/${'label' | 'period' | 'status' | 'unit' | 'value-neighbour'}`;

export type Report = (rule: Rule, message: string, place: Place | undefined, hint: string) => void;

export interface Reader extends Patterns {
  readonly context: Context;
  readonly report: Report;
}

export type SaidPart<K extends Subject['kind'] = Subject['kind']> = {
  readonly kind: 'said';
  readonly text: string;
  readonly of: Extract<Subject, { kind: K }>;
  readonly place: Place | undefined;
  /** Of a period that was typed: its ends, of which the year may be open. */
  readonly typed?: readonly TypedTime[];
};

/** A year, or a part of one, as it is typed. */
export interface TypedTime {
  readonly kind: 'year' | 'half' | 'quarter' | 'month';
  /** Its number in the year, from 1. */
  readonly at: number;
  readonly year: number | undefined;
}

export type Label = SaidPart<'label'>;

/** A figure in a line, or words that rank it or say which way it went. */
export type Figure = Pick<ValueNode, 'value' | 'text'> & { readonly isWords?: boolean };

/** A part of a line: words, words from the data, or a figure. */
export type Part =
  { readonly kind: 'words'; readonly text: string } | SaidPart | { readonly kind: 'figure'; readonly node: Figure };

export const SEPARATOR: Part = { kind: 'words', text: ': ' };

export const SPACE: Part = { kind: 'words', text: ' ' };

export function partsOf(nodes: readonly DocumentNode[]): Part[] {
  return nodes.flatMap((node): Part[] => {
    if (node.type === 'value') return [{ kind: 'figure', node }];
    if (node.type === 'text') {
      const { said } = node.data ?? {};
      if (said?.of.kind === 'figure')
        return [{ kind: 'figure', node: { value: said.of.value, text: node.value, isWords: true } }];
      return [said ? { kind: 'said', text: node.value, ...said } : { kind: 'words', text: node.value }];
    }
    if (node.type === 'inlineCode') return [{ kind: 'words', text: node.value }];
    if (node.type === 'break') return [SPACE];
    return node.type === 'citation' ? [] : partsOf(childrenOf(node));
  });
}

export function saidIn(parts: readonly Part[]): SaidPart[] {
  return parts.filter((part) => part.kind === 'said');
}

export function isKind<K extends Subject['kind']>(part: Part, kind: K): part is SaidPart<K> {
  return part.kind === 'said' && part.of.kind === kind;
}

export function isLabel(part: Part): part is Label {
  return isKind(part, 'label');
}

/** The words right before a part of a line. */
export function textBefore(parts: readonly Part[], at: number): string {
  const before = parts[at - 1];
  return before?.kind === 'words' ? before.text : '';
}

/** All words before a part of a line, up to the next that is none. */
export function wordsBefore(parts: readonly Part[], at: number): string {
  const before = parts.slice(0, at);
  return textOf(before.slice(before.findLastIndex(({ kind }) => kind !== 'words') + 1));
}

const SENTENCE_END = /[.!?;](?=\s|$)|[。！？；]/u;

/** The parts of a line by sentences; words are cut where one ends. */
export function sentencesOf(parts: readonly Part[]): Part[][] {
  const sentences: Part[][] = [[]];
  for (const part of parts) {
    const [first = '', ...others] = part.kind === 'words' ? part.text.split(SENTENCE_END) : [];
    if (part.kind !== 'words') sentences.at(-1)?.push(part);
    else if (first !== '') sentences.at(-1)?.push({ kind: 'words', text: first });
    for (const other of others) sentences.push(other === '' ? [] : [{ kind: 'words', text: other }]);
  }
  return sentences;
}

export type Shown = Pick<Figure, 'value'>;

export function textOf(sentence: readonly Part[]): string {
  return sentence.map((part) => (part.kind === 'words' ? part.text : PRINT)).join('');
}

export function closes(part: Part | undefined): boolean {
  return part?.kind === 'words' && /^\s*[)）]/u.test(part.text);
}

export function subjectOf(shown: Shown | undefined): string {
  const ids = shown ? statementsOf(shown.value).map(({ indicator }) => indicator.id) : [];
  return [...new Set(ids)].join(', ');
}
