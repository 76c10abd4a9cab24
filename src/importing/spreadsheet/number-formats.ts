import { dateFromSerial, format, getFormatFromId, getFormatInfo, isDateFormat } from 'numfmt';
import type { GridCell } from '../grid.ts';
import { readXml } from './xml.ts';

/** The number formats of a workbook, by the number of the style that a cell names. */
export type CellFormats = readonly string[];

const GENERAL = 'General';

/** Reads the formats from `styles.xml`. */
export function readCellFormats(name: string, bytes: Uint8Array): CellFormats {
  const own = new Map<number, string>();
  const ids: number[] = [];
  let isCellStyle = false;
  readXml(name, bytes, {
    open: (tag, attribute) => {
      if (tag === 'numFmt') own.set(Number(attribute('numFmtId')), attribute('formatCode') ?? GENERAL);
      else if (tag === 'cellXfs') isCellStyle = true;
      else if (tag === 'xf' && isCellStyle) ids.push(Number(attribute('numFmtId') ?? 0));
    },
    close: (tag) => {
      if (tag === 'cellXfs') isCellStyle = false;
    },
    text: () => undefined,
  });
  return ids.map((id) => own.get(id) ?? (getFormatFromId(id) as string | null) ?? GENERAL);
}

/** Days from the first day of a workbook that counts from 1904 to that of one that counts from 1900. */
const DAYS_TO_1904 = 1462;

/** A number as a cell with a format shows it. `counts1904` is how the workbook counts days. */
export function numberCell(value: number, code: string, counts1904: boolean): GridCell {
  if (isDateFormat(code)) return dateCell(counts1904 ? value + DAYS_TO_1904 : value, code);
  const showsDigits = isDigitFormat(code, value);
  const text = shown(code, value).trim();
  return { kind: 'number', text, raised: '', format: code, showsDigits, isNegative: value < 0, isZero: value === 0 };
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
