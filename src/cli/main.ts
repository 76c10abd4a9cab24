#!/usr/bin/env node
import type { EarlyBrowser } from '../browser/early-browser.ts';
import { refusalText } from '../core/machine/file-errors.ts';
import { EXIT, INTERRUPTIONS } from './exit-status.ts';

/** Ends at once if a build has nothing to do; everything else is loaded only where it has. */
async function main(): Promise<number> {
  if (verbIn(process.argv.slice(2)) === 'build') {
    const { repeatBuild } = await import('./build-repeat.ts');
    if (await repeatBuild(process.argv.slice(2), process.env)) return EXIT.fine;
    if (!WITHOUT_BROWSER.some((option) => process.argv.includes(option))) return runWithBrowser();
  }
  return (await import('./program.ts')).runProgram();
}

/** The first word that is not an option, nor the value of one. */
function verbIn(words: readonly string[]): string | undefined {
  return words.find((word, index) => !word.startsWith('-') && words[index - 1] !== '--root');
}

/** Options with which a build starts no browser, or more than one. */
const WITHOUT_BROWSER = ['--frozen', '--watch', '--help', '-h'];

/** The browser takes longer to start than the program to load. */
async function runWithBrowser(): Promise<number> {
  const { startEarly } = await import('../browser/early-browser.ts');
  const starting = startEarly(process.env);
  for (const signal of INTERRUPTIONS) process.once(signal, () => void endEarly(starting, signal));
  const early = await starting;
  try {
    return await (await import('./program.ts')).runProgram(process.argv.slice(2), process, early);
  } finally {
    await early.end();
  }
}

/** Ends the browser and removes its folder, and then this process as a signal would, unless the program takes the signal. */
async function endEarly(starting: Promise<EarlyBrowser>, signal: NodeJS.Signals): Promise<void> {
  if (process.listenerCount(signal) > 0) return;
  await (await starting).end();
  process.kill(process.pid, signal);
}

// A pipe that is closed early, as by `| head`, and a closed terminal are not faults: the work goes on without output.
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
