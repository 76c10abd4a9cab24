import { VERSION } from '../../pipeline/version.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { RULES, type RuleId } from '../../core/diagnostics/rules.ts';
import { type Edit, editedRange } from '../../core/diagnostics/fix.ts';
import { fingerprintsOf, fullText, pathOf, pointerTo, worstFirst } from './told-diagnostic.ts';

/** Hosts show this many results and keep no more than five times as many. */
const MOST_RESULTS = 5000;

/**
 * A log in the Static Analysis Results Interchange Format (SARIF 2.1.0, OASIS): results at their lines, the worst first,
 * with what identifies them between runs, and the change of the file that fixes one, if the assay proposes only one.
 */
export function sarif(diagnostics: readonly Diagnostic[]): string {
  const all = worstFirst(diagnostics);
  const shown = all.slice(0, MOST_RESULTS);
  const rules = [...new Set(shown.map(({ rule }) => rule))].sort();
  const fingerprints = fingerprintsOf(shown);
  const left = all.length - shown.length;
  const more = left === 1 ? '1 more result is' : `${left} more results are`;
  const notification = { level: 'warning', message: { text: `${more} not in this log` } };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Assay', semanticVersion: VERSION, rules: rules.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            ...(left > 0 ? { toolExecutionNotifications: [notification] } : {}),
          },
        ],
        results: shown.map((item, index) => resultOf(item, rules, fingerprints[index] ?? '')),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(id: RuleId): object {
  return { id, shortDescription: { text: RULES[id] }, help: { text: pointerTo(id) } };
}

function resultOf(item: Diagnostic, rules: readonly RuleId[], fingerprint: string): object {
  const { rule, severity, place } = item;
  const file = pathOf(item);
  const region = place && {
    startLine: place.line,
    startColumn: place.column,
    endColumn: place.column + place.length,
  };
  const location = file !== undefined && {
    physicalLocation: { artifactLocation: { uri: encodeURI(file) }, ...(region ? { region } : {}) },
  };
  const fix = item.fix?.();
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: severity,
    message: { text: fullText(item) },
    ...(location ? { locations: [location] } : {}),
    partialFingerprints: { 'assay/v1': fingerprint },
    ...(fix ? { fixes: [{ description: { text: fix.says }, artifactChanges: changesOf(fix.edits) }] } : {}),
  };
}

function changesOf(edits: readonly Edit[]): object[] {
  return edits.map((edit) => {
    const { start, end } = editedRange(edit);
    return {
      artifactLocation: { uri: encodeURI(edit.file.path) },
      replacements: [
        {
          deletedRegion: {
            startLine: start.line,
            startColumn: start.column,
            endLine: end.line,
            endColumn: end.column,
          },
          insertedContent: { text: edit.text },
        },
      ],
    };
  });
}
