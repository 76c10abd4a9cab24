import { parseUnit } from '../dataset/unit.ts';

/** Words for how many of a unit are counted as one, in the languages that Assay has words for. */
const SCALES: readonly (readonly [written: RegExp, scale: string])[] = [
  [/\b(?:thousands?|1[ ,.\u00A0]?000|tausend)\b|\bTsd\b|千|[’']000\b/i, '10^3 '],
  [/\b(?:millions?|mn|mio|millionen)\b|百万/i, 'million '],
  [/\b(?:billions?|bn|milliarden|mrd)\b|十亿/i, 'bn '],
  [/万/, '10^4 '],
  [/亿/, '10^8 '],
];

const UNITS: readonly (readonly [written: RegExp, unit: string])[] = [
  [/%|\bper ?cent\b|\bprozent\b|百分/i, '%'],
  [/\b(?:tonnes?|metric tons?|tonnen|t)\b|吨/i, 't'],
  [/€|\b(?:euros?|eur)\b|欧元/i, 'EUR'],
  [/US\$|\b(?:us dollars?|dollars?|usd)\b|美元/i, 'USD'],
  [/\b(?:yuan|cny|rmb)\b|元/i, 'CNY'],
  [/\b(?:hectares?|hektar|ha)\b|公顷/i, 'ha'],
  [/\b(kwh|mwh|gwh|twh)\b/i, 'kWh'],
  [/\b(?:persons?|people|personen|inhabitants)\b|人/i, 'person'],
  [/\b(?:barrels?|bbl)\b|桶/i, 'bbl'],
];

/** A scale at the end of a title that names no unit: `Overnight stays, thousands`, `Visits (1,000)`, `Stays ’000`. */
const SCALE_ALONE =
  /(?:[,:(，：（]\s*|\bin (?:the )?|[’'])(?:thousands?|1[ ,.\u00A0]?000|000|tausend|Tsd\.?|千|millions?|mn|mio\.?|millionen|百万|billions?|bn|milliarden|mrd\.?|十亿|万|亿)[)）]?\s*(?:;|$)/i;

/** The unit that a text names, such as the title of a table: `kt` for `thousand tonnes`; undefined if none is seen. */
export function unitIn(text: string): string | undefined {
  const exact = [...text.matchAll(/\(([^()]+)\)|, ([^,()]+)$/g)].map(
    ([, inBrackets, last]) => inBrackets ?? last ?? '',
  );
  const code = exact.map((one) => one.trim()).find((one) => parseUnit(one, new Map()));
  if (code !== undefined) return code;
  const unit = UNITS.find(([written]) => written.test(text))?.[1];
  const energy = /\b[kMGT]Wh\b/.exec(text)?.[0];
  const scale = SCALES.find(([written]) => written.test(text))?.[1] ?? '';
  const found = energy ?? unit;
  if (found === undefined) return SCALE_ALONE.test(text) ? scale.trim() : undefined;
  if (found === '%' || scale === '') return found;
  if (found === 't' && scale === '10^3 ') return 'kt';
  return found === 't' && scale === 'million ' ? 'Mt' : `${scale}${found}`;
}
