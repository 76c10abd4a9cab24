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
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // the name of the program, in parentheses, may have spaces
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0, user = 0, system = 0, pages = 0] = [1, 11, 12, 21].map((at) => fields[at]);
    return [{ pid, parent, memory: (pages * 4096) / 2 ** 20, cpu: 10 * (user + system) }];
  } catch {
    return [];
  }
}

/** Milliseconds between two looks at the running processes: of each, so much is lost at most. */
const INTERVAL = 100;

/** Watches the processor time of a process and all that it starts; the function that it returns ends that, and tells the sum. */
export function watchTime(root: number): () => number {
  const times = new Map<number, number>();
  function look(): void {
    for (const { pid, cpu } of processTree(root)) times.set(pid, cpu);
  }
  look();
  const before = [...times.values()].reduce((sum, time) => sum + time, 0);
  const timer = setInterval(look, INTERVAL);
  return () => {
    clearInterval(timer);
    look();
    return [...times.values()].reduce((sum, time) => sum + time, 0) - before;
  };
}
