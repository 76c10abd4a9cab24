import type { Picture } from '../page.ts';

/** A picture as an HTML element, because Markdown has no place for its width. */
export function imageElement({ alt, width }: Picture, url: string): string {
  const words = alt.replaceAll(/[&"<>|\n]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<img src="${url}" alt="${words}" width="${Math.round(width)}">`;
}
