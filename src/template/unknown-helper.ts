import { didYouMean } from '../core/diagnostics/diagnostic.ts';
import { BLOCKS } from './helper.ts';
import { HELPERS } from './helpers/helper-table.ts';
import { isProblem, type Problem, problem } from './problem.ts';

/** The problem of a helper that does not exist. `partial` is what is known of a partial with its name. */
export function unknownHelper(name: string, partial: readonly unknown[] | Problem): Problem {
  if (!isProblem(partial) || partial.rule === 'template/partial-cycle') {
    return problem('template/unknown-helper', `${name} is a partial`, `write {{> ${name} …}}`);
  }
  if (BLOCKS.includes(name)) {
    return problem('template/unknown-helper', `${name} is a block`, `write {{#${name} …}} … {{/${name}}}`);
  }
  const hint = OTHER_WORDS[name.toLowerCase()] ?? didYouMean(name, HELPERS.keys());
  return problem('template/unknown-helper', `there is no helper ${name}`, hint);
}

const ELSE_IF = 'write {{else if …}}';
const EACH = 'write {{#each …}}';

/** What to write in place of words of other template languages. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  elseif: ELSE_IF,
  elsif: ELSE_IF,
  elif: ELSE_IF,
  'else-if': ELSE_IF,
  for: EACH,
  foreach: EACH,
  loop: EACH,
  range: EACH,
  eq: 'write same',
  ne: 'write (not (same …))',
  gt: 'write above',
  lt: 'write below',
  gte: 'write atLeast',
  lte: 'write atMost',
};

/** The problem of a block that does not exist, or is not given exactly one argument. */
export function checkBlock(name: string, given: number, hasOptions: boolean): Problem | undefined {
  if (!BLOCKS.includes(name)) {
    const hint = HELPERS.has(name) ? `write {{${name} …}}` : (OTHER_WORDS[name] ?? didYouMean(name, BLOCKS));
    return problem('template/unknown-helper', `${name} is not a block`, hint);
  }
  if (given === 0) return problem('template/missing-argument', `#${name} is given nothing`, `write {{#${name} …}}`);
  const extra = given > 1 || hasOptions;
  return extra
    ? problem('template/bad-argument', `#${name} takes one argument`, 'put a call between ( and )')
    : undefined;
}
