import type { Position } from './rich-text.ts';

export type Attribute = (name: string) => string | undefined;

/** What the styles of an OpenDocument spreadsheet say, by their names. */
export interface DataStyles {
  readonly cells: ReadonlyMap<string, CellStyle>;
  /** Of runs of text. */
  readonly looks: ReadonlyMap<string, Look>;
  readonly hiddenSheets: ReadonlySet<string>;
  /** Of rows and columns without a height or width. */
  readonly hiddenLines: ReadonlySet<string>;
}

export interface CellStyle {
  /** A number format as XLSX writes it; undefined for none. */
  readonly code: string | undefined;
  readonly indent: number;
  readonly isStruck: boolean;
}

interface Look {
  readonly position: Position;
  readonly isStruck: boolean;
}

interface OpenStyle {
  readonly name: string;
  readonly family: string;
  readonly parent: string | undefined;
  readonly data: string | undefined;
  indent?: number;
  isStruck?: boolean;
  position?: Position;
  isHidden?: boolean;
}

interface OpenFormat {
  readonly name: string;
  readonly kind: string;
  code: string;
  /** Formats for some values, as for those below zero. */
  readonly maps: { readonly condition: string; readonly name: string }[];
}

/** Whether a length, `0cm`, is none. */
function isZero(length: string | undefined): boolean {
  return length !== undefined && Number.parseFloat(length) === 0;
}

/** Inches of a step of indentation. */
const STEP = 0.139;

/** Reads the styles of cells and numbers from `styles.xml` and `content.xml`. */
export class DataStyleReader {
  readonly #styles = new Map<string, OpenStyle>();
  readonly #formats = new Map<string, OpenFormat>();
  #style: OpenStyle | undefined;
  #format: OpenFormat | undefined;
  #literal: string | undefined;

