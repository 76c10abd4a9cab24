import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Claim, Observation } from '../dataset/model.ts';
import type { ClaimWords } from '../language/witness-words.ts';
import { lowered, narrowed } from '../source-document/numerals.ts';
import type { Block } from '../source-document/source-document.ts';
import { type Candidate, quotes, type SourceReading } from './match.ts';

/**
 * Tests statements in words: the words that a statement quotes stand at its place, and a claim without them has words of its
 * kind there. Numerals within a quotation are taken by it.
 */
export function claimFindings(
  { document, vocabulary, matched }: SourceReading,
  diagnostics: Diagnostics,
): { readonly read: number; readonly taken: ReadonlySet<Candidate> } {
  const taken = new Set<Candidate>();
  const { isSpaced, claims } = vocabulary.locale.witness;
  let read = 0;
  for (const statement of matched.statements) {
    if (statement.printed && statement.words === undefined) continue;
    const place = matched.placeOf(statement);
    // A place that names nothing is reported once, with the figures.
    const near: readonly Block[] = place === 'anywhere' || place === undefined ? document.blocks : place;
    const { words } = statement;
    const pattern =
      words === undefined
        ? new RegExp(edged(claims[WORDS[statement.claim?.kind ?? 'rises']], isSpaced), 'u')
        : undefined;
    const found = near.find((block) =>
      words === undefined ? pattern?.test(lowered(narrowed(block.text))) : quotes(block, words),
    );
    if (found) {
      read += 1;
      if (words !== undefined) for (const one of within(found, words, matched.candidates)) taken.add(one);
    } else reportNoWords(statement, document.path, diagnostics);
  }
  return { read, taken };
}

function edged(words: string, isSpaced: boolean): string {
  return isSpaced ? `(?<![\\p{L}\\d])(?:${words})(?![\\p{L}\\d])` : `(?:${words})`;
}

/** The words of each kind of claim. */
const WORDS: Readonly<Record<Claim['kind'], ClaimWords>> = {
  'record high': 'high',
  'record low': 'low',
  'highest since': 'since',
  'lowest since': 'since',
  'consecutive rise': 'streak',
  'consecutive fall': 'streak',
  'more than half': 'half',
  'first above': 'first',
  'years before': 'since',
  rises: 'rises',
  falls: 'falls',
  unchanged: 'unchanged',
  doubled: 'doubled',
};

/** The numerals within a quotation. */
function within(block: Block, words: string, candidates: readonly Candidate[]): readonly Candidate[] {
  const start = lowered(block.text).indexOf(words.toLowerCase());
  if (start < 0) return [];
  return candidates.filter(
    (one) => one.block === block && one.numeral.start >= start && one.numeral.end <= start + words.length,
  );
}

function reportNoWords({ words, address, at, place }: Observation, path: string, diagnostics: Diagnostics): void {
  const where = at === undefined ? path : `${at} of ${path}`;
  const message =
    words === undefined ? `nothing in ${where} says ${address} in words` : `"${words}" does not stand in ${where}`;
  const hint = 'quote the words of the source that say so, as in words: basically unchanged, and check at';
  diagnostics.error('witness/words', message, place, hint);
}
