import type { LocaleId } from '../../../src/language/locales.ts';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { FLAVOUR_NAMES, type FlavourName } from '../../../src/brief/flavour-names.ts';
import { drawCharts } from '../../../src/pipeline/edition-charts.ts';
import { selectEditions } from '../../../src/pipeline/edition-selection.ts';
import { pageNamesOf } from '../../../src/pipeline/page-names.ts';
import { composeEdition } from '../../../src/pipeline/compose-edition.ts';
import { openChartThread } from '../../../src/chart/chart-thread.ts';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../../src/core/machine/workspace.ts';
import type { BriefDocument } from '../../../src/document/nodes.ts';
import type { FlavourFiles, PageNames } from '../../../src/host/host.ts';
import { HOSTS } from '../../../src/host/hosts.ts';
import { pageOf } from '../../../src/host/page-lowering.ts';
import { ROOT } from '../checks.ts';
import { generatedBrief } from './generated-briefs.ts';

/** A document that is printed in every flavour. */
export interface Specimen {
  /** Name in messages: `china-nonferrous-2025-en`, `seed 17`. */
  readonly name: string;
  readonly document: BriefDocument;
  readonly locale: LocaleId;
  readonly names: PageNames;
}

/** A specimen in a flavour. */
export interface FlavourPage {
  readonly specimen: Specimen;
  readonly flavour: FlavourName;
  readonly files: FlavourFiles;
  readonly text: string;
}

/**
 * Every edition of this repository, or those of the named briefs, the torture brief, and generated briefs, by their seeds
 * from 1.
 */
export async function specimens(count: number, briefs: readonly string[]): Promise<Specimen[]> {
  const torture = mkdtempSync(path.join(os.tmpdir(), 'assay-wikis-'));
  try {
    for (const fixture of ['tiny', 'torture']) {
      cpSync(path.join(ROOT, 'tests/fixtures', fixture), torture, { recursive: true });
    }
    return [
      ...(await editionsIn(ROOT, briefs)),
      ...(await editionsIn(torture, ['every-construct'])),
      ...Array.from({ length: count }, (_, index) => generatedSpecimen(index + 1)),
    ];
  } finally {
    rmSync(torture, { recursive: true });
  }
}

function generatedSpecimen(seed: number): Specimen {
  const names = { title: `Seed ${seed}`, slug: `seed-${seed}` };
  return { name: `seed ${seed}`, document: generatedBrief(seed), locale: 'en' as const, names };
}

async function editionsIn(root: string, briefs: readonly string[] = []): Promise<Specimen[]> {
  const charts = openChartThread();
  const diagnostics = new Diagnostics();
  try {
    const composed: Specimen[] = [];
    for (const source of await selectEditions(new Workspace(root), briefs, diagnostics)) {
      const drawing = drawCharts(source, charts, diagnostics);
      const { document } = await composeEdition(source, drawing, diagnostics);
      const names = pageNamesOf(source);
      composed.push({ name: names.slug, document, locale: source.locale, names });
    }
    return composed;
  } finally {
    await charts.close();
  }
}

/** Pages that were printed, since several referees read the same ones. */
const printed = new WeakMap<Specimen, Map<FlavourName, FlavourPage>>();

/** Specimens in flavours. */
export function pagesIn(
  all: readonly Specimen[],
  flavours: readonly FlavourName[] = FLAVOUR_NAMES,
): readonly FlavourPage[] {
  return all.flatMap((specimen) => {
    const own = printed.get(specimen) ?? new Map<FlavourName, FlavourPage>();
    printed.set(specimen, own);
    return flavours.map((flavour) => {
      const page = own.get(flavour) ?? pageIn(specimen, flavour);
      own.set(flavour, page);
      return page;
    });
  });
}

function pageIn(specimen: Specimen, flavour: FlavourName): FlavourPage {
  const { can, files: filesOf, write } = HOSTS[flavour];
  const files = filesOf(specimen.names);
  const { document, locale } = specimen;
  return { specimen, flavour, files, text: write(pageOf(document, locale, can), { locale, files }) };
}
