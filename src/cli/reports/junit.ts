import { inXml } from '../../core/diagnostics/quoting.ts';
import { type Diagnostic, locationOf } from '../../core/diagnostics/diagnostic.ts';
import { groupBy } from '../../core/diagnostics/text-order.ts';
import { fullText, pathOf } from './told-diagnostic.ts';

/**
 * A report of JUnit: a suite for each file with a case for each mistake. Errors are failures; a warning is a case that
 * passes and says something. Without mistakes there is one case, which passes, because an empty report counts as lost.
 */
export function junit(diagnostics: readonly Diagnostic[]): string {
  const byFile = groupBy(diagnostics, (item) => pathOf(item) ?? 'assay');
  const suites = [...byFile].map(([file, items]) => suite(file, items.map(testCase), countErrors(items)));
  const passed = [suite('assay', ['    <testcase classname="assay" name="nothing is wrong"/>'], 0)];
  const content = suites.length > 0 ? suites : passed;
  const totals = `tests="${Math.max(1, diagnostics.length)}" failures="${countErrors(diagnostics)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="assay" ${totals}>\n${content.join('')}</testsuites>\n`;
}

function countErrors(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ severity }) => severity === 'error').length;
}

function suite(name: string, cases: readonly string[], failures: number): string {
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="0"`;
  return `  <testsuite name="${escapeXml(name)}" ${counts}>\n${cases.join('\n')}\n  </testsuite>\n`;
}

function testCase(item: Diagnostic): string {
  const name = `${item.rule} ${locationOf(item)}`.trim();
  const head = `    <testcase classname="${escapeXml(item.rule)}" name="${escapeXml(name)}">`;
  const text = escapeXml(`${locationOf(item)}: ${fullText(item)}`);
  const body =
    item.severity === 'error'
      ? `<failure message="${escapeXml(item.message)}" type="${escapeXml(item.rule)}">${text}</failure>`
      : `<system-out>${text}</system-out>`;
  return `${head}\n      ${body}\n    </testcase>`;
}

/** Messages hold no control character that XML forbids. */
function escapeXml(text: string): string {
  return inXml(text).replaceAll('\n', '&#10;');
}
