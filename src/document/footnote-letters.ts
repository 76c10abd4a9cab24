/**
 * The mark of a footnote, which counts from 1: (a), (b) … (z), (aa). It is in brackets because it may follow a figure, and
 * a letter because numbers in brackets are sources.
 */
export function footnoteLetters(number: number): string {
  let letters = '';
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCodePoint(97 + ((rest - 1) % 26)) + letters;
  }
  return `(${letters})`;
}
