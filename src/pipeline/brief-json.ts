import { type FigureTests, testsFinder } from '../assay/report/figure-tests.ts';
import type { ShownTests } from '../assay/report/results.ts';
import { evidenceOf } from '../dataset/model.ts';
import { decimalText } from '../core/numbers/decimal.ts';
import type { Interval } from '../core/numbers/interval.ts';
import { addressOf, formulaOf, formulaText, inputsOf, observationOf, type Value } from '../figure/value.ts';
import type { BriefDocument, PrintedValue } from '../document/nodes.ts';
import type { EditionHead } from './edition-source.ts';

/** JSON as it is written to files: two spaces, keys in the order given, a newline at the end. */
export function jsonText(content: unknown): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** The content of brief.json: every printed value, with its place, its origin and what resulted from its tests. */
export function briefJson(head: EditionHead, document: BriefDocument, tests: ShownTests): string {
  const find = testsFinder(tests);
  const values = document.values.map((value) => printedJson(value, find));
  return jsonText({ ...head, title: document.title, values });
}

function printedJson(
  { value, text, section, ordinal, role, place }: PrintedValue,
  find: ReturnType<typeof testsFinder>,
): object {
  const template = place ? `${place.file.path}:${place.line}:${place.column}` : undefined;
  const stated = observationOf(value);
  return { section, ordinal, role, text, ...valueJson(value), ...testsJson(stated && find(stated)), template };
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
