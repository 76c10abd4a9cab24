import fs from 'node:fs';

/** A process that runs. */
export interface RunningProcess {
  readonly pid: number;
  readonly command: string;
}

/** Processes of a group that still run. */
export function groupMembers(group: number): RunningProcess[] {
  return running().filter((process) => process.group === group);
}

/** Processes that a process started and that still run. */
export function childrenOf(parent: number): RunningProcess[] {
  return running().filter((process) => process.parent === parent);
}

/** Processes with a text in their command line. */
export function processesWith(text: string): RunningProcess[] {
  return running().filter(({ command }) => command.includes(text));
}

/** All processes by Linux's own account; the dead that nobody has buried do not count. */
function running(): (RunningProcess & { parent: number; group: number })[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // pid (name) state parent group …; the name may hold spaces and brackets
        const stat = fs.readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1) ?? '';
        const [state, parent, group] = stat.split(' ');
        if (state === 'Z') return [];
        const command = fs.readFileSync(`/proc/${name}/cmdline`, 'utf8');
        return [{ pid: Number(name), command, parent: Number(parent), group: Number(group) }];
      } catch {
        return [];
      }
    });
}
