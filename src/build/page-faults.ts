import type { Paper } from '../brief/paper.ts';
import { saysScreens } from '../output/style/house-sheet.ts';
import type { BrowserSession } from '../browser/browser.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { nodesOf } from '../document/tree-walk.ts';
import type { PageFault } from '../output/look-in-page.ts';
import { lookAtScreens } from '../output/page-look.ts';
import { MAX_PAGES } from '../output/pdf/page-print.ts';
import type { Composition } from './composition.ts';

/** Kinds of faults that are reported of one page. */
const MAX_KINDS = 4;

/** Reports what is wrong with a page for paper: at its table, else at the output. */
export function reportPaperFaults(
  composition: Composition,
  { paper, path, faults }: { readonly paper: Paper; readonly path: string; readonly faults: readonly PageFault[] },
  diagnostics: Diagnostics,
): void {
  reportFaults(composition, { path, faults, where: 'on paper', size: paper }, diagnostics);
}

/**
 * Looks at the page for the screen, and reports what is wrong with it. Assay's own style sheets do no harm, so where the
 * house style says nothing of screens there is nothing to find.
 */
export async function checkScreens(
  composition: Composition,
  { path, html }: { readonly path: string; readonly html: string },
  browser: BrowserSession,
  diagnostics: Diagnostics,
): Promise<void> {
  if (!saysScreens(composition.source.brief.house)) return;
  const { faults, screen } = await lookAtScreens(browser, html);
  reportFaults(composition, { path, faults, where: `in brief.html (${screen})`, size: screen }, diagnostics);
}

interface FaultyPage {
  readonly path: string;
  readonly faults: readonly PageFault[];
  /** `on paper`, or the screen. */
  readonly where: string;
  /** The paper. */
  readonly size: string;
}

/** Reports one fault of each kind: the others of that kind go with it. */
function reportFaults(
  composition: Composition,
  { path, faults, where, size }: FaultyPage,
  diagnostics: Diagnostics,
): void {
  const kinds = new Map<string, PageFault>();
  for (const fault of faults) if (!kinds.has(fault.why)) kinds.set(fault.why, fault);
  for (const [why, fault] of [...kinds].slice(0, MAX_KINDS)) {
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

/** What to do. */
const ADVICE: Readonly<Record<FaultRule, string>> = {
  'output/illegible': 'give it more room: other sizes or columns in style.yaml, or other attributes in the template',
  'output/too-long': 'print less of it, or several briefs',
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

function messageOf({ text, why, excess, part }: PageFault, where: string): string {
  if (why === 'is too long') return part === undefined ? TOO_LONG : `${TOO_LONG}: the last of them begins in #${part}`;
  return excess === undefined ? `"${text}" ${where} ${why}` : `this table is ${excess} mm too wide for ${where}`;
}

const TOO_LONG = `this makes more than ${MAX_PAGES} pages`;
