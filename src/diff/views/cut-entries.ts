/** A text of whole entries, of which some may be left out: heads stay as long as an entry below them does. */
export interface Entries {
  /** What always stands there. */
  readonly head: string;
  readonly groups: readonly EntryGroup[];
}

export interface EntryGroup {
  readonly head: string;
  /** The most important first. Each is complete in itself: no table, list or fence goes on in the next. */
  readonly entries: readonly string[];
}

/** What a host takes, and where the rest is. */
export interface CutOptions {
  /** How long the text may be. */
  readonly limit: number;
  /** The length as the host counts it. */
  readonly lengthOf: (text: string) => number;
  /** Says how many entries are left out. */
  readonly left: (count: number) => string;
}

/**
 * The text with as many entries as fit; those of the first groups first. Nothing is cut within an entry, and
 * there is no text where there is no room for the head. */
export function cutEntries({ head, groups }: Entries, { limit, lengthOf, left }: CutOptions): string {
  const all = groups.reduce((sum, { entries }) => sum + entries.length, 0);
  const whole = head + groups.map((group) => group.head + group.entries.join('')).join('');
  if (lengthOf(whole) <= limit) return whole;
  const room = limit - lengthOf(left(all));
  let text = head;
  let used = lengthOf(head);
  if (used > room) return '';
  let shown = 0;
  for (const group of groups) {
    let opening = group.head;
    for (const entry of group.entries) {
      const length = lengthOf(opening) + lengthOf(entry);
      if (used + length > room) return text + left(all - shown);
      text += opening + entry;
      used += length;
      opening = '';
      shown += 1;
    }
  }
  return text + left(all - shown);
}
