import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Reporter } from '../../src/cli/reporter.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../../src/core/diagnostics/environment-error.ts';

/** What is written to either stream, in order. */
let written: string[];
const { isTTY, columns } = process.stderr;
beforeEach(() => {
  written = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.stderr.isTTY = isTTY;
  process.stderr.columns = columns;
});

function reportAll(options: { json?: boolean; quiet?: boolean }): void {
  const reporter = new Reporter({ color: false, ...options });
  reporter.progress('one');
  reporter.progress('two');
  reporter.line('result');
  reporter.note('by the way');
  const diagnostics = new Diagnostics();
  diagnostics.warn('chart/unused', 'the chart x is not shown', 'charts/x.vl.json');
  reporter.diagnostics(diagnostics);
  reporter.result({ ok: true });
}

const WARNING = ['charts/x.vl.json: warning: the chart x is not shown [chart/unused]\n\n', '0 errors, 1 warning\n'];
const POINTER: unknown = expect.stringMatching(/^assay explain chart\/unused .*docs\/rules\/chart\/unused\.md/);

test('on a terminal progress is one line, written over and gone before anything else is printed', () => {
  process.stderr.isTTY = true;
  reportAll({});
  const clear = '\r\u001B[K';
  expect(written).toEqual([`${clear}one`, `${clear}two`, clear, 'result\n', 'by the way\n', ...WARNING, POINTER]);
});

test('in the format of a host the diagnostics stand alone on standard output', () => {
  const reporter = new Reporter({ color: false, reporter: 'rdjson' });
  reporter.line('result');
  reporter.result({ ok: true });
  reporter.diagnostics(new Diagnostics());
  expect(written.map((text) => JSON.parse(text) as unknown)).toEqual([{ source: { name: 'assay' }, diagnostics: [] }]);
});

test('progress is not wider than the terminal, else its first line could not be written over', () => {
  process.stderr.isTTY = true;
  process.stderr.columns = 8;
  new Reporter({ color: false }).progress('0123456789');
  expect(written).toEqual(['\r\u001B[K0123456']);
});

test('what a name holds that would move the cursor is not sent to the terminal', () => {
  process.stderr.isTTY = true;
  const reporter = new Reporter({ color: false });
  const name = 'a\u001B[2J\r\u202Eb';
  reporter.progress(name);
  reporter.note(name);
  reporter.line(name);
  reporter.environment(new EnvironmentError(name, [name]));
  const clear = '\r\u001B[K';
  const shown = 'a [2J  b';
  expect(written).toEqual([`${clear}${shown}`, clear, `${shown}\n`, `${shown}\n`, `error: ${shown}\n`, `  ${shown}\n`]);
});

test('elsewhere it is plain lines', () => {
  process.stderr.isTTY = false;
  reportAll({});
  expect(written).toEqual(['one\n', 'two\n', 'result\n', 'by the way\n', ...WARNING, POINTER]);
});

test('errors come before warnings, and the rule of the first is explained', () => {
  const diagnostics = new Diagnostics();
  diagnostics.warn('chart/unused', 'the chart a is not shown', 'charts/a.vl.json');
  diagnostics.error('dataset/none', 'there is no dataset', 'data');
  new Reporter({ color: false }).diagnostics(diagnostics);
  expect(written.join('').match(/^\S+: (error|warning)|assay explain \S+/gm)).toEqual([
    'data: error',
    'charts/a.vl.json: warning',
    'assay explain dataset/none',
  ]);
});

test.each([true, false])('quiet prints only what is wrong (terminal: %s)', (terminal) => {
  process.stderr.isTTY = terminal;
  reportAll({ quiet: true });
  expect(written).toEqual(WARNING);
});

test.each([true, false])('JSON stands alone (terminal: %s)', (terminal) => {
  process.stderr.isTTY = terminal;
  reportAll({ json: true });
  expect(written).toEqual(['{\n  "ok": true\n}\n']);
});

test('mistakes of one rule at one place with one hint are shown together, and counted one by one', () => {
  const diagnostics = new Diagnostics();
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g'])
    diagnostics.error('publish/not-built', `out/${name} has not been printed`, 'publish.yaml', 'run assay build');
  diagnostics.error('publish/not-built', 'out/x holds a draft', 'publish.yaml', 'run another build');
  new Reporter({ color: false }).diagnostics(diagnostics);
  const [first = '', second = '', count] = written;
  expect(
    first
      .split('\n')
      .slice(0, 5)
      .map((line) => /out\/\w/.exec(line)?.[0]),
  ).toEqual(['a', 'b', 'c', 'd', 'e'].map((name) => `out/${name}`));
  expect(first).toContain('and 2 more');
  expect(first.match(/hint:/g)).toHaveLength(1);
  expect(second).toContain('out/x');
  expect(count).toBe('8 errors, 0 warnings\n');
});
