import { spawn } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';

/** The folder of the action, which people copy. */
export const ACTION = path.resolve('.github/actions/assay');

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

/** What a step of the action did. */
export interface Ran {
  readonly status: number | null;
  /** Both of its streams. */
  readonly printed: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/**
 * Runs the `run:` of a step of the action in a folder, as a runner of GitHub does: with bash, the expressions of its
 * environment filled in from `contexts`, and files for outputs and the summary. An expression that is missing there and is
 * no input with a plain default is a mistake of the test.
 */
export async function runStep(
  name: string,
  folder: string,
  contexts: Readonly<Record<string, string>>,
  environment: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  const { inputs, runs } = parse(await readFile(path.join(ACTION, 'action.yml'), 'utf8')) as Action;
  const step = runs.steps.find((each) => each.name === name);
  if (!step) throw new Error(`the action has no step ${name}`);
  const valueOf = (expression: string): string => {
    const given = contexts[expression] ?? inputs[/^inputs\.(\w+)$/.exec(expression)?.[1] ?? '']?.default;
    if (given === undefined || given.includes('${{')) throw new Error(`${expression} has no value in this test`);
    return given;
  };
  const filled = Object.entries(step.env ?? {}).map(([key, text]) => [
    key,
    text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => valueOf(expression)),
  ]);
  const files = await mkdtemp(path.join(os.tmpdir(), 'assay-step-'));
  const [output, summary] = ['output', 'summary'].map((file) => path.join(files, file));
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
    cwd: folder,
    env: {
      ...process.env,
      ASSAY_CACHE: 'off',
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: files,
      ...Object.fromEntries(filled),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const written = async (file = ''): Promise<string> => readFile(file, 'utf8').catch(() => '');
  const lines = (await written(output)).split('\n').filter(Boolean);
  const outputs = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2))) as Record<string, string>;
  return { status, printed, outputs, summary: await written(summary) };
}
