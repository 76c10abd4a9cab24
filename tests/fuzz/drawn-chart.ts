import { parse as parseCsv } from 'csv-parse/sync';
import type { Element, Nodes } from 'hast';
import { readHtml, textOf } from '../output/html-text.ts';

// Reads a drawn chart as a person with a ruler does: the numbers of an axis give its scale, and each mark and text is
// measured with it. It shares nothing with the program, and knows of a chart only its picture and its CSV file.

/** How far a mark may stand from its figure, in pixels: Vega moves axes by half of one. */
const PIXEL = 1.1;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Word {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

interface Picture {
  readonly words: readonly Word[];
  readonly marks: readonly Box[];
}

/** An axis of numbers: along which direction, and where a number stands. */
interface Axis {
  readonly along: 'x' | 'y';
  readonly ticks: ReadonlySet<Word>;
  readonly place: (amount: number) => number;
}

/** What is wrong with the charts of a page that show the figures of a CSV file; `judged` is reported how many could be measured. */
export function chartFault(html: string, csv: string, judged: (count: number) => void = () => {}): string | undefined {
  const amounts = amountsOf(csv);
  const pictures = chartsIn(readHtml(html)).map(pictureOf);
  let count = 0;
  for (const picture of pictures) {
    const axis = axisOf(picture);
    if (typeof axis === 'string') return axis;
    const fault = wordFault(picture, axis, amounts) ?? (axis && markFault(picture, axis, amounts));
    if (fault !== undefined) return fault;
    count += axis && picture.marks.length > 0 ? 1 : 0;
  }
  judged(count);
  return undefined;
}

/** The amounts of each series, by the head of its column. */
function amountsOf(csv: string): ReadonlyMap<string, readonly number[]> {
  const rows = parseCsv<Record<string, string>>(csv, { bom: true, columns: true });
  const heads = Object.keys(rows[0] ?? {}).filter((head) => head !== 'period' && !head.endsWith(': flags'));
  return new Map(heads.map((head) => [head, rows.flatMap((row) => (row[head] ? [Number(row[head])] : []))]));
}

function chartsIn(node: Nodes): Element[] {
  if (node.type === 'element' && node.tagName === 'svg') {
    return String(node.properties['className'] ?? '').includes('trend') ? [] : [node];
  }
  const isChart = node.type === 'element' && String(node.properties['className'] ?? '').includes('chart');
  if (isChart || !('children' in node)) return 'children' in node ? svgsIn(node) : [];
  return node.children.flatMap(chartsIn);
}

function svgsIn(node: Nodes): Element[] {
  if (node.type === 'element' && node.tagName === 'svg') return [node];
  return 'children' in node ? node.children.flatMap(svgsIn) : [];
}

function pictureOf(svg: Element): Picture {
  const words: Word[] = [];
  const marks: Box[] = [];
  const walk = (node: Nodes, x: number, y: number, fill: string, stroke: number): void => {
    if (node.type !== 'element') return;
    const { properties, tagName } = node;
    const read = (name: string): number => Number(properties[name] ?? 0);
    const [dx, dy] = movedBy(properties['transform'] ?? '');
    const own = properties['fill'] ?? fill;
    const line =
      properties['stroke'] === undefined
        ? stroke
        : Number(properties['strokeWidth'] ?? properties['stroke-width'] ?? 1);
    const [left, top] = [x + dx, y + dy];
    if (tagName === 'text') words.push({ text: wordsOf(node), x: left + read('x'), y: top + read('y') });
    else if (tagName === 'circle') {
      const [cx, cy, r] = [left + read('cx'), top + read('cy'), read('r')];
      marks.push({ left: cx - r, right: cx + r, top: cy - r, bottom: cy + r });
    } else if (tagName === 'path' && own !== 'none') {
      const box = boxOf(properties['d'] ?? '', left, top);
      if (box) marks.push(line > 0 ? grown(box, line / 2) : box);
    }
    for (const child of node.children) walk(child, left, top, own, line);
  };
  for (const child of svg.children) walk(child, 0, 0, 'none', 0);
  return { words, marks };
}

/** The lines of a text, with spaces between them. */
function wordsOf(node: Element): string {
  const lines = node.children.filter((child) => child.type === 'element' && child.tagName === 'tspan');
  return (lines.length > 0 ? lines.map(textOf).join(' ') : textOf(node)).trim();
}

function movedBy(transform: string): readonly [number, number] {
  const [, x = '0', y = '0'] = /translate\(([-\d.]+)(?:[ ,]+([-\d.]+))?\)/.exec(transform) ?? [];
  return [Number(x), Number(y)];
}

function grown({ left, right, top, bottom }: Box, by: number): Box {
  return { left: left - by, right: right + by, top: top - by, bottom: bottom + by };
}

/** Numbers of a command of a path. */
const SIZES: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, A: 7, C: 6 };

