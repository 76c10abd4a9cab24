import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { pendingEvents } from '../core/machine/machine.ts';
import { composeDocument, type Composition, fillEdition } from './composition.ts';
import type { DrawnChart } from './edition-charts.ts';
import type { EditionSource } from './edition-source.ts';
import type { StageListener } from './run-options.ts';

/**
 * Tests the figures of an edition, fills its template and makes the document with its charts. Mistakes are reported and
 * do not end the work.
 */
export async function composeEdition(
  source: EditionSource,
  drawing: Promise<readonly DrawnChart[]>,
  diagnostics: Diagnostics,
): Promise<Composition> {
  const composition = await composeToPrint(source, drawing, diagnostics);
  source.testDataset();
  return composition;
}

/**
 * Does the same, but tests only what the edition prints. `testDataset` of the source says whether it may be published,
 * and can wait until the browser is busy with the page.
 */
export async function composeToPrint(
  source: EditionSource,
  drawing: Promise<readonly DrawnChart[]>,
  diagnostics: Diagnostics,
  onStage?: StageListener,
): Promise<Composition> {
  await Promise.all(compared(source).map((one) => one.recallTests()));
  await source.readWitness();
  source.tests();
  onStage?.('assay');
  const { fingerprint } = await source.fingerprint();
  await pendingEvents();
  const filled = fillEdition(source, fingerprint, diagnostics);
  onStage?.('template');
  const drawn = await drawing;
  onStage?.('charts');
  const composition = composeDocument(source, filled, drawn, diagnostics);
  onStage?.('document');
  await pendingEvents();
  return composition;
}

/** Keeps for later builds what composing an edition found out of its dataset. */
export async function keepFindings(source: EditionSource): Promise<void> {
  await Promise.all(compared(source).map((one) => one.keepTests()));
}

/** An edition and its print before, with which a notice compares it. */
function compared(source: EditionSource): EditionSource[] {
  return [source, source.vintage?.()].filter((one) => one !== undefined);
}
