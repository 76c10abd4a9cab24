/** A text as a string of a style sheet, which neither ends the string nor the element that the sheet stands in. */
export function cssString(text: string): string {
  const escaped = text.replaceAll(/["\\<\p{Cc}]/gu, (character) => `\\${character.codePointAt(0)?.toString(16)} `);
  return `"${escaped}"`;
}
