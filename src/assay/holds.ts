import { parseRelation, type WrittenComparison } from './grammar.ts';
import { type Member, membersOf, patternsIn, type WrittenPattern } from './members.ts';
import { bindRelation, type BoundRelation, type RelationScope } from './relation.ts';
import { testsNothing } from './tautology.ts';

/** What a relation says, of one member if it has patterns. */
export interface Holding extends BoundRelation {
  readonly member?: string | undefined;
  /** As written, with the indicators of the member in place of patterns. */
  readonly holds: string;
}

/**
 * Reads the text of a relation: what it says once, or of each member that its patterns stand for, among those of a
 * `dimension` if one is given. Mistakes are reported at their place; what has one is left out.
 */
export function readHolds(text: string, dimension: string | undefined, scope: RelationScope): Holding[] {
  const written = parseRelation(text);
  if ('problem' in written) {
    scope.diagnostics.error('assay/syntax', written.problem, scope.placeOf(written), written.hint);
    return [];
  }
  const patterns = patternsIn(written);
  const unsummed = written.find(isUnsummed);
  if (unsummed) {
    reportUnsummed(patterns, unsummed, scope);
    return [];
  }
  if (patterns.length > 0)
    return readForMembers(text, written, { patterns, members: membersOf(patterns, dimension, scope) }, scope);
  if (dimension !== undefined) {
    const message = `this relation is the same for each ${dimension}`;
    const hint = 'write * for what differs: output.* <= sales.*, or leave out for';
    scope.diagnostics.error('assay/unknown-term', message, scope.placeOf({ start: 0, end: text.length }), hint);
    return [];
  }
  const bound = bindRelation(written, scope);
  if (!bound) return [];
  const idle = written.find((_, index) => isIdle(bound, index));
  if (!idle) return [{ ...bound, holds: text }];
  reportIdle(text, idle, scope);
  return [];
}

function isIdle({ comparisons, terms }: BoundRelation, index: number): boolean {
  const comparison = comparisons[index];
  return comparison !== undefined && testsNothing(comparison, terms);
}

/** Whether one figure is to equal each that a pattern stands for: meant is their sum. */
function isUnsummed({ left, sense, right }: WrittenComparison): boolean {
  const [other] = right;
  if (sense !== '=' || left.kind !== 'reference' || other?.kind !== 'reference') return false;
  return left.text.includes('*') !== other.text.includes('*');
}

function reportUnsummed(patterns: readonly WrittenPattern[], within: WrittenComparison, scope: RelationScope): void {
  const pattern = patterns.find(({ start, end }) => start >= within.start && end <= within.end);
  if (!pattern) return;
  const message = `${pattern.text} stands for several figures, which cannot each equal one`;
  scope.diagnostics.error('assay/syntax', message, scope.placeOf(pattern), `add them up with sum(${pattern.text})`);
}

interface Family {
  readonly patterns: readonly WrittenPattern[];
  readonly members: readonly Member[];
}

/** What is said of each member. It may be idle for one, such as the world in `region.* <= region.world`, not for all. */
function readForMembers(
  text: string,
  written: readonly WrittenComparison[],
  { patterns, members }: Family,
  scope: RelationScope,
): Holding[] {
  const bound = members.map((member) => [member, bindRelation(written, { ...scope, member })] as const);
  const sound = bound.flatMap(([member, relation]) => (relation ? [[member, relation] as const] : []));
  const telling = sound.filter(([, relation]) => !written.some((_, index) => isIdle(relation, index)));
  const [first] = written;
  if (sound.length > 0 && telling.length === 0 && first) reportIdle(text, first, scope);
  return telling.map(([member, { comparisons, terms }]) => ({
    comparisons,
    terms,
    member: member.name,
    holds: holdsFor(text, patterns, member),
  }));
}

function holdsFor(text: string, patterns: readonly WrittenPattern[], member: Member): string {
  return patterns
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (holds, { start, end, text: pattern }) => holds.slice(0, start) + member.named(pattern) + holds.slice(end),
      text,
    );
}

function reportIdle(text: string, comparison: WrittenComparison, scope: RelationScope): void {
  const message = `"${text.slice(comparison.start, comparison.end).trim()}" tests no figure`;
  const hint = 'what stands on both sides decides nothing: compare a figure with another, or with a number';
  scope.diagnostics.error('assay/tautology', message, scope.placeOf(comparison), hint);
}
