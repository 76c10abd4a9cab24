import { addressText } from '../dataset/address.ts';
import { type Lookup, lookUpAddress } from '../dataset/lookup.ts';
import type { Address } from '../dataset/model.ts';
import type { Scope } from './scope.ts';

/** Looks up a figure for a helper, and reports what the template asks for to whoever wants to know. */
export function look(address: Address, scope: Scope, isRequired: boolean): Lookup {
  const found = lookUpAddress(scope.edition, address);
  scope.onAsked?.({
    address: addressText({ ...address, period: address.period ?? scope.edition.period }),
    place: scope.place,
    found: 'observation' in found ? found.observation : undefined,
    isRequired,
  });
  return found;
}
