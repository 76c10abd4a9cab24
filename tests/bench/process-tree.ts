import { readdirSync, readFileSync } from 'node:fs';

/** A running process: resident memory in MB, and processor time in milliseconds so far, by Linux's account. */
export interface RunningProcess {
  readonly pid: number;
  readonly memory: number;
  readonly cpu: number;
}

/** A process and all that it started, directly or not, as far as they run. */
export function processTree(root: number): RunningProcess[] {
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)));
  const members = new Set([root]);
  for (let before = 0; before < members.size;) {
    before = members.size;
    for (const { pid, parent } of found) if (members.has(parent)) members.add(pid);
  }
  return found.filter(({ pid }) => members.has(pid));
}

function readProcess(pid: number): (RunningProcess & { readonly parent: number })[] {
  return readStat(`/proc/${pid}/stat`).map(({ parent, memory, cpu }) => ({ pid, parent, memory, cpu }));
}

/** What Linux says about a process or thread; nothing if it has ended. */
function readStat(file: string): { readonly parent: number; readonly memory: number; readonly cpu: number }[] {
  try {
    const stat = readFileSync(file, 'utf8');
    // the name of the program, in parentheses, may have spaces
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0, user = 0, system = 0, pages = 0] = [1, 11, 12, 21].map((at) => fields[at]);
    return [{ parent, memory: (pages * 4096) / 2 ** 20, cpu: 10 * (user + system) }];
  } catch {
    return [];
  }
}

/** Milliseconds between two looks at the running processes: of each, so much is lost at most. */
const INTERVAL = 100;

/** Watches the processor time of a process and all that it starts; the function that it returns ends that, and says the sum. */
export function watchTime(root: number): () => number {
  const end = watchParts(root);
  return () => Object.values(end()).reduce((sum, time) => sum + time, 0);
}

/** Milliseconds of processor time of a Node program by what spends it: `engine` collects garbage and optimises code. */
export type Parts = Readonly<Record<'main' | 'engine' | 'threads' | 'children', number>>;

/** Watches the same, part by part. */
export function watchParts(root: number): () => Parts {
  const before = look(new Map());
  const times = new Map(before);
  function look(found: Map<string, readonly [keyof Parts, number]>): typeof found {
    for (const { pid, cpu } of processTree(root)) if (pid !== root) found.set(`${pid}`, ['children', cpu]);
    for (const [at, { tid, cpu }] of threadsOf(root).entries()) found.set(`${root}/${tid}`, [partOfThread(at), cpu]);
    return found;
  }
  const timer = setInterval(() => look(times), INTERVAL);
  return () => {
    clearInterval(timer);
    look(times);
    const parts = { main: 0, engine: 0, threads: 0, children: 0 };
    for (const [key, [part, cpu]] of times) parts[part] += cpu - (before.get(key)?.[1] ?? 0);
    return parts;
  };
}

/** Threads that Node 20 starts for its engine right after the main one, whatever the number of cores. */
const OF_ENGINE = 5;

function partOfThread(at: number): keyof Parts {
  if (at === 0) return 'main';
  return at <= OF_ENGINE ? 'engine' : 'threads';
}

/** The threads of a process in the order in which they were started. */
function threadsOf(pid: number): { readonly tid: number; readonly cpu: number }[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .map(Number)
      .sort((a, b) => a - b)
      .flatMap((tid) => readStat(`/proc/${pid}/task/${tid}/stat`).map(({ cpu }) => ({ tid, cpu })));
  } catch {
    return [];
  }
}
