import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { byClass, byTag, elements, without } from '../output/elements.ts';
import { readHtml, textOf } from '../output/html-text.ts';
import { type PageFill, pageFills, type PageLine } from '../output/pdf/page-fill.ts';

/** The part of its paper that a page may have empty at its foot, unless a part of the brief ends on it. */
const MOST_EMPTY = 0.1;

/** Points of the margin below a page's text, and what letters and lines may differ from that. */
const FOOT = 54;
const SLACK = 12;

/** A PDF with the headings of its brief, as `brief.html` next to it has them. */
export interface PrintedPages {
  readonly fills: readonly PageFill[];
  readonly sections: readonly PrintedSection[];
  /** Names of parts of the brief, such as its annex, which stand above their first headings. */
  readonly parts: readonly string[];
}

interface PrintedSection {
  readonly id: string;
  readonly depth: number;
  readonly isAnnex: boolean;
  readonly heading: string;
}

/** Reads a PDF of a built edition. */
export async function readPages(file: string): Promise<PrintedPages> {
  const page = readHtml(await readFile(path.join(path.dirname(file), 'brief.html'), 'utf8'));
  const sections = byTag(page, 'section').flatMap((section) => {
    const [heading] = byTag(section, 'h2', 'h3', 'h4');
    if (!heading) return [];
    return {
      id: String(heading.properties['id']),
      depth: Number(heading.tagName[1]),
      isAnnex: String(section.properties['className']).includes('annex'),
      heading: textOf(without(heading, ({ properties }) => String(properties['className']) === 'flag')),
    };
  });
  const exhibits = elements(page, ({ properties }) => String(properties['className']) === 'exhibit');
  const ids = [...sections.map(({ id }) => id), ...exhibits.map(({ properties }) => String(properties['id']))];
  const parts = byClass(page, 'part').map(textOf);
  return { fills: await pageFills(await readFile(file), new Set(ids)), sections, parts };
}

/** The pages before the end of a part that are too empty at their foot, counted from 1. */
export function emptyPages({ fills, sections }: PrintedPages): number[] {
  const annex = sections.find(({ isAnnex }) => isAnnex)?.id;
  return fills.flatMap(({ height, lines }, at) => {
    const next = fills[at + 1];
    if (!next || next.starts[0]?.id === annex) return [];
    const lowest = Math.min(...lines.map(({ y }) => y));
    return lowest - FOOT > MOST_EMPTY * height + SLACK ? [at + 1] : [];
  });
}

/** How many pages come before the annex. */
export function pagesBeforeAnnex({ fills, sections }: PrintedPages): number {
  const annex = sections.find(({ isAnnex }) => isAnnex)?.id;
  const at = fills.findIndex(({ starts }) => starts.some(({ id }) => id === annex));
  return at < 0 ? fills.length : at;
}

/** Headings below which their page has no text but their own. */
export function loneHeadings({ fills, sections }: PrintedPages): string[] {
  const headings = new Map(sections.map(({ id, heading }) => [id, squeezed(heading)]));
  return fills.flatMap(({ lines, starts }) =>
    starts.flatMap(({ id, y }) => {
      const heading = headings.get(id);
      if (heading === undefined) return [];
      // places are counted from the top of the text, so the heading is found by its words
      const own = lines.findIndex(({ text }) => text.trim() !== '' && heading.startsWith(squeezed(text)));
      const below = own < 0 ? lines : lines.slice(own).filter(({ text }) => !heading.includes(squeezed(text)));
      return below.length < 2 && y > 0 ? [id] : [];
    }),
  );
}

/** Pages whose head names another chapter than that with which they begin. */
export function wrongHeads({ fills, sections, parts }: PrintedPages): string[] {
  const chapters = new Map(
    sections.filter(({ depth }) => depth === 2).map(({ id, heading }) => [id, squeezed(heading)]),
  );
  let before = '';
  return fills.flatMap(({ head, lines, starts }, at) => {
    const own = starts.flatMap(({ id }) => chapters.get(id) ?? []);
    const first = squeezed(lines.find(({ text }) => !parts.includes(text.trim()))?.text ?? '');
    const opens = own[0]?.startsWith(first) && first !== '';
    const expected = opens || before === '' ? (own[0] ?? '') : before;
    before = own.at(-1) ?? before;
    const shown = squeezed(head.replace(/\s*…$/, ''));
    return at > 0 && !(shown === '' ? expected === '' : expected.startsWith(shown)) ? [`${at + 1}: ${head}`] : [];
  });
}

/** Lines of one Chinese character below a long line of the same text. */
export function loneCharacters({ fills }: PrintedPages): string[] {
  return fills.flatMap(({ lines }) => loneIn(lines));
}

function loneIn(lines: readonly PageLine[]): string[] {
  return lines.flatMap((line) => {
    if (!/^\p{Script=Han}[。，；：、）”]*$/u.test(line.text.trim())) return [];
    const above = lines.find(
      ({ x, y, size, text }) =>
        Math.abs(x - line.x) < 1 && size === line.size && y > line.y && y - line.y < 2.2 * size && text.length > 9,
    );
    return above ? [`${above.text} / ${line.text}`] : [];
  });
}

function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
