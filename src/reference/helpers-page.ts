import { BLOCKS, callOf } from '../template/helper.ts';
import { HELPERS } from '../template/helpers/helper-table.ts';
import { tableOf } from './markdown-table.ts';

/** The page of every helper, with its arguments. */
export function helpersPage(): string {
  const rows = [...HELPERS].map(([name, helper]) => {
    const options = Object.entries(helper.options).map(([key, kind]) => `\`${key}=\` ${kind.name}`);
    return [`\`${name}\``, `\`${callOf(name, helper)}\``, options.join('; ')];
  });
  return `${[
    '# Helpers',
    'What can stand between two braces: a name, or a helper with its arguments. [templates.md](templates.md) tells what each\nprints, with examples; here is how each is called. Within another call, parentheses take the place of braces:\n`{{label (largest "rides.*")}}`.',
    tableOf(['helper', 'call', 'options'], rows),
    `Blocks take one argument and hold text: ${BLOCKS.map((name) => `\`#${name}\``).join(', ')}.`,
  ].join('\n\n')}\n`;
}
