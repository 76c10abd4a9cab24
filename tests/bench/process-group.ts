import { existsSync, mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import path from 'node:path';

// A shell knows the processor time of processes that it or its children waited for. Chromium's helper that starts the
// processes of pages is not among them, and these take a third of the time of a print. Linux counts what a control group
// spends, to which every process belongs that one in it starts.

const TOP = '/sys/fs/cgroup';

/** Whether groups have their processor time in a file of its own, as they had before their second version. */
const isOld = !existsSync(path.join(TOP, 'cgroup.controllers'));

/** A group of processes. */
export interface ProcessGroup {
  /** A command for a shell that puts it into the group. */
  readonly join: string;
  /** Milliseconds of processor time that was spent in the group; the group is removed, and is to have no process. */
  readonly end: () => number;
}

let made = 0;

/** Makes a group; undefined where this user may not, or there are none. */
export function makeProcessGroup(): ProcessGroup | undefined {
  const folder = path.join(TOP, isOld ? 'cpuacct' : '', `assay-bench-${process.pid}-${(made += 1)}`);
  try {
    mkdirSync(folder);
  } catch {
    return undefined;
  }
  return {
    join: `echo $$ > ${folder}/cgroup.procs`,
    end() {
      const spent = isOld ? nanoseconds(folder) / 1e6 : microseconds(folder) / 1e3;
      removeGroup(folder);
      return spent;
    },
  };
}

function nanoseconds(folder: string): number {
  return Number(readFileSync(path.join(folder, 'cpuacct.usage'), 'utf8'));
}

function microseconds(folder: string): number {
  return Number(/^usage_usec (\d+)/m.exec(readFileSync(path.join(folder, 'cpu.stat'), 'utf8'))?.[1]);
}

/** A process that has just been killed may still be in it: then it is left. */
function removeGroup(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It takes no room.
  }
}
