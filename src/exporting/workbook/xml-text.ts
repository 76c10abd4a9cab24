/** Most characters that a cell of a spreadsheet holds. */
const MAX_CELL = 32_767;

/** Characters that XML 1.0 does not have, and halves of characters. */
const FORBIDDEN =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text in XML, as content or between double quotes. */
export function xmlText(text: string): string {
  return text.replace(FORBIDDEN, '\uFFFD').replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}

/** A text of a cell. Spreadsheets read `_x0041_` as the letter A, so its first sign is written in that way itself. */
export function cellText(text: string): string {
  const shown = text.length > MAX_CELL ? `${text.slice(0, MAX_CELL - 1)}…` : text;
  return xmlText(shown.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'));
}
