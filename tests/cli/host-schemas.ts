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
