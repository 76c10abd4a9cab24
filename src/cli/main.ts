#!/usr/bin/env node
import { refusalText } from '../core/machine/file-errors.ts';
import { EXIT } from './exit-status.ts';

/** Ends at once if a build has nothing to do; everything else is loaded only where it has. */
async function main(): Promise<number> {
  if (process.argv.includes('build')) {
    const { repeatBuild } = await import('./build-repeat.ts');
    if (await repeatBuild(process.argv.slice(2), process.env)) return EXIT.fine;
  }
  return (await import('./program.ts')).runProgram();
}

// A pipe that is closed early, as by `| head`, and a closed terminal are no faults: the work goes on without output.
for (const [name, stream] of Object.entries({ output: process.stdout, error: process.stderr })) {
  stream.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE' || code === 'EIO') return;
    process.exitCode = EXIT.environment;
    if (name === 'output') process.stderr.write(`error: standard output cannot be written: ${refusalText(code)}\n`);
  });
}

main().then(
  (status) => {
    process.exitCode ??= status;
  },
  (error: unknown) => {
    process.stderr.write(
      `This is a fault in Assay itself, not in your files.\n${String((error as Error).stack ?? error)}\n`,
    );
    process.exitCode = EXIT.bug;
  },
);

// Node would take its heap apart before it ends.
process.once('exit', () => process.exit());
