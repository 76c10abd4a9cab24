import { describe, expect, test } from 'vitest';
import { SaxesParser } from 'saxes';
import { codeQuality } from '../../src/cli/reports/code-quality.ts';
import { githubAnnotations } from '../../src/cli/reports/github-annotations.ts';
import { junit } from '../../src/cli/reports/junit.ts';
import { rdjson } from '../../src/cli/reports/rdjson.ts';
import { sarif } from '../../src/cli/reports/sarif.ts';
import { codeQualitySchema, JUNIT, rdjsonSchema, sarifSchema } from './host-schemas.ts';
import { fingerprintsOf, seenFromAbove } from '../../src/cli/reports/told-diagnostic.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { placeAt } from '../../src/core/diagnostics/source-file.ts';

const FILE = { path: 'data/ä, b/releases/a.yaml', text: 'observations:\n  é: [{ level: 147.2 Mt }]\n' };
const LEVEL = FILE.text.indexOf('147.2');

function three(level = '147.2'): Diagnostics {
  const diagnostics = new Diagnostics();
  diagnostics.warn('chart/unused', 'the chart x is not shown', 'templates/x.vl.json');
  const fix = { says: 'correct it', edits: [{ file: FILE, start: LEVEL, end: LEVEL + 5, text: '14.72' }] };
  const hint = '50% of <it>\u0020& "more"';
  const place = placeAt(FILE, LEVEL, LEVEL + 5);
  diagnostics.error('assay/contradiction', `a: cannot be ${level} Mt`, place, hint, () => fix);
  diagnostics.error('assay/contradiction', 'nothing, at no place');
  return diagnostics;
}

test('annotations of GitHub: the worst first, what a command cannot hold by number', () => {
  expect(githubAnnotations(three().all).split('\n')).toEqual([
    '::error title=assay/contradiction::nothing, at no place',
    '::error file=data/ä%2C b/releases/a.yaml,line=2,endLine=2,col=16,endColumn=21,title=assay/contradiction::' +
      'a: cannot be 147.2 Mt%0Ahint: 50%25 of <it> & "more"',
    '::warning file=templates/x.vl.json,title=chart/unused::the chart x is not shown',
    '',
  ]);
});

test('no more annotations than GitHub shows, and a last line that says so', () => {
  const many = new Diagnostics();
  for (let n = 0; n < 3; n += 1) many.warn('chart/unused', `warning ${n}`);
  for (let n = 0; n < 7; n += 1) many.error('assay/contradiction', `error ${n}`);
  const ten = githubAnnotations(many.all).trimEnd().split('\n');
  expect(ten.map((line) => line.split(' ')[0])).toEqual([...Array(7).fill('::error'), ...Array(3).fill('::warning')]);
  many.warn('chart/unused', 'warning 3');
  const lines = githubAnnotations(many.all).trimEnd().split('\n');
  expect(lines.slice(0, 9)).toEqual(ten.slice(0, 9));
  expect(lines.slice(9)).toEqual([
    '::notice title=assay::2 more problems are not shown here, but in the log of this step',
  ]);
});

test('paths start in the current folder, where hosts look for files, also where the root folder lies below it', () => {
  const below = seenFromAbove(three().all, 'briefs');
  expect(githubAnnotations(below)).toContain('::error file=briefs/data/ä%2C b/releases/a.yaml,line=2,');
  expect(githubAnnotations(below)).toContain('::warning file=briefs/templates/x.vl.json,title');
  expect(sarif(below).match(/"uri": "[^"]*"/g)).toEqual(
    ['data/%C3%A4,%20b/releases/a.yaml', 'data/%C3%A4,%20b/releases/a.yaml', 'templates/x.vl.json'].map(
      (uri) => `"uri": "briefs/${uri}"`,
    ),
  );
});

test('SARIF has rules, regions in UTF-16 units, addresses that are encoded, and the change that fixes', () => {
  const { runs } = JSON.parse(sarif(three().all)) as { runs: { tool: unknown; results: object[] }[] };
  const [run] = runs;
  expect(run?.results).toHaveLength(3);
  expect(run?.tool).toMatchObject({ driver: { rules: [{ id: 'assay/contradiction' }, { id: 'chart/unused' }] } });
  const uri = 'data/%C3%A4,%20b/releases/a.yaml';
  expect(run?.results[1]).toMatchObject({
    ruleId: 'assay/contradiction',
    level: 'error',
    locations: [
      {
        physicalLocation: { artifactLocation: { uri }, region: { startLine: 2, startColumn: 16, endColumn: 21 } },
      },
    ],
    fixes: [
      {
        artifactChanges: [
          {
            artifactLocation: { uri },
            replacements: [
              {
                deletedRegion: { startLine: 2, startColumn: 16, endLine: 2, endColumn: 21 },
                insertedContent: { text: '14.72' },
              },
            ],
          },
        ],
      },
    ],
  });
});

