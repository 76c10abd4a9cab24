import { isCalledBalance, isCalledChange, isCalledTotal } from '../language/table-names.ts';
import type { Lines } from '../watch/figure-table.ts';
import { logChoices, type Sum, testSum, type TestedSum, totalAt, totalHalf } from './sum-test.ts';

/** How the parts of a sum were found. */
export type SumForm = 'block' | 'children' | 'every n-th' | 'pair' | 'hundred' | 'repeated';

/** A sum that may hold: where it was tested, and its evidence after the cost of the search. */
export interface FoundSum extends TestedSum {
  readonly form: SumForm;
  /** Evidence before the cost of the search: what repetition adds up. */
  readonly raw: number;
  /** Where the same sum stands in many places: all of them, and how often it holds in them. */
  readonly places?: Places;
}

/** Sums of the same lines relative to totals of one last word. */
export interface Places {
  readonly key: string;
  readonly holds: number;
  readonly breaks: number;
}

/** Lines of a block at most. */
const LONGEST = 90;
/** A block begins at most so many lines from its total. */
const FARTHEST = 3;
/** Every n-th line, up to this n. */
const STRIDES = [2, 3, 4, 5, 6] as const;
/** Two lines are looked for within so many lines of a third. */
const WINDOW = 8;
/** What is given back where a name says total. */
const CALLED_TOTAL = 1.5;
/** Passes in which totals that were found stand for their parts. */
const PASSES = 3;
/** From this evidence on, a sum without a break may stand for its parts. */
const STANDS = 6;
/** From this evidence on, a place counts where the same sum stands in many places. */
const PLACE = 0.5;
/** Above this number of lines, every n-th line is looked for among columns only. */
const LONG_TABLE = 300;

/** Positions that are tested first. */
const PROBES = 4;

/** Sums found so far, the best for each set of lines. */
class Findings {
  readonly #lines: Lines;
  readonly #leftOut: ReadonlySet<number>;
  readonly #best = new Map<string, FoundSum>();
  readonly #weak = new Map<string, FoundSum[]>();

  constructor(lines: Lines, leftOut: ReadonlySet<number>) {
    this.#lines = lines;
    this.#leftOut = leftOut;
  }

