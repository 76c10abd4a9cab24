import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { Builder } from './builder.ts';
import { type Files, GRAMMARS, type Kind } from './grammars.ts';
import { faultOf } from './properties.ts';
import type { Answer } from './worker.ts';

// Builds the tiny brief with hostile data, relations, templates, styles, charts, logos and fonts, each from a grammar of its
// own, and checks what must hold for every input. The same seed gives the same cases.

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    /** Cases of each kind. */
    count: { type: 'string', default: '10' },
    kind: { type: 'string' },
    /** A case of a seed, as a fault names it: its number, and the steps by which it was made smaller. */
    case: { type: 'string' },
    /** Prints the first error of every case that is refused. */
    tell: { type: 'boolean' },
  },
});

/** Cases with one seed: after a fault the next seed goes on. */
const ROUND = 20;

/** Builds by which a case with a fault is made smaller. */
const SHRINKING = 60;

interface Fault {
  readonly kind: Kind;
  readonly seed: number;
  readonly path: string;
  readonly reason: string;
  readonly files: Files;
}

/** What became of the cases of a kind that had no fault. Too few printed say that its grammar does not get far. */
class Tally {
  printed = 0;
  /** Cases that were refused, by the rule of the first error. */
  readonly #refused = new Map<string, number>();

  count({ status, messages }: Answer): void {
    if (status === 0) this.printed += 1;
    const error = messages.find((one) => one.severity === 'error');
    if (error) this.#refused.set(error.rule, (this.#refused.get(error.rule) ?? 0) + 1);
    if (options.tell && error) console.log(`  ${error.file}:${error.line} ${error.message} (${error.rule})`);
  }

  get refused(): number {
    return [...this.#refused.values()].reduce((sum, one) => sum + one, 0);
  }
}

/** Tries cases of one kind until one has a fault. */
async function firstFault(
  kind: Kind,
  seed: number,
  count: number,
  builder: Builder,
  tally: Tally,
): Promise<Fault | undefined> {
  const reasons = new Map<string, string>();
  let builds = 0;
  let failedAt = Infinity;
  const property = fc.asyncProperty(GRAMMARS[kind], async (files) => {
    builds += 1;
    if (builds > failedAt + SHRINKING) return;
    const reason = await faultOf(files, builder, (answer) => failedAt === Infinity && tally.count(answer));
    if (reason === undefined) return;
    failedAt = Math.min(failedAt, builds);
    reasons.set(JSON.stringify(files), reason);
    throw new Error(reason);
  });
  const chosen = options.case === undefined ? {} : { path: options.case };
  const result = await fc.check(property, { seed, numRuns: count, ...chosen });
  if (!result.failed || !result.counterexample) return undefined;
  const [files] = result.counterexample;
  const reason = reasons.get(JSON.stringify(files)) ?? String(result.errorInstance);
  return { kind, seed, path: result.counterexamplePath ?? '', reason, files };
}

/** Prints a fault, how to repeat it, and where its files are. */
async function report({ kind, seed, path: place, reason, files }: Fault): Promise<void> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), `assay-fault-${kind}-`));
  for (const [file, text] of Object.entries(files)) {
    await fs.mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await fs.writeFile(path.join(folder, file), text);
  }
  console.log(`FAULT ${kind}: ${reason.slice(0, 1500)}`);
  console.log(`  again: npm run fuzz -- --kind ${kind} --seed ${seed} --case ${place}`);
  console.log(`  files: ${folder}`);
}

async function main(): Promise<void> {
  const builder = new Builder();
  const kinds = Object.keys(GRAMMARS).filter((kind): kind is Kind => [undefined, kind].includes(options.kind));
  if (kinds.length === 0) throw new Error(`${options.kind} is none of ${Object.keys(GRAMMARS).join(', ')}`);
  let faults = 0;
  for (const kind of kinds) {
    const count = Number(options.count);
    const tally = new Tally();
    let ofKind = 0;
    for (let done = 0; done < count; done += ROUND) {
      const seed = Number(options.seed) + done / ROUND;
      const fault = await firstFault(kind, seed, Math.min(ROUND, count - done), builder, tally);
      if (!fault) continue;
      ofKind += 1;
      await report(fault);
    }
    faults += ofKind;
    const { printed, refused } = tally;
    console.log(
      `${kind}: seed ${options.seed}, ${count} cases: ${printed} printed, ${refused} refused, ${ofKind} faults`,
    );
  }
  await builder.close();
  console.log(`${faults} faults`);
  process.exitCode = faults === 0 ? 0 : 1;
}

await main();