test('SARIF with more results than hosts show has the worst, and says so in its form', () => {
  const many = new Diagnostics();
  for (let n = 0; n < 5000; n += 1) many.warn('chart/unused', `warning ${n}`);
  many.error('assay/contradiction', 'the error');
  const log = sarifSchema.parse(JSON.parse(sarif(many.all)));
  const [run] = log.runs;
  expect(run?.results).toHaveLength(5000);
  expect(run?.results?.[0]?.message.text).toBe('the error');
  const notification = { level: 'warning', message: { text: '1 more result is not in this log' } };
  expect(run?.invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [notification] }]);
});

test('rdjson counts the bytes of a column', () => {
  const { diagnostics } = JSON.parse(rdjson(three().all)) as { diagnostics: object[] };
  // é has two bytes.
  const range = { start: { line: 2, column: 17 }, end: { line: 2, column: 22 } };
  expect(diagnostics[1]).toMatchObject({
    severity: 'ERROR',
    code: { value: 'assay/contradiction' },
    location: { path: FILE.path, range },
    suggestions: [{ range, text: '14.72' }],
  });
});

describe('JUnit', () => {
  function namesIn(xml: string): string[] {
    const names: string[] = [];
    const parser = new SaxesParser();
    parser.on('opentag', ({ name }) => names.push(name));
    parser.on('error', (error) => {
      throw error;
    });
    parser.write(xml).close();
    return names;
  }

  test('has a failure for each error, and warnings that pass', () => {
    const names = namesIn(junit(three().all));
    expect(names.filter((name) => name === 'failure')).toHaveLength(2);
    expect(names.filter((name) => name === 'testcase')).toHaveLength(3);
    expect(junit(three().all)).toContain('<testsuites name="assay" tests="3" failures="2">');
  });

  test('has one case that passes where nothing is wrong', () => {
    expect(namesIn(junit([]))).toEqual(['testsuites', 'testsuite', 'testcase']);
  });
});

test('Code Quality has what GitLab asks for', () => {
  const entries = JSON.parse(codeQuality(three().all)) as object[];
  expect(entries[1]).toMatchObject({
    check_name: 'assay/contradiction',
    severity: 'critical',
    location: { path: FILE.path, lines: { begin: 2 } },
  });
});

test.each([
  ['mistakes', three()],
  ['nothing', new Diagnostics()],
])('Code Quality, rdjson, JUnit and SARIF have the form that their documents describe: %s', (_, diagnostics) => {
  expect(codeQualitySchema.safeParse(JSON.parse(codeQuality(diagnostics.all))).error).toBeUndefined();
  expect(rdjsonSchema.safeParse(JSON.parse(rdjson(diagnostics.all))).error).toBeUndefined();
  expect(sarifSchema.safeParse(JSON.parse(sarif(diagnostics.all))).error).toBeUndefined();
  expect(junitFaults(junit(diagnostics.all))).toEqual([]);
});

/** What of a report is not JUnit: unknown elements and attributes, those that are missing, and counts that are wrong. */
function junitFaults(xml: string): string[] {
  const faults: string[] = [];
  const open: { name: string; tests: number; failures: number; counted: Readonly<Record<string, string>> }[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const rule = JUNIT[name];
    const parent = open.at(-1);
    if (!rule || (parent && !JUNIT[parent.name]?.holds.includes(name))) faults.push(`${name} in ${parent?.name}`);
    const given = Object.keys(attributes);
    const known = new Set([...(rule?.must ?? []), ...(rule?.may ?? [])]);
    for (const key of given) if (!known.has(key)) faults.push(`${name} has ${key}`);
    for (const key of rule?.must ?? []) if (!given.includes(key)) faults.push(`${name} lacks ${key}`);
    for (const suite of open) {
      if (name === 'testcase') suite.tests += 1;
      if (name === 'failure') suite.failures += 1;
    }
    open.push({ name, tests: 0, failures: 0, counted: attributes });
  });
  parser.on('closetag', () => {
    const closed = open.pop();
    if (!closed?.name.startsWith('testsuite')) return;
    const { tests, failures, counted, name } = closed;
    if (Number(counted['tests']) !== tests || Number(counted['failures']) !== failures)
      faults.push(`${name} miscounts`);
  });
  parser.on('error', ({ message }) => faults.push(message));
  parser.write(xml).close();
  return faults;
}

test('a fingerprint stays when the line or the figure changes, and no two are equal', () => {
  const [first, moved] = ['147.2', '147.3'].map((level) => fingerprintsOf(three(level).all));
  expect(moved).toEqual(first);
  const twice = three().all;
  expect(new Set(fingerprintsOf([...twice, ...twice])).size).toBe(6);
});
