import type { ValueNode } from '../document/inline-nodes.ts';
import type { Flag } from '../figure/value.ts';

const FLAG_MARKS: Readonly<Record<Flag, string>> = {
  contradicted: '■',
  corrected: '◆',
  revised: 'r',
  derived: '○',
  forecast: 'f',
  estimated: 'e',
  provisional: 'p',
  break: 'b',
  low_reliability: 'u',
};

/** Flags as a reader sees them after a figure: ` f, p`. */
export function flagsOf({ shown }: ValueNode): string {
  return shown.length === 0 ? '' : ` ${shown.map((flag) => FLAG_MARKS[flag]).join(', ')}`;
}