/** The smallest box around the corners of a path of straight lines; around the ends of its arcs, which symbols have. */
function boxOf(path: string, dx: number, dy: number): Box | undefined {
  let [x, y] = [0, 0];
  const [xs, ys]: [number[], number[]] = [[], []];
  for (const [, command = '', rest = ''] of path.matchAll(/([a-z])([^a-z]*)/gi)) {
    const numbers = (rest.match(/-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/gi) ?? []).map(Number);
    const isOwn = command === command.toLowerCase();
    const size = SIZES[command.toUpperCase()];
    if (size === undefined) continue;
    for (let at = 0; at + size <= numbers.length; at += size) {
      const [a = 0, b = 0] = size === 1 ? [numbers[at], numbers[at]] : numbers.slice(at + size - 2, at + size);
      if (command.toUpperCase() !== 'V') x = (isOwn ? x : 0) + a;
      if (command.toUpperCase() !== 'H') y = (isOwn ? y : 0) + b;
      xs.push(x + dx);
      ys.push(y + dy);
    }
  }
  if (xs.length === 0) return undefined;
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** The number of a text that is nothing but a number, as `−1,000.5%`. */
function numberIn(text: string): number | undefined {
  const plain = text.replaceAll(/[,%+ ◆]/g, '').replace('\u2212', '-');
  return /^-?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

/** The axis of numbers: texts in one row or column, at least two, whose places follow from their numbers. */
function axisOf({ words }: Picture): Axis | string | undefined {
  const numbers = words.filter(({ text }) => numberIn(text) !== undefined);
  const lines = (['x', 'y'] as const).flatMap((along) => {
    const across = along === 'x' ? 'y' : 'x';
    const places = new Set(numbers.map((word) => word[across]));
    return [...places].map((place) => ({ along, own: numbers.filter((word) => word[across] === place) }));
  });
  const [best] = lines.filter(({ own }) => own.length > 1).sort((a, b) => b.own.length - a.own.length);
  if (!best) return undefined;
  const { along, own } = best;
  const ends = own.map((word) => [numberIn(word.text) ?? 0, word[along]] as const).sort(([a], [b]) => a - b);
  const [[least, from], [most, to]] = [ends[0], ends.at(-1)] as [readonly [number, number], readonly [number, number]];
  if (least === most) return `two ticks have the number ${least}`;
  // the middle of a letter lies above its line, alike for all
  const place = (amount: number): number => from + ((amount - least) / (most - least)) * (to - from);
  const wrong = own.find((word) => Math.abs(place(numberIn(word.text) ?? 0) - word[along]) > PIXEL);
  return wrong ? `the tick ${wrong.text} does not stand where its number is` : { along, ticks: new Set(own), place };
}

/** Each text with a digit is a tick, or has the number of a figure: of that next to whose name it stands. */
function wordFault(
  picture: Picture,
  axis: Axis | undefined,
  amounts: ReadonlyMap<string, readonly number[]>,
): string | undefined {
  for (const word of picture.words) {
    if (axis?.ticks.has(word)) continue;
    for (const [numeral] of word.text.matchAll(/[\u2212+-]?\d[\d.,]*\d|[\u2212+-]?\d/g)) {
      const number = numberIn(numeral);
      const near = axis ? amountsAt(axis, word, picture, amounts) : [...amounts.values()].flat();
      if (number === undefined || !near.some((amount) => Math.abs(amount - number) < 1e-9)) {
        return `the chart writes "${word.text}", where its figures are ${near.join(', ')}`;
      }
    }
  }
  return undefined;
}

/** Each mark reaches from zero to a figure of its category, or stands at one. */
function markFault(
  { marks, words }: Picture,
  axis: Axis,
  amounts: ReadonlyMap<string, readonly number[]>,
): string | undefined {
  const zero = axis.place(0) + letterOf(axis);
  for (const mark of marks) {
    const [from, to] = axis.along === 'x' ? [mark.left, mark.right] : [mark.top, mark.bottom];
    const middle = { x: (mark.left + mark.right) / 2, y: (mark.top + mark.bottom) / 2 };
    const near = amountsAt(axis, middle, { words, marks }, amounts);
    const fits = near.some((amount) => {
      const at = axis.place(amount) + letterOf(axis);
      const isAt = Math.abs((from + to) / 2 - at) <= PIXEL;
      const reaches = [
        [from, to],
        [to, from],
      ].some(([a = 0, b = 0]) => Math.abs(a - zero) <= PIXEL && Math.abs(b - at) <= PIXEL);
      return isAt || reaches;
    });
    if (!fits)
      return `a mark from ${from} to ${to} is at none of ${near.map((one) => `${one} (${axis.place(one)})`).join(', ')}`;
  }
  return undefined;
}

/** The line of a letter lies below the middle of its tick, on an axis that goes up. */
function letterOf({ along }: Axis): number {
  return along === 'x' ? 0 : -LETTER;
}

const LETTER = 3;

/** The figures of the category that a place belongs to, where the picture names it; else all. */
function amountsAt(
  { along, ticks }: Axis,
  place: { readonly x: number; readonly y: number },
  { words }: Picture,
  amounts: ReadonlyMap<string, readonly number[]>,
): readonly number[] {
  const across = along === 'x' ? 'y' : 'x';
  const names = words.filter((word) => !ticks.has(word) && [...amounts.keys()].some((head) => isOf(head, word.text)));
  const [nearest] = names.toSorted((a, b) => Math.abs(a[across] - place[across]) - Math.abs(b[across] - place[across]));
  const heads = nearest ? [...amounts].filter(([head]) => isOf(head, nearest.text)) : [];
  const isNear = nearest !== undefined && Math.abs(nearest[across] - place[across]) <= NEAR;
  return (isNear ? heads : [...amounts]).flatMap(([, own]) => own);
}

/** Pixels between a mark and the line of the name of its category. */
const NEAR = 9;

/** Whether the head of a column begins with a name: `Harbour route, change on a year earlier (%)`. */
function isOf(head: string, name: string): boolean {
  return name !== '' && (head === name || head.startsWith(`${name},`) || head.startsWith(`${name} (`));
}
