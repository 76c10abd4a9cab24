import { spawn } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { inject } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { sharedResults } from '../shared-folder.ts';

/** The folder of the action, which people copy. */
export const ACTION = path.resolve('.github/actions/assay');

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** An action, or a workflow. */
interface Steps {
  readonly inputs?: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs?: { readonly steps: readonly Step[] };
  readonly jobs?: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

/** What a step did. */
export interface Ran {
  readonly status: number | null;
  /** Both of its streams. */
  readonly printed: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Values of the expressions of GitHub: `github.head_ref` and the like. */
export type Contexts = Readonly<Record<string, string>>;

/** The only document of a YAML file, or the last one behind a head. */
export async function lastDocument<T>(file: string): Promise<T> {
  return parseAllDocuments(await readFile(file, 'utf8'))
    .at(-1)
    ?.toJS() as T;
}

/**
 * Runs the `run:` of a step of the action, or of a workflow, in a folder, as a runner of GitHub does: with bash, the
 * expressions of its environment filled in from `contexts`, and files for outputs and the summary. An expression that is
 * missing there and is not an input with a plain default is a mistake of the test.
 */
export async function runStep(
  name: string,
  folder: string,
  contexts: Contexts,
  environment: NodeJS.ProcessEnv = {},
  file = path.join(ACTION, 'action.yml'),
): Promise<Ran> {
  const { inputs, runs, jobs } = await lastDocument<Steps>(file);
  const steps = [...(runs?.steps ?? []), ...Object.values(jobs ?? {}).flatMap((job) => job.steps)];
  const step = steps.find((each) => (each.name ?? each.run) === name);
  if (step?.run === undefined) throw new Error(`${file} has no step ${name} with commands`);
  const valueOf = (expression: string): string => {
    const given = contexts[expression] ?? inputs?.[/^inputs\.(\w+)$/.exec(expression)?.[1] ?? '']?.default;
    if (given === undefined || given.includes('${{')) throw new Error(`${expression} has no value in this test`);
    return given;
  };
  const filled = Object.entries(step.env ?? {}).map(([key, text]) => [
    key,
    text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => valueOf(expression)),
  ]);
  return runCommands(step.run, folder, { ...Object.fromEntries(filled), ...environment });
}

/** Runs commands with bash in a folder, with the files that a runner gives to a step. */
export async function runCommands(commands: string, folder: string, environment: NodeJS.ProcessEnv): Promise<Ran> {
  const files = await mkdtemp(path.join(inject('shared'), 'step-'));
  const [output, summary] = ['output', 'summary'].map((file) => path.join(files, file));
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', commands], {
    cwd: folder,
    env: {
      ...process.env,
      ASSAY_CACHE: sharedResults(),
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: files,
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
