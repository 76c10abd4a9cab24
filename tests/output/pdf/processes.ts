import fs from 'node:fs';

/** A process of a group that still runs. */
export interface GroupMember {
  readonly pid: number;
  readonly command: string;
}

/** Processes of a group that still run, by Linux's own account; the dead that nobody has buried do not count. */
export function groupMembers(group: number): GroupMember[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // pid (name) state parent group …; the name may hold spaces and brackets
        const [state, , owner] = fs.readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
        if (state === 'Z' || Number(owner) !== group) return [];
        return [{ pid: Number(name), command: fs.readFileSync(`/proc/${name}/cmdline`, 'utf8') }];
      } catch {
        return [];
      }
    });
}
