import { type AddressProblem, parseAddress } from '../dataset/address.ts';
import { type Problem, problem } from './problem.ts';

/** The problem of an address that is not written as one. */
export function badAddress(written: string, { problem: message, hint }: AddressProblem): Problem {
  const other = correctedAddress(written);
  if (other !== undefined) return problem('dataset/bad-address', `"${written}" is not an address`, other);
  if (/^[a-z]+(?: [a-z]+)+$/i.test(written)) {
    const hint = 'an amount is written in digits with its unit, as in "2,000 t"; an address has no spaces';
    return problem('dataset/bad-address', `"${written}" is neither an address nor an amount`, hint);
  }
  return problem('dataset/bad-address', `in the address ${written}, ${message}`, hint);
}

/** What to write instead of an address with spaces, capitals, with / in place of a colon, with a base in round brackets, or with a pattern for one figure. */
function correctedAddress(written: string): string | undefined {
  const plain = written
    .replaceAll(/\s*([:@.])\s*/g, '$1')
    .replace(/^[^:@]+/, (id) => id.toLowerCase())
    .replace(/^([^/:@]+)[/ ]+(?=[a-z])/, '$1:')
    .replace(/:(growth|cagr)[:(]([^()@]+)\)?/, ':$1[$2]')
    .trim();
  if (plain !== written && !('problem' in parseAddress(plain))) return `write "${plain}"`;
  return written.includes('*')
    ? `that is a pattern for several figures: name one, or use (figures "${written}")`
    : undefined;
}
