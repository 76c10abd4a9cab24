/** A text as a CSS string, safe in a `style` element. */
export function cssString(text: string): string {
  const escaped = text.replaceAll(/["\\<\p{Cc}]/gu, (character) => `\\${character.codePointAt(0)?.toString(16)} `);
  return `"${escaped}"`;
}