  get all(): readonly FoundSum[] {
    return [...this.#best.values()];
  }

  /** Sums of one place, by the last word of their total and the lines relative to it. */
  get places(): ReadonlyMap<string, readonly FoundSum[]> {
    return this.#weak;
  }

  consider(form: SumForm, sum: Sum, cost: number): void {
    const tested = testSum(this.#lines, sum, this.#leftOut);
    const { holds, breaks } = tested;
    const seen = seenParts(this.#lines, tested);
    if (seen.parts.length < sum.parts.length) {
      // One that breaks is rather one of more parts, of which none can say that they are.
      const isWhole = seen.parts.length > 1 && testSum(this.#lines, seen, this.#leftOut).breaks.length === 0;
      if (isWhole) this.consider(form, seen, cost);
      return;
    }
    const count = holds.length + breaks.length;
    const isFew = breaks.length <= Math.max(1, Math.floor(count / 5));
    if (holds.length === 0 || (!isFew && !(this.#lines.isInTime && isRun(tested)))) return;
    const back = sum.total !== undefined && isCalledTotal(this.#lines.heads[sum.total]?.name ?? '') ? CALLED_TOTAL : 0;
    const choices = isFew ? logChoices(count, breaks.length) : Math.log10(2 * count);
    const evidence = tested.evidence - choices - cost + back;
    const found: FoundSum = { ...tested, form, evidence, raw: tested.evidence };
    if (breaks.length === 0 && found.raw >= PLACE && sum.total !== undefined && form !== 'children') this.#place(found);
    if (evidence < 1 || (breaks.length > 0 && holds.length < 2)) return;
    const key = keyOf(found);
    const before = this.#best.get(key);
    const gain = evidence - (before?.evidence ?? -Infinity);
    if (gain > TIE || (gain > -TIE && before && this.#isPlainer(found, before))) this.#best.set(key, found);
  }

  /** Whether a way to write a sum is the better of two: a balance is a difference, anything else a sum. */
  #isPlainer(found: FoundSum, other: FoundSum): boolean {
    const isPlain = ({ total, signs }: Sum): boolean =>
      signs.some((sign) => sign < 0) === (total !== undefined && isBalance(this.#lines, total));
    return isPlain(found) && !isPlain(other);
  }

  /** Takes the sums of many places, which share their evidence, where it is more than each has alone. */
  pool(sums: readonly TestedSum[], evidence: number, places: Places): void {
    for (const sum of sums) {
      const key = keyOf(sum);
      const alone = this.#best.get(key);
      const isBetter = (alone?.evidence ?? -Infinity) < evidence;
      const found: FoundSum = { ...sum, form: 'repeated', evidence, raw: sum.evidence, places };
      this.#best.set(key, isBetter || !alone ? found : { ...alone, places });
    }
  }

  #place(found: FoundSum): void {
    const key = placeKey(this.#lines, found);
    const places = this.#weak.get(key);
    if (!places) this.#weak.set(key, [found]);
    else if (!places.some(({ total }) => total === found.total)) places.push(found);
  }
}

/** A sum without the parts that have no figure wherever it holds: nothing says that they are parts. */
function seenParts({ values, width }: Lines, { total, parts, signs, holds }: TestedSum): Sum {
  const isSeen = parts.map((part) => holds.some((position) => !Number.isNaN(values[part * width + position])));
  return { total, parts: parts.filter((_, at) => isSeen[at]), signs: signs.filter((_, at) => isSeen[at]) };
}

/** Positions of a run in which a sum holds that breaks in all others. */
const LEAST_RUN = 4;

/** Whether a sum holds up to some period, or from one on, and nowhere else: its definition changed. */
function isRun({ holds, breaks }: TestedSum): boolean {
  if (holds.length < LEAST_RUN) return false;
  const first = Math.min(...holds);
  const last = Math.max(...holds);
  return breaks.every((position) => position < first) || breaks.every((position) => position > last);
}

/** Evidence that differs by less is the same. */
const TIE = 1e-6;

/** Whether a line is called a balance, or has figures below zero. */
function isBalance({ heads, values, width }: Lines, line: number): boolean {
  if (isCalledBalance(heads[line]?.name ?? '')) return true;
  return values.subarray(line * width, line * width + width).some((value) => value < 0);
}

/** The same for a = b + c, b = a − c and c = a − b. */
export function keyOf({ total, parts, signs }: Sum): string {
  const terms = parts.map((part, index): [number, number] => [part, signs[index] ?? 1]);
  if (total !== undefined) terms.push([total, -1]);
  terms.sort(([a], [b]) => a - b);
  const turn = terms[0]?.[1] ?? 1;
  return `${total === undefined ? '100=' : ''}${terms.map(([line, sign]) => `${sign * turn > 0 ? '+' : '-'}${line}`).join('')}`;
}

function placeKey({ heads }: Lines, { total = 0, parts, signs }: Sum): string {
  const offsets = parts.map((part, index) => `${(signs[index] ?? 1) > 0 ? '+' : '-'}${part - total}`);
  return `${lastWord(heads[total]?.name ?? '')}\n${offsets.toSorted().join(' ')}`;
}

function lastWord(name: string): string {
  return /([\p{L}\p{N}]+)[^\p{L}\p{N}]*$/u.exec(name.toLowerCase())?.[1] ?? '';
}

/** All sums that the lines of a table may be, at all positions but those left out. */
export function searchSums(lines: Lines, leftOut: ReadonlySet<number>): readonly FoundSum[] {
  const findings = new Findings(lines, leftOut);
  const probes = Array.from({ length: lines.count }, (_, total) => probesOf(lines, total, leftOut));
  const hundredProbes = evenProbes(lines, leftOut);
  for (let total = 0; total < lines.count; total += 1) {
    const at = probes[total] ?? [];
    if (at.length === 0) continue;
    blocks(lines, total, at, NO_SPANS, findings);
    children(lines, total, findings);
    if (lines.count <= LONG_TABLE || lines.along === 'columns') strides(lines, total, at, findings);
    pairs(lines, total, at, findings);
  }
  hundreds(lines, hundredProbes, findings);
  repeat(lines, leftOut, findings);
  let known = -1;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const spans = spansOf(findings.all);
    if (spans.all.length === known) break;
    known = spans.all.length;
    for (let total = 0; total < lines.count; total += 1) {
      const at = probes[total] ?? [];
      if (at.length > 0) blocks(lines, total, at, spans, findings);
    }
    subtotals(lines, probes, spans, findings);
  }
  return findings.all;
}

/** The largest figure of each quarter of a line: a definition that changed breaks a sum in a run of positions. */
function probesOf({ values, width }: Lines, line: number, leftOut: ReadonlySet<number>): readonly number[] {
  const present: number[] = [];
  for (let position = 0; position < width; position += 1) {
    if (!Number.isNaN(values[line * width + position]) && !leftOut.has(position)) present.push(position);
  }
  const size = (position: number): number => Math.abs(values[line * width + position] ?? 0);
  const quarter = Math.max(1, Math.ceil(present.length / PROBES));
  const probes: number[] = [];
  for (let from = 0; from < present.length; from += quarter) {
    probes.push(present.slice(from, from + quarter).reduce((a, b) => (size(b) > size(a) ? b : a)));
  }
  return probes;
}

/** Some positions spread over the table. */
function evenProbes({ width }: Lines, leftOut: ReadonlySet<number>): readonly number[] {
  const all = Array.from({ length: width }, (_, position) => position).filter((position) => !leftOut.has(position));
  return all.filter((_, index) => index % Math.max(1, Math.floor(all.length / PROBES)) === 0).slice(0, PROBES);
}

/**
 * A sum that grows part by part, tested at a few positions only: `mayHold` says whether it fails at one of them at most, or in
 * time before or after some period, so that nothing that is tested whole later was thrown away too early.
 */
class Probe {
  readonly #lines: Lines;
  readonly #total: number | undefined;
  readonly #at: readonly number[];
  /** What is left of the total at each position without the parts so far. */
  readonly #rest: Float64Array;
  readonly #tolerance: Float64Array;
  readonly #missing: Uint8Array;
  #isEmpty = true;

  constructor(lines: Lines, total: number | undefined, at: readonly number[]) {
    this.#lines = lines;
    this.#total = total;
    this.#at = at;
    this.#rest = new Float64Array(at.length);
    this.#tolerance = new Float64Array(at.length);
    this.#missing = new Uint8Array(at.length);
  }

  add(part: number): void {
    const { values, halves, width } = this.#lines;
    if (this.#isEmpty) this.#begin(part);
    for (let index = 0; index < this.#at.length; index += 1) {
      const place = part * width + (this.#at[index] ?? 0);
      const value = values[place] ?? Number.NaN;
      if (Number.isNaN(value)) this.#missing[index] = 1;
      else {
        this.#rest[index] = (this.#rest[index] ?? 0) - value;
        this.#tolerance[index] = (this.#tolerance[index] ?? 0) + (halves[place] ?? 0);
      }
    }
  }

  #begin(part: number): void {
    this.#isEmpty = false;
    this.#at.forEach((position, index) => {
      this.#rest[index] = totalAt(this.#lines, { total: this.#total, parts: [part] }, position);
      this.#tolerance[index] = totalHalf(this.#lines, this.#total, position);
    });
  }

  mayHold(): boolean {
    const { isInTime } = this.#lines;
    let breaks = 0;
    let holds = 0;
    let turns = 0;
    let held: boolean | undefined;
    for (let index = 0; index < this.#at.length; index += 1) {
      const isHeld = Math.abs(this.#rest[index] ?? 0) < (this.#tolerance[index] ?? 0);
      if (!isHeld && this.#missing[index]) continue;
      if (isHeld) holds += 1;
      else if ((breaks += 1) > 1 && !isInTime) return false;
      if (held !== undefined && held !== isHeld) turns += 1;
      held = isHeld;
    }
    if (breaks > 1) return holds > 1 && turns === 1;
    return holds > 0 || this.#at.length < 2 || breaks === 0;
  }
}

/** A total that was found, and the neighbouring lines for which it stands. */
interface Span {
  readonly total: number;
  readonly from: number;
  readonly to: number;
}

/** Spans, the longest first: all of them, and those that begin and end at a line. */
interface Spans {
  readonly all: readonly Span[];
  readonly from: ReadonlyMap<number, readonly Span[]>;
  readonly to: ReadonlyMap<number, readonly Span[]>;
}

const NO_SPANS: Spans = { all: [], from: new Map(), to: new Map() };

/** The sums without a break whose total and parts stand next to one another. */
function spansOf(sums: readonly FoundSum[]): Spans {
  const spans: Span[] = [];
  for (const { total, parts, signs, breaks, evidence, form } of sums) {
    if (total === undefined || breaks.length > 0 || evidence < STANDS || form === 'every n-th') continue;
    if (signs.some((sign) => sign < 0)) continue;
    const from = Math.min(total, ...parts);
    const to = Math.max(total, ...parts);
    // Inside may stand lines of another kind, or parts of parts, but the total is the first or the last.
    if (total === from || total === to) spans.push({ total, from, to });
  }
  spans.sort((a, b) => b.to - b.from - (a.to - a.from));
  const from = new Map<number, Span[]>();
  const to = new Map<number, Span[]>();
  for (const span of spans) {
    from.set(span.from, [...(from.get(span.from) ?? []), span]);
    to.set(span.to, [...(to.get(span.to) ?? []), span]);
  }
  return { all: spans, from, to };
}

function blockCost(lines: Lines, parts: number, skipped: number): number {
  return Math.log10(lines.count) + 0.3 + Math.log10(parts) + 0.5 * skipped;
}

const ADDED: readonly 1[] = Array.from({ length: LONGEST }, () => 1);

/** The lines below a total, or above it, one more at a time; where spans are given, totals stand for their parts. */
function blocks(lines: Lines, total: number, at: readonly number[], spans: Spans, findings: Findings): void {
  const isLevel = lines.kinds[total] === 'level';
  for (const direction of [1, -1] as const) {
    const starts = direction > 0 ? spans.from : spans.to;
    const standing = (line: number): Span | undefined =>
      starts.get(line)?.find(({ from, to }) => total < from || total > to);
    for (let skipped = 0; skipped < FARTHEST; skipped += 1) {
      for (const passesSome of isLevel ? [true, false] : [false]) {
        const probe = new Probe(lines, total, at);
        const parts: number[] = [];
        let stood = false;
        let passed = false;
        let line = total + direction * (1 + skipped);
        while (line >= 0 && line < lines.count && parts.length < LONGEST) {
          const span = standing(line);
          const part = span?.total ?? line;
          line = span ? (direction > 0 ? span.to + 1 : span.from - 1) : line + direction;
          const isOther = !lines.addsTo(total, part);
          if (isOther || (passesSome && lines.mayBePassed[part])) {
            passed ||= !isOther;
            continue;
          }
          stood ||= span !== undefined;
          probe.add(part);
          parts.push(part);
          const isNew = spans.all.length === 0 || stood;
          if (parts.length > 1 && isNew && probe.mayHold()) {
            const sum = { total, parts: [...parts], signs: ADDED.slice(0, parts.length) };
            findings.consider('block', sum, blockCost(lines, parts.length, skipped));
          }
        }
        if (passesSome && !passed) break;
      }
    }
  }
}

/** The lines that are indented one step more than a total, up to the next that is not indented more. */
function children(lines: Lines, total: number, findings: Findings): void {
  const own = lines.heads[total]?.indent ?? 0;
  for (const direction of [1, -1] as const) {
    const inner: number[] = [];
    for (let line = total + direction; line >= 0 && line < lines.count; line += direction) {
      if ((lines.heads[line]?.indent ?? 0) <= own) break;
      inner.push(line);
    }
    if (inner.length < 2) continue;
    const step = Math.min(...inner.map((line) => lines.heads[line]?.indent ?? 0));
    const isLevel = lines.kinds[total] === 'level';
    const parts = inner.filter(
      (line) =>
        lines.heads[line]?.indent === step && lines.addsTo(total, line) && !(isLevel && lines.kinds[line] === 'rate'),
    );
    if (parts.length < 2) continue;
    const signs = parts.map((): 1 => 1);
    findings.consider('children', { total, parts, signs }, Math.log10(lines.count) + 0.3);
  }
}

/** Every second to sixth line below or above a total. */
function strides(lines: Lines, total: number, at: readonly number[], findings: Findings): void {
  for (const stride of STRIDES) {
    for (const direction of [stride, -stride]) {
      const probe = new Probe(lines, total, at);
      const parts: number[] = [];
      for (let line = total + direction; line >= 0 && line < lines.count && parts.length < LONGEST; line += direction) {
        if (!lines.addsTo(total, line)) break;
        probe.add(line);
        parts.push(line);
        if (parts.length > 1 && probe.mayHold()) {
          const sum = { total, parts: [...parts], signs: ADDED.slice(0, parts.length) };
          findings.consider('every n-th', sum, blockCost(lines, parts.length, 0) + 1);
        }
      }
    }
  }
}

/** Two lines near a third that make it, added or taken away. */
function pairs(lines: Lines, total: number, at: readonly number[], findings: Findings): void {
  const { values, halves, width, count } = lines;
  const from = Math.max(0, total - WINDOW);
  const to = Math.min(count - 1, total + WINDOW);
  const cost = Math.log10(1.5 * WINDOW ** 2) + 0.5;
  const mayHold = (a: number, b: number, signA: number, signB: number): boolean => {
    let breaks = 0;
    let holds = 0;
    for (const position of at) {
      const x = values[a * width + position] ?? Number.NaN;
      const y = values[b * width + position] ?? Number.NaN;
      const gap = Math.abs((values[total * width + position] ?? 0) - signA * x - signB * y);
      if (Number.isNaN(gap)) continue;
      const tolerance =
        (halves[total * width + position] ?? 0) +
        (halves[a * width + position] ?? 0) +
        (halves[b * width + position] ?? 0);
      if (gap < tolerance) holds += 1;
      else if ((breaks += 1) > 1) return false;
    }
    return holds > 0;
  };
  for (let a = from; a <= to; a += 1) {
    if (a === total || !lines.addsTo(total, a)) continue;
    for (let b = a + 1; b <= to; b += 1) {
      if (b === total || !lines.addsTo(total, b)) continue;
      for (const signs of SIGNS) {
        if (!mayHold(a, b, signs[0], signs[1])) continue;
        const isSum = signs[0] + signs[1] === 2;
        const parts = signs[0] > 0 ? [a, b] : [b, a];
        findings.consider('pair', { total, parts, signs: isSum ? [1, 1] : [1, -1] }, cost);
      }
    }
  }
}

const SIGNS: readonly (readonly [1 | -1, 1 | -1])[] = [
  [1, 1],
  [1, -1],
  [-1, 1],
];

/** Neighbouring lines that make 100. */
function hundreds(lines: Lines, at: readonly number[], findings: Findings): void {
  if (at.length === 0) return;
  for (let first = 0; first < lines.count; first += 1) {
    const probe = new Probe(lines, undefined, at);
    const parts: number[] = [];
    let skipped = 0;
    for (let line = first; line < lines.count && parts.length < LONGEST; line += 1) {
      if (!lines.addsTo(first, line)) break;
      // Shares often stand with their change since an earlier year.
      if (isCalledChange(lines.heads[line]?.name ?? '')) {
        if (line === first) break;
        skipped += 1;
        continue;
      }
      probe.add(line);
      parts.push(line);
      if (parts.length > 1 && probe.mayHold()) {
        const sum = { total: undefined, parts: [...parts], signs: ADDED.slice(0, parts.length) };
        findings.consider('hundred', sum, blockCost(lines, parts.length, skipped));
      }
    }
  }
}

/** Totals that were found, one more at a time, as the parts of another line. */
function subtotals(lines: Lines, probes: readonly (readonly number[])[], spans: Spans, findings: Findings): void {
  const totals = [...new Set(spans.all.map(({ total }) => total))].sort((a, b) => a - b);
  for (let total = 0, above = 0; total < lines.count; total += 1) {
    const at = probes[total] ?? [];
    while ((totals[above] ?? Infinity) < total) above += 1;
    const below = totals[above] === total ? above + 1 : above;
    const orders = [
      totals.slice(below, below + LONGEST),
      totals.slice(Math.max(0, above - LONGEST), above).toReversed(),
    ];
    for (const order of orders) {
      if (at.length === 0 || order.length < 2) continue;
      const probe = new Probe(lines, total, at);
      const parts: number[] = [];
      for (const part of order) {
        if (!lines.addsTo(total, part)) continue;
        probe.add(part);
        parts.push(part);
        if (parts.length > 1 && probe.mayHold()) {
          const sum = { total, parts: [...parts], signs: ADDED.slice(0, parts.length) };
          findings.consider('block', sum, blockCost(lines, parts.length, 1));
        }
      }
    }
  }
}

/** Places from which on a sum counts as repeated, and the share of the places with that word in which it must hold. */
const REPEATED = 3;
const MOST = 0.6;

/** The same lines relative to a total of the same last word, in many places: what is too weak alone is certain together. */
function repeat(lines: Lines, leftOut: ReadonlySet<number>, findings: Findings): void {
  for (const [key, places] of findings.places) {
    const [word = ''] = key.split('\n', 1);
    if (places.length < REPEATED || word === '') continue;
    const named = lines.heads.flatMap(({ name }, line) => (lastWord(name) === word ? [line] : []));
    if (places.length < MOST * named.length) continue;
    const [first] = places;
    if (!first) continue;
    const offsets = first.parts.map((part) => part - (first.total ?? 0));
    const sums = named.flatMap((total) => {
      const parts = offsets.map((offset) => total + offset);
      return parts.every((part) => part >= 0 && part < lines.count && lines.addsTo(total, part))
        ? [testSum(lines, { total, parts, signs: first.signs }, leftOut)]
        : [];
    });
    // In a place where it never holds, other lines stand; but where each place has one figure, one may be wrong.
    const isSingle = sums.every(({ holds, breaks }) => holds.length + breaks.length <= 1);
    const held = sums.filter(({ holds, breaks }) => holds.length > 0 || (isSingle && breaks.length > 0));
    const tests = held.reduce((sum, { holds, breaks }) => sum + holds.length + breaks.length, 0);
    const broken = held.reduce((sum, { breaks }) => sum + breaks.length, 0);
    if (broken > Math.max(1, tests / 10)) continue;
    const pooled = held.reduce((sum, { evidence }) => sum + evidence, 0);
    const cost = Math.log10(1.5 * WINDOW ** 2) + 0.5 + Math.log10(findings.places.size);
    const evidence = pooled - cost - logChoices(tests, broken);
    if (evidence >= 1) findings.pool(held, evidence, { key, holds: tests - broken, breaks: broken });
  }
}
