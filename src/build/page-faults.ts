import { houseFaces } from '../brief/house-style.ts';
import type { Paper } from '../brief/paper.ts';
import { isForPaper, widthsIn } from '../brief/style-sheet.ts';
import type { BrowserSession } from '../browser/browser.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { nodesOf } from '../document/tree-walk.ts';
import type { PageFault } from '../output/look-in-page.ts';
import { lookAtScreens, MAX_PAGES } from '../output/page-look.ts';
import { lookAtPaper } from '../output/pdf/print.ts';
import type { Composition } from './composition.ts';
import { renderPage, renderScreenPage } from './edition-rendering.ts';
import { blamedDeclarations } from './style-blame.ts';

/** Kinds of faults that are reported of one page. */
const MAX_KINDS = 4;

/** Reports what is wrong with a page for paper at the declarations that cause it, else at its table or the output. */
export async function reportPaperFaults(
  composition: Composition,
  { paper, path, faults }: { readonly paper: Paper; readonly path: string; readonly faults: readonly PageFault[] },
  browser: BrowserSession,
  diagnostics: Diagnostics,
): Promise<void> {
  const { house } = composition.source.brief;
  const faces = houseFaces(house, composition.source.locale);
  const look = (sheet: string): Promise<readonly PageFault[]> =>
    lookAtPaper(browser, renderPage(composition, paper, sheet), faces);
  await reportFaults(composition, { path, faults, look, where: 'on paper', size: paper }, diagnostics);
}

/**
 * Looks at the page for the screen, and reports what is wrong with it. Assay's own style sheets do no harm, so where that
 * of the brief changes nothing on screens there is nothing to find.
 */
export async function checkScreens(
  composition: Composition,
  { path, html }: { readonly path: string; readonly html: string },
  browser: BrowserSession,
  diagnostics: Diagnostics,
): Promise<void> {
  const { style } = composition.source.brief;
  if (!style || (await isForPaper(style))) return;
  const widths = await widthsIn(style);
  const { faults, screen } = await lookAtScreens(browser, html, widths);
  const look = async (sheet: string): Promise<readonly PageFault[]> =>
    (await lookAtScreens(browser, await renderScreenPage(composition, sheet), widths)).faults;
  await reportFaults(
    composition,
    { path, faults, look, where: `in brief.html (${screen})`, size: screen },
    diagnostics,
  );
}

interface FaultyPage {
  readonly path: string;
  readonly faults: readonly PageFault[];
  /** Finds the faults that the page has with another style sheet. */
  readonly look: (sheet: string) => Promise<readonly PageFault[]>;
  /** `on paper`, or the screen. */
  readonly where: string;
  /** The paper. */
  readonly size: string;
}

/** Reports one fault of each kind: the others of that kind go with it. */
async function reportFaults(
  composition: Composition,
  { path, faults, look, where, size }: FaultyPage,
  diagnostics: Diagnostics,
): Promise<void> {
  const { style } = composition.source.brief;
  const kinds = new Map<string, PageFault>();
  for (const fault of faults) if (!kinds.has(fault.why)) kinds.set(fault.why, fault);
  for (const [why, fault] of [...kinds].slice(0, MAX_KINDS)) {
    const has = async (sheet: string): Promise<boolean> => (await look(sheet)).some((other) => other.why === why);
    const blamed = style ? await blamedDeclarations(style, has) : [];
    for (const place of blamed)
      diagnostics.error(ruleOf(fault), blameOf(fault, where), place, 'change or remove this declaration');
    if (blamed.length > 0) continue;
    const sameKind = faults.filter((other) => other.why === why);
    for (const one of fault.table === undefined ? [fault] : sameKind) {
      diagnostics.error(
        ruleOf(one),
        messageOf(one, fault.table === undefined ? where : `${size} (${composition.source.locale})`),
        tablePlace(composition, one) ?? path,
        adviceOn(one),
      );
    }
  }
}

type FaultRule = Extract<RuleId, 'output/illegible' | 'output/too-long' | 'output/too-wide'>;

function ruleOf({ why }: PageFault): FaultRule {
  if (why === 'is too long') return 'output/too-long';
  return why === 'is too wide' ? 'output/too-wide' : 'output/illegible';
}

/** What to do where no declaration of a style sheet is the cause. */
const ADVICE: Readonly<Record<FaultRule, string>> = {
  'output/illegible': 'report a fault of Assay: no style sheet of the brief causes this',
  'output/too-long': 'print less, or several briefs',
  'output/too-wide': 'leave out columns, shorten their words, or make two tables of it',
};

function adviceOn(fault: PageFault): string {
  const advice = ADVICE[ruleOf(fault)];
  return fault.isNarrow ? `give its exhibit width="full"; else ${advice}` : advice;
}

/** Where the template has a table. */
function tablePlace({ document, filled }: Composition, { table }: PageFault): Place | undefined {
  if (table === undefined) return undefined;
  const offset = nodesOf(document.root, 'table')[table]?.position?.start.offset;
  return offset === undefined ? undefined : filled.placeOf(offset);
}

/** What a declaration does. It names no words, so that it is said once for all editions. */
function blameOf({ why, excess }: PageFault, where: string): string {
  if (why === 'is too long') return TOO_LONG;
  return `because of this, ${excess === undefined ? 'text' : 'a table'} ${where} ${why}`;
}

function messageOf({ text, why, excess }: PageFault, where: string): string {
  if (why === 'is too long') return TOO_LONG;
  return excess === undefined ? `"${text}" ${where} ${why}` : `this table is ${excess} mm too wide for ${where}`;
}

const TOO_LONG = `this makes more than ${MAX_PAGES} pages`;
