import { type FigureTests, testsFinder } from '../assay/report/edition-tests.ts';
import { evidenceOf } from '../dataset/model.ts';
import { decimalText } from '../core/numbers/decimal.ts';
import type { Interval } from '../core/numbers/interval.ts';
import { addressOf, formulaOf, formulaText, inputsOf, observationOf, type Value } from '../figure/value.ts';
import type { BriefDocument, PrintedValue } from '../document/nodes.ts';
import { releasesIn } from '../document/value-releases.ts';
import type { ShownWitness } from '../witness/shown.ts';
import type { SourcePlace } from '../witness/source-place.ts';
import type { EditionSource } from './edition-source.ts';
import { proofFinder } from './release-proofs.ts';

/** JSON as it is written to files: two spaces, keys in the order given, a newline at the end. */
export function jsonText(content: unknown): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}

/**
 * The content of brief.json: every printed value, with its place, its origin, what resulted from its tests and where it stands
 * in its source; before them, how the releases that they come from were proved.
 */
export function briefJson(source: EditionSource, document: BriefDocument): string {
  const find = testsFinder(source.tests());
  const { places } = source.witness();
  const values = document.values.map((value) => printedJson(value, find, places));
  return jsonText({ ...source.head, title: document.title, proofs: proofsJson(source, document), values });
}

function printedJson(
  { value, text, section, ordinal, role, place }: PrintedValue,
  find: ReturnType<typeof testsFinder>,
  places: ShownWitness['places'],
): object {
  const template = place ? `${place.file.path}:${place.line}:${place.column}` : undefined;
  const stated = observationOf(value);
  const own = stated && { ...testsJson(find(stated)), in_source: placeJson(places.get(stated)) };
  return { section, ordinal, role, text, ...valueJson(value), ...own, template };
}

/** The words of the source around a figure, the figure as it stands there, and where that is. */
function placeJson(place: SourcePlace | undefined): object | undefined {
  if (!place) return undefined;
  const { at, before, marked, after, url } = place;
  return { at, text: before + marked + after, figure: marked, url };
}

/** Each release whose figures are printed: how many of its statements are in tests, and what was read again in its source. */
function proofsJson(source: EditionSource, { root }: BriefDocument): readonly object[] {
  const proofOf = proofFinder(source);
  const stored = source.witness().releases;
  return releasesIn(root, source.edition.dataset).map((release) => {
    const { statements, tested, read } = proofOf(release);
    const { source: file, keep, url, retrieved, licence } = stored.get(release.id) ?? {};
    const found = read && {
      found: read.found,
      in_doubt: read.doubted,
      not_taken: Object.fromEntries(read.rest),
      unread: read.unread,
    };
    return {
      release: release.id,
      statements,
      tested,
      source: file && { file, keep, url, retrieved, licence },
      read: found ?? null,
    };
  });
}

/** How a published figure stands, and the relations that contradict it. */
function testsJson(tests: FigureTests | undefined): object {
  if (!tests) return {};
  const { standing, failed, excepted } = tests;
  return {
    standing,
    failed: failed.length > 0 ? failed : undefined,
    excepted: excepted.length > 0 ? excepted : undefined,
  };
}

function valueJson(value: Value): object {
  return {
    address: addressOf(value),
    value: decimalText(value.decimal),
    unit: value.unit.code,
    ...intervalJson(value.interval),
    qualifier: value.qualifier,
    flags: value.flags.length > 0 ? value.flags : undefined,
    ...provenanceJson(value),
  };
}

function intervalJson({ low, high, lowOpen, highOpen }: Interval): object {
  return {
    low: low && decimalText(low),
    high: high && decimalText(high),
    low_open: low && lowOpen ? true : undefined,
    high_open: high && highOpen ? true : undefined,
  };
}

/** Where a value comes from: release, print and correction of what was stated, or how it was worked out. */
function provenanceJson(value: Value): object {
  const stated = observationOf(value);
  const formula = formulaOf(value);
  const inputs = formula ? inputsOf(formula).map(addressOf) : [];
  return {
    release: stated?.release.id,
    source: stated?.release.source.id,
    printed: stated?.printed?.text,
    corrected: stated?.correction?.quantity.text,
    evidence: stated?.correction && evidenceOf(stated.correction),
    at: stated?.at,
    expression: formula && formulaText(formula),
    inputs: inputs.length > 0 ? inputs : undefined,
  };
}
