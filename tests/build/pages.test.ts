import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openChartThread, type ChartThread } from '../../src/chart/chart-thread.ts';
import type { Paper } from '../../src/brief/paper.ts';
import type { Composition } from '../../src/build/composition.ts';
import { drawCharts } from '../../src/build/edition-charts.ts';
import { composeEdition } from '../../src/build/schedule.ts';
import { printPaper } from '../../src/build/edition-rendering.ts';
import { selectEditions } from '../../src/build/edition-selection.ts';
import type { EditionSource } from '../../src/build/edition-source.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { type BrowserSession, openBrowser } from '../../src/browser/browser.ts';
import type { Section } from '../../src/document/nodes.ts';
import { nodesOf, plainText } from '../../src/document/tree-walk.ts';
import type { PageFoot } from '../../src/output/pdf/page-composition.ts';
import { type PageFill, pageFills, type PageLine } from '../output/pdf/page-fill.ts';

/** The part of its paper that a page may have empty at its foot, unless a part of the brief ends on it. */
const MOST_EMPTY = 0.1;

/** Points of the margin below a page's text, and what letters and lines may differ from that. */
const FOOT = 54;
const SLACK = 12;

/** Pages of all editions that are emptier, as their briefs are warned: to be brought down. */
const MOST_TOLD = 9;

let browser: BrowserSession;
let charts: ChartThread;
beforeAll(() => {
  browser = openBrowser({ environment: process.env });
  charts = openChartThread();
});
afterAll(() => Promise.all([browser.close(), charts.close()]));

interface Printed {
  readonly fills: readonly PageFill[];
  readonly feet: readonly PageFoot[];
  readonly sections: readonly Section[];
}

async function printed(composition: Composition, paper: Paper): Promise<Printed> {
  const { document } = composition;
  const { pdf, feet } = await printPaper(composition, paper, { browser, environment: {} }, new Diagnostics());
  const sections = nodesOf(document.root, 'section').filter(({ depth }) => depth > 1);
  const ids = [...sections, ...nodesOf(document.root, 'exhibit')].map(({ id }) => id);
  return { fills: await pageFills(pdf, new Set(ids)), feet, sections };
}

const sources = await selectEditions(new Workspace('.'), [], new Diagnostics());
const told: string[] = [];

describe.each(sources.map((source): [string, EditionSource] => [source.folder, source]))('%s', (folder, source) => {
  test('has composed pages', async () => {
    const diagnostics = new Diagnostics();
    const composition = await composeEdition(source, drawCharts(source, charts, diagnostics), diagnostics);
    for (const paper of source.brief.papers) {
      const pages = await printed(composition, paper);
      told.push(...pages.feet.map(({ page }) => `${folder} ${paper} ${page}`));
      expect({
        paper,
        emptyUntold: emptyPages(pages).filter((page) => !pages.feet.some((foot) => foot.page === page)),
        loneHeadings: loneHeadings(pages),
        wrongHeads: wrongHeads(pages),
        loneCharacters: pages.fills.flatMap(({ lines }) => loneCharacters(lines)),
      }).toEqual({ paper, emptyUntold: [], loneHeadings: [], wrongHeads: [], loneCharacters: [] });
    }
  });
});

test('few pages of all editions are emptier than a tenth', () => {
  expect(told.length, told.join('\n')).toBeLessThanOrEqual(MOST_TOLD);
});

/** The pages before the end of a part that are too empty at their foot, counted from 1. */
function emptyPages({ fills, sections }: Printed): number[] {
  const annex = sections.find(({ isAnnex }) => isAnnex)?.id;
  return fills.flatMap(({ height, lines }, at) => {
    const next = fills[at + 1];
    if (!next || next.starts[0]?.id === annex) return [];
    const lowest = Math.min(...lines.map(({ y }) => y));
    return lowest - FOOT > MOST_EMPTY * height + SLACK ? [at + 1] : [];
  });
}

/** Headings below which their page has no text but their own. */
function loneHeadings({ fills, sections }: Printed): string[] {
  const headings = new Map(sections.map(({ id, children: [heading] }) => [id, squeezed(plainText(heading.children))]));
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
function wrongHeads({ fills, sections }: Printed): string[] {
  const chapters = new Map(
    sections
      .filter(({ depth }) => depth === 2)
      .map(({ id, children: [heading] }) => [id, squeezed(plainText(heading.children))]),
  );
  let before = '';
  return fills.flatMap(({ head, lines, starts }, at) => {
    const own = starts.flatMap(({ id }) => chapters.get(id) ?? []);
    const first = squeezed(lines[0]?.text ?? '');
    const opens = own[0]?.startsWith(first) && first !== '';
    const expected = opens || before === '' ? (own[0] ?? '') : before;
    before = own.at(-1) ?? before;
    const shown = squeezed(head.replace(/\s*…$/, ''));
    return at > 0 && !(shown === '' ? expected === '' : expected.startsWith(shown)) ? [`${at + 1}: ${head}`] : [];
  });
}

/** Lines of one Chinese character below a long line of the same text. */
function loneCharacters(lines: readonly PageLine[]): string[] {
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
