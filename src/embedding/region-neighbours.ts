import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { ValueNode } from '../document/inline-nodes.ts';
import { touchAround } from '../document/value-neighbours.ts';
import { lineEnd } from './marker-places.ts';
import type { PageRegions, Region } from './page-regions.ts';

/** Marks that readers do not see as characters: comments, elements, emphasis, code, and where a link leads. */
const MARKS = /\]\([^()]*\)|<!--[^]*?-->|\{\/\*[^]*?\*\/\}|<\/?[a-z][^<>]*>|\*\*|__|[*_`]|''+/giu;

/** What strikes a text out, in Markdown and HTML. */
const STRUCK = /(?:~~|<(?:s|del|strike)>)\s*$/iu;

/**
 * Reports what a person wrote right before or behind a figure within a line, where readers would read it as a part of the
 * figure: `−`, a digit, `million`. The figure is proved; what stands next to its region is not.
 */
export function reportNeighbours(
  { file: { text }, regions }: PageRegions,
  region: Region,
  { figure, locale }: { readonly figure: ValueNode; readonly locale: string },
  diagnostics: Diagnostics,
): void {
  const [first, last] = [region.opening.start, region.closing?.end ?? region.end];
  const [start, end] = [text.lastIndexOf('\n', first - 1) + 1, lineEnd(text, last)];
  const inLine = regions.filter((one) => one !== region && one.isInline && one.start > start && one.end < end);
  const left = inLine.findLast((one) => one.end < first);
  const right = inLine.find((one) => one.start > last);
  const before = text.slice(left?.closing?.end ?? start, first);
  const behind = text.slice(last, right?.opening.start ?? end);
  const held = (one: Region | undefined): string | undefined => one && text.slice(one.start, one.end).trim();
  const gaps = { before: before.replaceAll(MARKS, ''), behind: behind.replaceAll(MARKS, '') };
  const touch = touchAround(gaps, figure, { left: held(left), right: held(right) }, locale);
  const fault = STRUCK.test(before)
    ? {
        message: `the figure ${figure.text} is struck out`,
        hint: 'say in words what holds no longer, or leave the figure out',
      }
    : touch && { message: `${touch.what} touches the figure ${figure.text}`, hint: touch.hint };
  if (fault) diagnostics.error('document/value-neighbour', fault.message, region.place, fault.hint);
}
