/**
 * Compares states of the tiny brief that random edits lead to, and checks the differences that are named against the
 * printed pages by brute force. `tsx tests/verify/diff.ts [--count 200] [--seed 1]`.
 */
import { parseArgs } from 'node:util';
import { compareRandomStates } from '../diff/random-states.ts';

const { values: options } = parseArgs({
  options: { count: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
});

const { compared, differing, faults } = await compareRandomStates(Number(options.count), Number(options.seed));
console.log(`${compared} edits compared, ${differing} editions differ, ${faults.length} faults`);
for (const fault of faults) console.log(`  ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
