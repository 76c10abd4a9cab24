import { didYouMean } from '../core/diagnostics/diagnostic.ts';
import { shortened } from '../core/diagnostics/source-text.ts';
import type { Part } from '../core/files/shape.ts';
import { indicatorExpression } from './address.ts';
import { unknownIndicator } from './catalogue.ts';
import { NO_REVISIONS } from './claim.ts';
import { comparedRelease } from './comparison.ts';
import type { Observation } from './model.ts';
import { readObservation } from './observation.ts';
import { parsePeriod, periodHint } from './period.ts';
import type { ReleaseScope } from './record.ts';
import type { RecordInput, UnrevisedInput } from './release-schema.ts';
import type { Statement } from './table-block.ts';

/**
 * Reads the claims that a release does not revise what another states, and makes a claim `unchanged` for each level that
 * the release states of the indicators; or, if it states none, for each indicator in each of the periods. `stated` holds
 * its statements.
 */
export function readUnrevised(
  scope: ReleaseScope,
  claims: Part<UnrevisedInput[]>,
  stated: readonly Statement[],
): { readonly read: readonly Statement[]; readonly complete: boolean } {
  const entries = claims.entries() ?? [];
  const read = entries.map(([, claim]) => claim.value && readClaim(scope, claim, claim.value, stated));
  return {
    read: read.flatMap((found) => found ?? []),
    complete: read.every((found) => found !== undefined),
  };
}

function readClaim(
  scope: ReleaseScope,
  part: Part<UnrevisedInput>,
  { since, indicators, periods, at, in: text }: UnrevisedInput,
  stated: readonly Statement[],
): Statement[] | undefined {
  const { release, diagnostics } = scope;
  const chosen = readIndicators(scope, part);
  if (!chosen || !arePeriods(part, diagnostics)) return undefined;
  const own = stated.map(({ observation }) => observation).filter(({ indicator }) => chosen.has(indicator.id));
  const levels = own.filter(
    ({ measure, asIn, period }) =>
      measure === 'level' && asIn === undefined && (periods === undefined || periods.includes(period.text)),
  );
  const cells = levels.length > 0 ? levels.map(cellOf) : silentCells(scope, chosen, periods);
  if (cells.length === 0) {
    const message = `the release states no level of ${indicators.join(', ')} that could be unrevised`;
    const hint = 'name indicators that it states, or the periods that it speaks of';
    diagnostics.error('dataset/bad-claim', message, part.place(), hint);
    return undefined;
  }
  // What the release says of a cell by itself goes before.
  const said = new Set(own.filter((other) => comparedRelease(other) === since && other.claim).map(keyOf));
  const open = new Map(cells.filter((cell) => !said.has(keyOf(cell))).map((cell) => [keyOf(cell), cell]));
  const claims = [...open.values()].map(({ indicator, period }) => {
    const record: RecordInput = { claim: 'unchanged', since, period: period.text, at, in: text, words: NO_REVISIONS };
    return { record, observation: readAt({ ...scope, release }, indicator, record, part) };
  });
  const sound = claims.filter((claim): claim is Statement => claim.observation !== undefined);
  return sound.length === claims.length ? sound : undefined;
}

type Cell = Pick<Observation, 'indicator' | 'period'>;

function cellOf({ indicator, period }: Observation): Cell {
  return { indicator, period };
}

function keyOf({ indicator, period }: Cell): string {
  return `${indicator.id} ${period.text}`;
}

/** The cells of a claim about figures that the release does not repeat: each indicator in each period that it names. */
function silentCells(
  { catalogue }: ReleaseScope,
  chosen: ReadonlySet<string>,
  periods: readonly string[] = [],
): readonly Cell[] {
  const indicators = [...catalogue.indicators.values()].filter(({ id }) => chosen.has(id));
  return indicators.flatMap((indicator) =>
    periods.flatMap((text) => {
      const period = parsePeriod(text, indicator.yearStarts);
      return period ? [{ indicator, period }] : [];
    }),
  );
}

/** Reads a record that is written nowhere: it stands where the claim does. */
function readAt(
  scope: ReleaseScope,
  indicator: Observation['indicator'],
  record: RecordInput,
  part: Part<UnrevisedInput>,
): Observation | undefined {
  const placeOf: ReleaseScope['data']['placeOf'] = (container, key, of) => {
    if (container !== record) return scope.data.placeOf(container, key, of);
    return key === 'since' ? part.get('since').place() : part.place();
  };
  return readObservation({ ...scope, data: { ...scope.data, placeOf } }, indicator, record, part.place());
}

/** Alone it stands for all indicators, in any depth: whoever says "no revisions" of everything means no less. */
const EVERYTHING = '*';

/** Ids of the declared indicators that match; undefined if a pattern matches none, which is reported. */
function readIndicators({ catalogue, diagnostics }: ReleaseScope, part: Part<UnrevisedInput>): Set<string> | undefined {
  const known = [...catalogue.declaredIndicators];
  const found = (part.get('indicators').entries() ?? []).map(([, { value: pattern = '', place }]) => {
    const expression = indicatorExpression(pattern);
    const matching = pattern === EVERYTHING ? known : known.filter((id) => expression.test(id));
    if (matching.length === 0) {
      const isPattern = pattern.includes('*');
      const message = isPattern ? `no indicator matches ${pattern}` : unknownIndicator(pattern);
      const hint = isPattern ? '* stands for a part of an id between two dots' : didYouMean(pattern, known);
      diagnostics.error('dataset/unknown-indicator', message, place(), hint);
    }
    return matching;
  });
  return found.some((matching) => matching.length === 0) ? undefined : new Set(found.flat());
}

function arePeriods(part: Part<UnrevisedInput>, diagnostics: ReleaseScope['diagnostics']): boolean {
  const entries = part.get('periods').entries() ?? [];
  const wrong = entries.filter(([, { value }]) => value === undefined || !parsePeriod(value));
  for (const [, { value = '', place }] of wrong)
    diagnostics.error('dataset/bad-period', `${shortened(value)} is not a period`, place(), periodHint(value));
  return wrong.length === 0;
}
