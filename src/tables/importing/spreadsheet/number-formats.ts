import { dateFromSerial, dateToSerial, format, getFormatFromId, getFormatInfo, isDateFormat } from 'numfmt';
import type { GridCell } from '../grid.ts';
import { WorkbookError } from './archive.ts';
import { readXml } from './xml.ts';

/** What a style says about a cell: its number format, by how many steps its text is indented, and whether it is struck through. */
export interface CellFormat {
  readonly code: string;
  readonly indent: number;
  readonly isStruck: boolean;
}

/** The formats of a workbook, by the number of the style that a cell names. */
export type CellFormats = readonly CellFormat[];

const GENERAL = 'General';

/** Most characters of a number format: spreadsheet programs write no more. */
const MAX_FORMAT = 255;

/** Steps of indentation at most: spreadsheet programs write no more. */
const MAX_INDENT = 250;

/** Reads the formats from `styles.xml`. */
export function readCellFormats(name: string, bytes: Uint8Array): CellFormats {
  const own = new Map<number, string>();
  const styles: { id: number; font: number; indent: number }[] = [];
  const struckFonts: boolean[] = [];
  let isFont = false;
  let isCellStyle = false;
  readXml(name, bytes, {
    open: (tag, attribute) => {
      if ((attribute('formatCode') ?? '').length > MAX_FORMAT)
        throw new WorkbookError(
          `the workbook is damaged: a number format has more than ${MAX_FORMAT} characters`,
          'open it in a spreadsheet program and save it again',
        );
      if (tag === 'numFmt') own.set(Number(attribute('numFmtId')), attribute('formatCode') ?? GENERAL);
      else if (tag === 'fonts') isFont = true;
      else if (tag === 'font' && isFont) struckFonts.push(false);
      else if (tag === 'strike' && isFont) struckFonts[struckFonts.length - 1] = isStruckBy(attribute);
      else if (tag === 'cellXfs') isCellStyle = true;
      else if (tag === 'xf' && isCellStyle)
        styles.push({ id: Number(attribute('numFmtId') ?? 0), font: Number(attribute('fontId') ?? 0), indent: 0 });
      else if (tag === 'alignment' && isCellStyle) {
        const style = styles.at(-1);
        if (style) style.indent = Math.min(MAX_INDENT, Number(attribute('indent') ?? 0) || 0);
      }
    },
    close: (tag) => {
      if (tag === 'fonts') isFont = false;
      if (tag === 'cellXfs') isCellStyle = false;
    },
    text: () => undefined,
  });
  return styles.map(({ id, font, indent }) => ({
    code: own.get(id) ?? (getFormatFromId(id) as string | null) ?? GENERAL,
    indent,
    isStruck: struckFonts[font] ?? false,
  }));
}

/** Whether a `strike` of a font or run strikes its text through: with `val="0"` it says that it does not. */
export function isStruckBy(attribute: (name: string) => string | undefined): boolean {
  return !/^(?:0|false)$/.test(attribute('val') ?? '1');
}

/** Days from the first day of a workbook that counts from 1904 to that of one that counts from 1900. */
const DAYS_TO_1904 = 1462;

/** A number as a cell with a format shows it. `counts1904` is how the workbook counts days. */
export function numberCell(value: number, code: string, counts1904: boolean): GridCell {
  if (isDateFormat(code)) return dateCell(counts1904 ? value + DAYS_TO_1904 : value, code);
  const plain = withoutLocale(code);
  const showsDigits = isDigitFormat(plain, value);
  const text = shown(plain, value).trim();
  return { kind: 'number', text, raised: '', format: code, showsDigits, value };
}

/**
 * A format with its currencies as texts: `[$€-407]` is a euro sign with the language of its menu, which does not decide how
 * a spreadsheet program writes numbers. All numerals are read with points and commas as in English.
 */
function withoutLocale(code: string): string {
  return code.replace(/\[\$([^\]]*)\]/g, (_, named: string) => {
    const symbol = named.replace(/-[\dA-F]*$/i, '').replaceAll('"', '');
    return symbol === '' ? '' : `"${symbol}"`;
  });
}

/** Why a format shows a digit that is none of the number; undefined if it shows none. */
export function ownDigit(format: string): string | undefined {
  const code = withoutLocale(format).replace(/\[[^\]]*\]|_./g, '');
  // `0.0" kt CO2"` is a unit, `"9"0.0` a digit
  const literals = /"[^"]*(?<![\p{L}\d])\d[^"]*"|[\\!*]\d|(?<!E[+-]0*)[1-9]/iu;
  const [literal] = literals.exec(code.replace(/"[^"\d]*"|"[^"]*\p{L}\d[^"]*"/gu, '')) ?? [];
  return literal === undefined ? undefined : `has a digit of its own, ${literal}`;
}

/**
 * Why a reader of a cell sees another number than the cell holds; undefined if the numeral is the number, rounded to its
 * digits, or a percentage of it. A format may add digits of its own, take off thousands or leave a sign out.
 */
export function misshown(numeral: string, value: number, format: string): string | undefined {
  const own = ownDigit(format);
  if (own !== undefined) return own;
  const code = withoutLocale(format).replace(/\[[^\]]*\]|_./g, '');
  const bare = code.replace(/"[^"]*"|[\\!*]./g, '');
  if (bare.includes('/')) return 'shows a fraction';
  const held = value * 100 ** (bare.split('%').length - 1);
  const digits = numeral.replaceAll(',', '').replace('\u2212', '-');
  const step = 10 ** -(digits.split('.')[1]?.length ?? 0);
  // the second part is what binary numbers do not hold
  const tolerance = step / 2 + Math.abs(held) * 1e-12 + step * 1e-9;
  return Math.abs(Number(digits) - held) <= tolerance ? undefined : `makes another number of ${value}`;
}

/** Whether a format decides how many digits of a number are shown. */
function isDigitFormat(code: string, value: number): boolean {
  try {
    const { type } = getFormatInfo(code);
    if (['general', 'text', 'date', 'datetime', 'time', 'error'].includes(type)) return false;
    // A section without digits shows a word in place of the number.
    return /\d/.test(shown(code, value));
  } catch {
    return false;
  }
}

function shown(code: string, value: number): string {
  try {
    return format(code, value);
  } catch {
    return format(GENERAL, value);
  }
}

/** The number that spreadsheets have for a day: `2025-01-31`, or one with a time; undefined if it is none. */
export function dateNumber(day: string): number | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:T|$)/.exec(day)?.slice(1).map(Number);
  const serial = parts && dateToSerial(parts);
  return typeof serial === 'number' ? Math.floor(serial) : undefined;
}

function dateCell(serial: number, code: string): GridCell {
  const text = shown(code, serial).trim();
  const [year, month, day] = dateFromSerial(serial) as number[];
  const cell = { kind: 'date', text, raised: '', format: code } as const;
  if (year === undefined || year < 1900) return cell;
  const pattern = code.replace(/\[[^\]]*\]|"[^"]*"|\\./g, '');
  const precision = /d/i.test(pattern) ? 'day' : /m/i.test(pattern) ? 'month' : 'year';
  const number = (part: number | undefined): string => String(part ?? 1).padStart(2, '0');
  return { ...cell, date: { day: `${year}-${number(month)}-${number(day)}`, precision } };
}
