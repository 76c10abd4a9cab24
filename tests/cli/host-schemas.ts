import { z } from 'zod';

// What hosts say that they read, transcribed from their own documents. Objects are strict, so that a key that no host
// knows is noticed.

/**
 * rdjson of reviewdog: `DiagnosticResult` in proto/rdf/jsonschema/DiagnosticResult.json of github.com/reviewdog/reviewdog
 * (MIT), with the ends of ranges, which its description counts from 1.
 */
const position = z.strictObject({ line: z.int().min(1), column: z.int().min(1).optional() });
const range = z.strictObject({ start: position, end: position.optional() });
const severity = z.enum(['UNKNOWN_SEVERITY', 'ERROR', 'WARNING', 'INFO']);
const source = z.strictObject({ name: z.string(), url: z.string().optional() });
export const rdjsonSchema = z.strictObject({
  source: source.optional(),
  severity: severity.optional(),
  diagnostics: z.array(
    z.strictObject({
      message: z.string(),
      location: z.strictObject({ path: z.string(), range: range.optional() }),
      severity: severity.optional(),
      source: source.optional(),
      code: z.strictObject({ value: z.string(), url: z.string().optional() }).optional(),
      suggestions: z.array(z.strictObject({ range, text: z.string() })).optional(),
      original_output: z.string().optional(),
    }),
  ),
});

/**
 * A report of GitLab's Code Quality: "Code Quality report format" in the documentation of GitLab, doc/ci/testing/
 * code_quality.md. A path is relative and does not start with `./`.
 */
export const codeQualitySchema = z.array(
  z.strictObject({
    description: z.string().min(1),
    check_name: z.string().min(1),
    fingerprint: z.string().regex(/^\S+$/),
    location: z.strictObject({
      path: z.string().regex(/^(?!\.?\/)./),
      lines: z.strictObject({ begin: z.int().min(1), end: z.int().min(1).optional() }),
    }),
    severity: z.enum(['info', 'minor', 'major', 'critical', 'blocker']),
  }),
);

/**
 * The elements and attributes of JUnit reports: JUnit.xsd of github.com/windyroad/JUnit-Schema (Apache-2.0), and "Unit test
 * reports" in the documentation of GitLab, doc/ci/testing/unit_test_reports.md. Each element with those that it may hold,
 * the attributes that it must and that it may have.
 */
export const JUNIT: Readonly<
  Record<
    string,
    { readonly holds: readonly string[]; readonly must: readonly string[]; readonly may: readonly string[] }
  >
> = {
  testsuites: { holds: ['testsuite'], must: [], may: ['name', 'tests', 'failures', 'errors', 'skipped', 'time'] },
  testsuite: {
    holds: ['properties', 'testcase', 'system-out', 'system-err'],
    must: ['name', 'tests', 'failures', 'errors'],
    may: ['skipped', 'time', 'timestamp', 'hostname', 'id', 'package', 'file'],
  },
  testcase: {
    holds: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
    must: ['name', 'classname'],
    may: ['time', 'file', 'line', 'assertions'],
  },
  failure: { holds: [], must: ['type'], may: ['message'] },
  error: { holds: [], must: ['type'], may: ['message'] },
  skipped: { holds: [], must: [], may: ['message'] },
  'system-out': { holds: [], must: [], may: [] },
};

/**
 * A log of SARIF: the objects of sarif-schema-2.1.0.json (OASIS, errata 01) that the reporter writes, with all that the
 * schema demands of them, and those of their properties that are texts or numbers or hold such objects.
 */
const message = z.strictObject({ text: z.string(), markdown: z.string().optional() });
const artifactLocation = z.strictObject({
  // A reference to a file that is relative, and encoded.
  uri: z.string().regex(/^(?![/\\]|[a-z]+:)(?:[\w.~!$&'()*+,;=:@/-]|%[\dA-F]{2})+$/i),
  uriBaseId: z.string().optional(),
  index: z.int().min(-1).optional(),
});
const region = z.strictObject({
  startLine: z.int().min(1),
  startColumn: z.int().min(1).optional(),
  endLine: z.int().min(1).optional(),
  endColumn: z.int().min(1).optional(),
});
const level = z.enum(['none', 'note', 'warning', 'error']);
const location = z.strictObject({
  physicalLocation: z.strictObject({ artifactLocation, region: region.optional() }).optional(),
});
const fix = z.strictObject({
  description: message.optional(),
  artifactChanges: unique(
    z.strictObject({
      artifactLocation,
      replacements: z
        .array(
          z.strictObject({
            deletedRegion: region,
            insertedContent: z.strictObject({ text: z.string() }).optional(),
          }),
        )
        .min(1),
    }),
  ).min(1),
});
const reportingDescriptor = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  shortDescription: message.optional(),
  fullDescription: message.optional(),
  help: message.optional(),
  helpUri: z.url().optional(),
});
const result = z.strictObject({
  ruleId: z.string().optional(),
  ruleIndex: z.int().min(-1).optional(),
  level: level.optional(),
  message,
  locations: z.array(location).optional(),
  partialFingerprints: z.record(z.string(), z.string()).optional(),
  fixes: unique(fix).optional(),
});
const driver = z.strictObject({
  name: z.string(),
  version: z.string().optional(),
  semanticVersion: z.string().optional(),
  informationUri: z.url().optional(),
  rules: unique(reportingDescriptor).optional(),
});
export const sarifSchema = z.strictObject({
  $schema: z.url().optional(),
  version: z.literal('2.1.0'),
  runs: z.array(
    z.strictObject({
      tool: z.strictObject({ driver }),
      columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']).optional(),
      invocations: z
        .array(
          z.strictObject({
            executionSuccessful: z.boolean(),
            toolExecutionNotifications: z.array(z.strictObject({ level: level.optional(), message })).optional(),
          }),
        )
        .optional(),
      results: z.array(result).optional(),
    }),
  ),
});

/** An array in which no element is like another. */
function unique<T extends z.ZodType>(element: T) {
  return z.array(element).refine((all) => new Set(all.map((one) => JSON.stringify(one))).size === all.length);
}
