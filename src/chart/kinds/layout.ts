import type { ChartRow } from '../chart-model.ts';
import type { Stage } from './kind.ts';

/** Pixels from one line of a label to the next, and from one label to another. */
export const LINE = 13;
const STEP = 14;

/** Pixels of a drawing up to which it is a narrow one: half a page, or a phone. */
const NARROW = 330;

export function isNarrow({ width }: Pick<Stage, 'width'>): boolean {
  return width <= NARROW;
}

/** The figures of rows, the ends of ranges included. */
export function figuresOf(rows: readonly ChartRow[]): number[] {
  return rows.flatMap(({ value, low, high }) =>
    [value, value === null ? low : null, value === null ? high : null].filter((one) => typeof one === 'number'),
  );
}

/** A scale for amounts: its ends and its ticks. */
export interface AmountScale {
  readonly domain: readonly [low: number, high: number];
  readonly ticks: readonly number[];
}

/** A scale whose ticks are 1, 2 or 5 apart, and which ends half a step beyond the figures at most. */
export function amountScale(figures: readonly number[], pixels: number, isFromZero: boolean): AmountScale {
  const [low, high] = [
    Math.min(...figures, ...(isFromZero ? [0] : [])),
    Math.max(...figures, ...(isFromZero ? [0] : [])),
  ];
  const most = Math.min(5, Math.max(2, Math.round(pixels / 46)));
  const step = stepFor(high - low || Math.abs(high) || 1, most);
  const half = step / 2;
  const ends = [Math.floor(rounded(low / half)) * half, Math.ceil(rounded(high / half)) * half] as const;
  const [from, to] = ends[0] === ends[1] ? [ends[0] - half, ends[1] + half] : ends;
  const first = Math.ceil(rounded(from / step));
  const count = Math.floor(rounded(to / step)) - first + 1;
  return {
    domain: [exact(from), exact(to)],
    ticks: Array.from({ length: count }, (_, at) => exact((first + at) * step)),
  };
}

function stepFor(range: number, most: number): number {
  const power = 10 ** Math.floor(Math.log10(range / most));
  return [1, 2, 5, 10, 20].map((part) => part * power).find((step) => range / step <= most) ?? 20 * power;
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function exact(value: number): number {
  return Number(value.toPrecision(12));
}

/** Whether a scale of points and lines begins at zero where nobody says: its least figure is small, or there are both signs. */
export function beginsAtZero(figures: readonly number[], asked: string | undefined): boolean {
  const [low, high] = [Math.min(...figures), Math.max(...figures)];
  if (low < 0 && high > 0) return true;
  if (asked !== undefined) return asked === 'yes';
  return Math.min(Math.abs(low), Math.abs(high)) < Math.max(Math.abs(low), Math.abs(high)) / 2;
}

/** Whether a scale of two marks a row begins at zero where nobody says: they are places, not lengths. */
export function beginsAtThird(figures: readonly number[], asked: string | undefined): boolean {
  const [low, high] = [Math.min(...figures), Math.max(...figures)];
  if (asked !== undefined && (low >= 0 || high <= 0)) return asked === 'yes';
  const [least, most] = [Math.min(Math.abs(low), Math.abs(high)), Math.max(Math.abs(low), Math.abs(high))];
  return low * high > 0 && least < most / 3;
}

/** A label that is to stand at a height, and how high it is. */
export interface Spread {
  readonly at: number;
  readonly lines: number;
}

/**
 * The middles of labels that stand below one another, each as near to its height as the others let it be: neighbours that
 * lie on each other are pooled around their mean.
 */
export function spread(labels: readonly Spread[], low: number, high: number): number[] {
  const order = labels
    .map((label, index) => ({ ...label, index, size: STEP + (label.lines - 1) * LINE }))
    .sort((a, b) => a.at - b.at);
  interface Pool {
    items: typeof order;
    size: number;
    top: number;
  }
  const pools: Pool[] = [];
  const topOf = (items: typeof order): number => {
    let offset = 0;
    let sum = 0;
    for (const { at, size } of items) {
      sum += at - size / 2 - offset;
      offset += size;
    }
    const top = sum / items.length;
    return Math.max(low, Math.min(high - offset, top));
  };
  for (const item of order) {
    let pool: Pool = { items: [item], size: item.size, top: topOf([item]) };
    for (let before = pools.at(-1); before && before.top + before.size > pool.top; before = pools.at(-1)) {
      pools.pop();
      const items = [...before.items, ...pool.items];
      pool = { items, size: before.size + pool.size, top: topOf(items) };
    }
    pools.push(pool);
  }
  const middles: number[] = [];
  for (const { items, top } of pools) {
    let at = top;
    for (const { index, size } of items) {
      middles[index] = at + size / 2;
      at += size;
    }
  }
  return middles;
}

/** A text in lines of some pixels at most, broken at spaces or, in Chinese, between signs; as few as can be. */
export function wrapped(
  text: string,
  width: number,
  measure: Stage['measure'],
  weight: 400 | 600 = 400,
): readonly string[] {
  if (measure(text, weight) <= width) return [text];
  const pieces = text.split(/(?<= )|(?<=\p{sc=Han})(?=\p{sc=Han})/u);
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && measure((line + piece).trimEnd(), weight) > width) {
      lines.push(line.trimEnd());
      line = piece;
    } else line += piece;
  }
  return [...lines, line];
}

/** An expression for the lines of a text that another expression gives. */
export function linesExpression(text: string, lines: readonly string[], expression: string): string {
  if (lines.length < 2) return `[${expression}]`;
  let at = 0;
  const parts = lines.map((line) => {
    const from = text.indexOf(line, at);
    at = from + line.length;
    return `slice(${expression}, ${from}, ${at})`;
  });
  return `[${parts.join(', ')}]`;
}
