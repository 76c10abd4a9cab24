import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MAIN = path.resolve('src/cli/main.ts');

/** What `assay` prints with some arguments; its status is a part of it, and an error of its own is none here. */
export async function said(...words: readonly string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const options = { maxBuffer: 2 ** 30, env: { ...process.env, ASSAY_CACHE: 'off', FORCE_COLOR: '0' } };
  try {
    return { status: 0, ...(await run(process.execPath, ['--import', 'tsx', MAIN, ...words], options)) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    if (typeof code !== 'number') throw error;
    return { status: code, stdout, stderr };
  }
}

/** JSON with its keys in order and one value a line, so that a comparison by lines shows what differs. */
export function ordered(json: string): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, one]): [string, unknown] => [key, sorted(one)]);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  return `${JSON.stringify(sorted(JSON.parse(json)), undefined, 1)}\n`;
}
