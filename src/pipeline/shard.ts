import type { FlavourName } from '../brief/flavour-names.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { sha256 } from '../core/machine/hash.ts';
import type { EditionSource } from './edition-source.ts';

/** One of several builds that together print all editions, each on its own machine. */
export interface Shard {
  /** From 1 to `of`. */
  readonly index: number;
  readonly of: number;
}

/** The most shards of a build. */
export const MAX_SHARDS = 10_000;

/** Where the engines that run a job many times say which run it is: from what number they count, and where they say how many. */
const ENGINES: readonly {
  readonly name: string;
  readonly index: string;
  readonly first: number | string;
  readonly step?: string;
  readonly total: string;
}[] = [
  { name: 'GitHub', index: 'ASSAY_SHARD_INDEX', first: 0, total: 'ASSAY_SHARD_TOTAL' },
  { name: 'GitLab', index: 'CI_NODE_INDEX', first: 1, total: 'CI_NODE_TOTAL' },
  { name: 'AWS Batch', index: 'AWS_BATCH_JOB_ARRAY_INDEX', first: 0, total: 'AWS_BATCH_JOB_ARRAY_SIZE' },
  {
    name: 'Slurm',
    index: 'SLURM_ARRAY_TASK_ID',
    first: 'SLURM_ARRAY_TASK_MIN',
    step: 'SLURM_ARRAY_TASK_STEP',
    total: 'SLURM_ARRAY_TASK_COUNT',
  },
  { name: 'Kubernetes', index: 'JOB_COMPLETION_INDEX', first: 0, total: 'JOB_COMPLETIONS' },
];

/** Reads `2/5`; undefined for other texts. */
export function parseShard(text: string): Shard | undefined {
  const [, index, of] = (/^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? []).map(Number);
  return index !== undefined && of !== undefined && isShard({ index, of }) ? { index, of } : undefined;
}

function isShard({ index, of }: Shard): boolean {
  return Number.isInteger(index) && Number.isInteger(of) && index >= 1 && index <= of && of <= MAX_SHARDS;
}

/** The shard that the engine says which runs this job. Throws an EnvironmentError where none does, or only in part. */
export function shardOfEngine(environment: NodeJS.ProcessEnv): Shard {
  const engine = ENGINES.find(({ index }) => environment[index]);
  if (!engine) {
    const names = ENGINES.map(({ name, index }) => `${index} (${name})`).join(', ');
    throw new EnvironmentError(`no variable says which shard this is: none of ${names} is set`, [
      'write --shard 1/5 for the first of five',
    ]);
  }
  const { name, index, first, step = '', total } = engine;
  const [own, count] = [environment[index], environment[total]];
  const start = typeof first === 'string' ? Number(environment[first] ?? 0) : first;
  if (!count) {
    const message = `${name} says which shard this is, ${index}=${own}, but ${total} does not say how many there are`;
    throw new EnvironmentError(message, [`set ${total} to the number of shards`]);
  }
  const shard = { index: (Number(own) - start) / Number(environment[step] || 1) + 1, of: Number(count) };
  if (isShard(shard)) return shard;
  const message = `${index}=${own} and ${total}=${count} of ${name} are not a shard of at most ${MAX_SHARDS}`;
  throw new EnvironmentError(message, ['write --shard 1/5 for the first of five']);
}

/**
 * Whether a shard prints the edition in a folder of `out/`. Its hash decides, so that an edition stays in its shard
 * whatever other editions there are.
 */
export function isInShard(folder: string, { index, of }: Shard): boolean {
  return Number.parseInt(sha256(folder).slice(0, 12), 16) % of === index - 1;
}

/** The file in which a shard says what it printed. */
export function shardFile({ index, of }: Shard): string {
  return `out/shard-${index}-of-${of}.json`;
}

/** What a shard says about itself, so that shards can be joined. */
export interface ShardRecord extends Shard {
  /** What was asked for on the command line in place of what each brief names. */
  readonly flavours?: readonly FlavourName[] | undefined;
  /** `exhibit:trade`, as on the command line. */
  readonly parts?: readonly string[] | undefined;
  /** Version of the program. */
  readonly assay: string;
  /** SHA-256 over the folders and inputs of the editions of all shards, which they must agree on. */
  readonly all: string;
  /** How many editions all shards have. */
  readonly count: number;
  /** The folders of its own editions, sorted. */
  readonly editions: readonly string[];
}

/** The hash over the folders and inputs of all editions that shards must agree on. */
export async function hashOfAll(sources: readonly Pick<EditionSource, 'folder' | 'sources'>[]): Promise<string> {
  const lines = await Promise.all(
    sources.map(async ({ folder, sources: all }) => `${folder} ${(await all()).fingerprint}\n`),
  );
  return sha256(...lines.sort());
}
