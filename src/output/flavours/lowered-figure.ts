import type { RootContent } from 'mdast';
import type { ValueNode } from '../../document/inline-nodes.ts';
import { flagText } from '../../document/transforms/flags.ts';

/** A figure with its flags: letters are raised, symbols need not be. */
export function figure({ text: printed, shown }: ValueNode): RootContent[] {
  const flags = flagText(shown);
  if (!/[a-z]/.test(flags)) return [{ type: 'text', value: flags === '' ? printed : `${printed}\u00A0${flags}` }];
  return [
    { type: 'text', value: `${printed}\u00A0` },
    { type: 'raised', children: [{ type: 'text', value: flags }] },
  ];
}
