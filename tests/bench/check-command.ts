import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { SessionOptions } from '../../src/assay/diagnosis/session.ts';
import { compare, decimalText } from '../../src/core/numbers/decimal.ts';
import type { Dataset } from '../../src/dataset/model.ts';
import { FOLDER, loadFiles, writeFiles } from './datasets.ts';
import type { Fault } from './inject.ts';
import { median } from './median.ts';
import { timedNode } from './process-time.ts';
import type { Slow } from './tally.ts';

const PROGRAM = path.resolve(import.meta.dirname, '../../dist/assay.cjs');

/** So often the same command is run; the median counts. */
const RUNS = 3;

/** So many faults of a dataset are written into its files. */
const MOST_WRITTEN = 3;

/** Prints what the whole command takes for a dataset without faults and with those whose diagnoses take longest. */
export async function printCommands(
  slowest: readonly Slow[],
  files: ReadonlyMap<string, string>,
  { alone }: SessionOptions,
): Promise<void> {
  const parameters = alone === undefined ? [] : ['--alone', alone];
  const sound = checkCommand(files, parameters);
  const times: number[] = [];
  for (const { faults } of slowest) {
    const written = times.length < MOST_WRITTEN ? await filesWith(files, faults) : undefined;
    if (written) times.push(checkCommand(written, parameters));
  }
  const ratios = times.map((took) => `${took.toFixed(0)} ms (× ${(took / sound).toFixed(1)})`);
  console.log(`  assay check takes ${sound.toFixed(0)} ms; with the worst faults ${ratios.join(', ') || '–'}`);
}

/** Milliseconds of the processor that `assay check` takes for a dataset as a whole process. */
function checkCommand(files: ReadonlyMap<string, string>, parameters: readonly string[]): number {
  const root = mkdtempSync(path.join(os.tmpdir(), 'assay-bench-'));
  try {
    writeFiles(root, files);
    return median(
      Array.from({ length: RUNS }, () => {
        const { cpu, status, output, errors } = timedNode([PROGRAM, 'check', '--root', root, ...parameters]);
        // a program that is not there ends with 1 too
        if ((status !== 0 && status !== 1) || output === '') throw new Error(errors);
        return cpu;
      }),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}

/**
 * The files of a dataset with faults written into them; undefined where a print does not stand in them as it was read, or
 * has a correction next to it.
 */
export async function filesWith(
  files: ReadonlyMap<string, string>,
  faults: readonly Fault[],
): Promise<ReadonlyMap<string, string> | undefined> {
  const written = new Map(files);
  const fromEnd = faults.toSorted(
    ({ observation: { place: a } }, { observation: { place: b } }) => b.line - a.line || b.column - a.column,
  );
  for (const { observation, printed } of fromEnd) {
    const { file, line, column } = observation.place;
    const name = path.relative(FOLDER, file.path);
    const [text = '', old = ''] = [written.get(name), observation.printed?.text];
    const start =
      text
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + column;
    const at = text.indexOf(old, Math.max(0, start - 1));
    if (at < 0 || old === '') return undefined;
    const fresh = old.replace(/-?[\d.,]*\d/, decimalText(printed.decimal));
    written.set(name, text.slice(0, at) + fresh + text.slice(at + old.length));
  }
  return (await isWritten(written, faults)) ? written : undefined;
}

async function isWritten(files: ReadonlyMap<string, string>, faults: readonly Fault[]): Promise<boolean> {
  // A slip may be a mistake in the file, which is refused before anything is tested.
  const dataset = await loadFiles(files).then(
    (loaded) => loaded.dataset,
    () => undefined,
  );
  if (!dataset) return false;
  return faults.every(({ observation, printed }) => {
    const found = observationLike(dataset, observation);
    const stated = found?.correction ? undefined : found?.printed;
    return stated !== undefined && compare(stated.decimal, printed.decimal) === 0;
  });
}

function observationLike(
  dataset: Dataset,
  { release, ...own }: Fault['observation'],
): Fault['observation'] | undefined {
  const at = release.observations.findIndex(({ place }) => place === own.place);
  return dataset.releases.get(release.id)?.observations[at];
}
