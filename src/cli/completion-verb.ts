import { completionScript, SHELLS } from './completion.ts';
import { describedProgram } from './program.ts';
import type { VerbCall } from './verb.ts';

/** `assay completion SHELL`: prints the script that completes the command line in a shell. */
export async function completion({ names, reporter }: VerbCall): Promise<boolean> {
  const shell = SHELLS.find((known) => known === names[0]);
  if (!shell) return false;
  const script = completionScript(shell, describedProgram());
  for (const line of script.trimEnd().split('\n')) reporter.line(line);
  reporter.result({ ok: true, shell, script });
  return true;
}
