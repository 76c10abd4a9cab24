import { type Examination, examineMachine, type Finding } from '../build/doctor.ts';
import { EnvironmentError } from '../core/environment-error.ts';
import { disk } from '../core/workspace.ts';
import type { Reporter } from './reporter.ts';
import type { Outcome, VerbCall } from './verb.ts';

const MARKS: Record<Finding['state'], string> = { fine: 'fine', missing: 'none', broken: 'BAD ' };

/**
 * `assay doctor [--save FILE]`: says whether this machine can print and what mends it if not, and keeps the probe page
 * if asked. Throws an EnvironmentError when that file cannot be written.
 */
export async function doctor({ workspace, options, reporter }: VerbCall): Promise<Outcome> {
  reporter.progress('examining');
  const examination = await examineMachine(workspace, process.env);
  reportFindings(examination, reporter);
  const { save } = options;
  if (typeof save === 'string' && examination.probe) await saveProbe(save, examination.probe.pdf, reporter);
  return isSound(examination) ? true : 'environment';
}

async function saveProbe(file: string, pdf: Uint8Array, reporter: Reporter): Promise<void> {
  try {
    await disk.writeFile(file, pdf);
  } catch (error) {
    throw new EnvironmentError(`${file} cannot be written: ${(error as Error).message}`, [], { cause: error });
  }
  reporter.line(`the probe page is in ${file}`);
}

function isSound({ findings }: Examination): boolean {
  return findings.every(({ state }) => state !== 'broken');
}

function reportFindings(examination: Examination, reporter: Reporter): void {
  const { findings } = examination;
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  for (const { subject, state, says, remedies } of findings) {
    reporter.line(`${MARKS[state]}  ${subject.padEnd(width)}  ${says}`);
    for (const remedy of remedies) reporter.line(`      ${' '.repeat(width)}  ${remedy}`);
  }
  reporter.result({ ok: isSound(examination), findings });
}
