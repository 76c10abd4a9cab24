import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Claim, Observation } from '../dataset/model.ts';
import type { ClaimWords } from '../language/witness-words.ts';
import { lowered, narrowed } from '../source-document/numerals.ts';
import type { Block } from '../source-document/source-document.ts';
import type { Candidate } from './candidate-index.ts';
import { quotes, type SourceReading } from './match.ts';

/** A statement in words, with the words that say it, where they were found. */
export interface ClaimFound {
  readonly statement: Observation;
  readonly block?: Block | undefined;
  readonly words?: string | undefined;
}

/** Finds the words of each statement in words: those that it quotes, or such as are used for claims of its kind. */
export function claimsIn({ document, vocabulary, matched }: SourceReading): readonly ClaimFound[] {
  const { isSpaced, witness } = vocabulary.locale;
  const { claims } = witness;
  return matched.statements.flatMap((statement): ClaimFound[] => {
    const { words, printed, claim } = statement;
    if (printed && words === undefined) return [];
    const place = matched.placeOf(statement);
    // A place that names nothing is reported once, with the figures.
    const near: readonly Block[] = place === 'anywhere' || place === undefined ? document.blocks : place;
    const pattern = new RegExp(edged(claims[WORDS[claim?.kind ?? 'rises']], isSpaced), 'u');
    for (const block of near) {
      const said =
        words === undefined
          ? pattern.exec(lowered(narrowed(block.text)))?.[0]
          : quotes(block, words)
            ? words
            : undefined;
      if (said !== undefined) return [{ statement, block, words: said }];
    }
    return [{ statement }];
  });
}

/** Reports statements whose words are not found. Numerals within a quotation are taken by it. */
export function claimFindings(
  reading: SourceReading,
  diagnostics: Diagnostics,
): { readonly read: number; readonly taken: ReadonlySet<Candidate> } {
  const { candidates } = reading.matched;
  const taken = new Set<Candidate>();
  // The words of several statements may stand several times in a paragraph.
  const timesQuoted = new Map<Block, Map<string, number>>();
  let read = 0;
  for (const { statement, block, words } of claimsIn(reading)) {
    if (!block || words === undefined) {
      reportNoWords(statement, reading.document.path, diagnostics);
      continue;
    }
    read += 1;
    if (statement.words === undefined) continue;
    const again = timesQuoted.get(block) ?? new Map<string, number>();
    timesQuoted.set(block, again);
    again.set(words, (again.get(words) ?? 0) + 1);
    const quoted = within(block, words, (again.get(words) ?? 1) - 1, candidates);
    for (const one of quoted) taken.add(one);
    if (reportOther(statement, words, quoted, reading, diagnostics)) read -= 1;
  }
  return { read, taken };
}

/** Reports a figure that is none of those in its quotation, or whose sign the words turn. One in words alone is not compared. */
function reportOther(
  statement: Observation,
  words: string,
  quoted: readonly Candidate[],
  { matched }: SourceReading,
  diagnostics: Diagnostics,
): boolean {
  const { printed, place } = statement;
  const figures = quoted.filter(({ numeral, opensRange }) => numeral.kind === undefined && !opensRange);
  if (!printed || figures.length === 0) return false;
  const alike = figures.filter((one) => !matched.faultsOf(statement, one).includes('digits'));
  const prints = figures.map(({ numeral }) => numeral.text).join(', ');
  if (alike.length === 0) {
    const hint = 'type the digits as the quotation has them, or quote the words that say the figure';
    diagnostics.error('witness/digits', `"${words}" prints ${prints}, not ${printed.text}`, place, hint);
    return true;
  }
  const isFall = printed.decimal.coefficient < 0n;
  if (!alike.every(({ said }) => said.sign === (isFall ? 'up' : 'down'))) return false;
  const message = `"${words}" says ${isFall ? 'an increase' : 'a decrease'}, not ${printed.text}`;
  if (!CHANGES.has(statement.measure)) return false;
  diagnostics.error('witness/sign', message, place, 'write the sign that the words of the source give');
  return true;
}

/** Measures whose sign the words of a sentence give. */
const CHANGES: ReadonlySet<Observation['measure']> = new Set(['growth', 'cagr', 'change', 'difference']);

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

/** The numerals within a quotation, where it stands for the given time in a paragraph, from 0; it begins again behind the last. */
function within(block: Block, words: string, time: number, candidates: readonly Candidate[]): readonly Candidate[] {
  const [text, wanted] = [lowered(block.text), words.toLowerCase()];
  const starts: number[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) starts.push(at);
  const start = starts[time % starts.length];
  if (start === undefined) return [];
  return candidates.filter(
    (one) => one.block === block && one.numeral.start >= start && one.numeral.end <= start + words.length,
  );
}

function reportNoWords({ words, address, at, place }: Observation, path: string, diagnostics: Diagnostics): void {
  const where = at === undefined ? path : `${at} of ${path}`;
  const message =
    words === undefined ? `nothing in ${where} says ${address} in words` : `"${words}" is not in ${where}`;
  const hint = 'quote the words of the source that say so, as in words: basically unchanged, and check at';
  diagnostics.error('witness/words', message, place, hint);
}