  open(tag: string, attribute: Attribute): void {
    if (FORMATS.has(tag)) {
      this.#format = { name: attribute('style:name') ?? '', kind: tag, code: '', maps: [] };
      return;
    }
    if (this.#format) {
      this.#openPart(this.#format, tag, attribute);
      return;
    }
    switch (tag) {
      case 'style':
        this.#style = {
          name: attribute('style:name') ?? '',
          family: attribute('family') ?? '',
          parent: attribute('parent-style-name'),
          data: attribute('data-style-name'),
        };
        break;
      case 'table-properties':
        if (this.#style) this.#style.isHidden = attribute('table:display') === 'false';
        break;
      case 'table-row-properties':
      case 'table-column-properties':
        if (this.#style) this.#style.isHidden = isZero(attribute('row-height') ?? attribute('column-width'));
        break;
      case 'paragraph-properties':
        if (this.#style) this.#style.indent = Math.round(inches(attribute('margin-left')) / STEP);
        break;
      case 'text-properties':
        this.#openLook(attribute);
        break;
      default:
    }
  }

  text(text: string): void {
    if (this.#literal !== undefined) this.#literal += text;
  }

  close(tag: string): void {
    const format = this.#format;
    if (format && (tag === 'text' || tag === 'currency-symbol')) {
      format.code += literal(this.#literal ?? '', format.kind);
      this.#literal = undefined;
    } else if (format && tag === format.kind) {
      this.#formats.set(format.name, format);
      this.#format = undefined;
    } else if (tag === 'style' && this.#style) {
      this.#styles.set(`${this.#style.family} ${this.#style.name}`, this.#style);
      this.#style = undefined;
    }
  }

  /** What was read. */
  take(): DataStyles {
    const cells = new Map<string, CellStyle>();
    const looks = new Map<string, Look>();
    const hiddenSheets = new Set<string>();
    const hiddenLines = new Set<string>();
    for (const style of this.#styles.values()) {
      const { name, family, isHidden = false } = style;
      if (family === 'table' && isHidden) hiddenSheets.add(name);
      if ((family === 'table-row' || family === 'table-column') && isHidden) hiddenLines.add(name);
      if (family === 'text') looks.set(name, { position: style.position ?? 'line', isStruck: style.isStruck ?? false });
      if (family !== 'table-cell') continue;
      const data = this.#inherited(style, 'data');
      cells.set(name, {
        code: data === undefined ? undefined : this.#codeOf(data),
        indent: this.#inherited(style, 'indent') ?? 0,
        isStruck: this.#inherited(style, 'isStruck') ?? false,
      });
    }
    return { cells, looks, hiddenSheets, hiddenLines };
  }

  #openPart(format: OpenFormat, tag: string, attribute: Attribute): void {
    switch (tag) {
      case 'text':
      case 'currency-symbol':
        this.#literal = '';
        break;
      case 'number':
        format.code += digits(attribute);
        break;
      case 'scientific-number':
        format.code += `${digits(attribute)}E+${'0'.repeat(Math.min(Number(attribute('min-exponent-digits') ?? 2) || 2, 9))}`;
        break;
      case 'boolean':
        format.code = BOOLEAN;
        break;
      case 'month':
        format.code += monthCode(attribute('number:style') === 'long', attribute('textual') === 'true');
        break;
      case 'fraction':
        format.code += '# ?/?';
        break;
      case 'map':
        format.maps.push({
          condition: (attribute('condition') ?? '').replaceAll(' ', ''),
          name: attribute('apply-style-name') ?? '',
        });
        break;
      default:
        format.code += DATE_PARTS[tag]?.(attribute('number:style') === 'long') ?? '';
    }
  }

  #openLook(attribute: Attribute): void {
    if (!this.#style) return;
    const line = attribute('text-line-through-style') ?? attribute('text-line-through-type');
    if (line !== undefined) this.#style.isStruck = line !== 'none';
    const position = attribute('text-position');
    if (position !== undefined) this.#style.position = positionOf(position);
  }

  #inherited<K extends 'data' | 'indent' | 'isStruck'>(style: OpenStyle, key: K): OpenStyle[K] | undefined {
    let one: OpenStyle | undefined = style;
    for (let depth = 0; one && depth < 20; depth += 1) {
      if (one[key] !== undefined) return one[key];
      one = this.#styles.get(`${one.family} ${one.parent ?? ''}`);
    }
    return undefined;
  }

  /** The code of a format, with those for some values before it: `0;-0` for positive numbers and zero, and for those below. */
  #codeOf(name: string): string | undefined {
    const format = this.#formats.get(name);
    if (!format) return undefined;
    const sections = format.maps.map((map) => ({ ...map, code: this.#formats.get(map.name)?.code ?? '' }));
    const code = (pattern: RegExp): string | undefined =>
      sections.find(({ condition }) => pattern.test(condition))?.code;
    const [positive, negative, notNegative] = [code(/^value\(\)>0$/), code(/^value\(\)<0$/), code(/^value\(\)>=0$/)];
    if (notNegative !== undefined) return `${notNegative};${format.code}`;
    if (positive !== undefined) return `${positive};${negative ?? `-${positive}`};${format.code}`;
    if (negative !== undefined) return `${format.code};${negative}`;
    const others = sections.map(({ condition, code: own }) => `[${condition.replace('value()', '')}]${own};`);
    return format.code === '' ? undefined : others.join('') + format.code;
  }
}

const FORMATS: ReadonlySet<string> = new Set([
  'number-style',
  'percentage-style',
  'currency-style',
  'date-style',
  'time-style',
  'text-style',
  'boolean-style',
]);

const DATE_PARTS: Readonly<Record<string, (isLong: boolean) => string>> = {
  day: (isLong) => (isLong ? 'dd' : 'd'),
  year: (isLong) => (isLong ? 'yyyy' : 'yy'),
  hours: () => 'hh',
  minutes: () => 'mm',
  seconds: () => 'ss',
  'text-content': () => '@',
};

/** In place of a number format: 1 is true and 0 false. */
export const BOOLEAN = 'BOOLEAN';

function monthCode(isLong: boolean, isTextual: boolean): string {
  return 'm'.repeat((isTextual ? 3 : 1) + (isLong ? 1 : 0));
}

/** The digits of a number. Without a number of decimals it is shown as it is. */
function digits(attribute: Attribute): string {
  const places = attribute('number:decimal-places') ?? attribute('loext:decimal-places');
  if (places === undefined) return 'General';
  const count = Math.min(Number(places) || 0, 30);
  const least = Math.min(Number(attribute('min-decimal-places') ?? count) || 0, count);
  const whole = '0'.repeat(Math.min(Math.max(1, Number(attribute('min-integer-digits') ?? 1) || 1), 30));
  const grouped = attribute('grouping') === 'true' && whole === '0' ? '#,##0' : whole;
  // A factor takes off thousands, which a comma at the end does.
  const factor = Math.round(Math.log10(Number(attribute('display-factor') ?? 1) || 1) / 3);
  return `${grouped}${count === 0 ? '' : `.${'0'.repeat(least)}${'#'.repeat(count - least)}`}${','.repeat(Math.max(0, factor))}`;
}

/** A text of a format. The sign of a percentage multiplies by a hundred. */
function literal(text: string, kind: string): string {
  if (text === '') return '';
  if (kind === 'percentage-style' && text.includes('%')) return text.split('%').map(quoted).join('%');
  if (kind === 'date-style' && /^[\s./,:-]+$/.test(text)) return text;
  return text === '-' || text === '(' || text === ')' || text === ' ' ? text : quoted(text);
}

function quoted(text: string): string {
  return text === '' ? '' : `"${text.replaceAll('"', '')}"`;
}

function inches(length: string | undefined): number {
  const [, number = '0', unit = 'in'] = /^([\d.]+)(in|cm|mm|pt)$/.exec(length ?? '') ?? [];
  return Number(number) / ({ in: 1, cm: 2.54, mm: 25.4, pt: 72 }[unit] ?? 1);
}

/** The position of `super 58%`, `-33% 58%`; `0% 100%` is in the line. */
function positionOf(written: string): Position {
  if (/^(?:super|[1-9])/.test(written)) return 'raised';
  return /^(?:sub|-)/.test(written) ? 'lowered' : 'line';
}
