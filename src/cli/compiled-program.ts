import { runBundle } from '../core/machine/compiled-bundle.ts';
import { optimiseLate } from '../core/machine/optimisation.ts';
import type * as program from './program.ts';

// In the bundle, this runs program.ts. Each kind of run needs other parts of it, and keeps what V8 compiled of them once.

/** Runs the verb that arguments name; returns the exit status. */
export async function runProgram(...given: Parameters<typeof program.runProgram>): Promise<number> {
  const use = ['--help', '--frozen', 'build', 'check'].find((word) => process.argv.includes(word)) ?? 'other';
  const { loadProgram } = (await runBundle(new URL('./program.cjs', import.meta.url), use)) as ProgramBundle;
  const program = await loadProgram();
  optimiseLate();
  return program.runProgram(...given);
}

interface ProgramBundle {
  readonly loadProgram: () => Promise<typeof program>;
}
