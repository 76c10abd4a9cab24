#!/usr/bin/env node
import v8 from 'node:v8';
import { refusalText } from '../core/machine/file-errors.ts';
import { EXIT } from './exit-status.ts';

// V8 spends a quarter of a build's processor time on optimising code, which does not pay in so short a run. With this
// flag code runs sixteen times as long before it is optimised, which pays where V8 need not compile it first
// (core/machine/compiled-bundle.ts). Measured with the V8 of Node 20; other versions may reject it.
// The second keeps it from compiling PDFium, which is WebAssembly, a second time.
if (process.versions.v8.startsWith('11.3.')) v8.setFlagsFromString('--interrupt-budget=1080000 --liftoff-only');

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
