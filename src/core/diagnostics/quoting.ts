/** A text as a regular expression finds it, with the `v` flag or without. */
export function inPattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text in XML, as content or between double quotes. */
export function inXml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}

/** A text in YAML, between single quotes. */
export function inYaml(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
