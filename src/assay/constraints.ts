import { betweenConstraints } from './across.ts';
import type { Constraint } from './constraint.ts';
import { recordConstraints } from './derive.ts';
import { instancesOf } from './instance.ts';
import type { Ledger } from './ledger.ts';
import { partConstraints } from './parts.ts';
import type { Rules } from './relations-file.ts';
import { sameConstraints } from './restatements.ts';
import { withoutRevised } from './vintages.ts';

/** Everything that the figures can be tested by, sorted by key: authored relations, and those that follow. */
export function constraintsOf({ relations }: Rules, ledger: Ledger): Constraint[] {
  const all = [
    ...relations.flatMap((relation) => [...instancesOf(relation, ledger), ...betweenConstraints(relation, ledger)]),
    ...recordConstraints(ledger),
    ...sameConstraints(ledger),
    ...partConstraints(ledger),
  ];
  const unique = new Map(all.map((constraint) => [constraint.key, constraint]));
  return withoutRevised(
    [...unique.keys()].sort().flatMap((key) => unique.get(key) ?? []),
    ledger,
  );
}
