import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { tallySmallWorlds } from '../bench/small-faults.ts';
import { outcomes } from '../bench/tally.ts';

/** What becomes of each fault that `bench:faults` injects into the datasets of the repository and made-up ones. */
export async function recordFaults(): Promise<Record<string, string>> {
  const words = ['--import', 'tsx', 'tests/bench/faults.ts', '--faults', '--cases'];
  const { stdout } = await promisify(execFile)(process.execPath, words, { maxBuffer: 2 ** 30 });
  const cases = stdout.split('\n').filter((line) => line.startsWith('case '));
  return { 'faults.txt': `${cases.join('\n')}\n` };
}

/** What becomes of faults in random small datasets, of which each seed gives one. */
export async function recordWorlds(count = 1000): Promise<Record<string, string>> {
  const from = outcomes.length;
  await tallySmallWorlds(1, count);
  return { 'worlds.txt': `${outcomes.slice(from).join('\n')}\n` };
}
