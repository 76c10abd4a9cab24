import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Source } from './model.ts';
import { SLIP_KINDS } from './slip-kinds.ts';
import { type Localised, localisedOf } from './localised.ts';
import type { SourceInput } from './dataset-schema.ts';
import type { Entries } from './entries.ts';

/** The only source of a dataset that declares none: its publisher. */
export const OWN_SOURCE = 'publisher';

/** The publisher as the only source. */
export function ownSource(publisher: Localised): ReadonlyMap<string, Source> {
  return new Map([[OWN_SOURCE, { ...standInSource(OWN_SOURCE), publisher }]]);
}

/** The sources that a dataset declares; all have a rank or none has. */
export function readSources(
  entries: Entries<SourceInput>,
  locales: readonly string[],
  diagnostics: Diagnostics,
): ReadonlyMap<string, Source> {
  const isRanked = [...entries.values()].some(({ value }) => value?.rank !== undefined);
  for (const { value, place } of entries.values()) {
    if (!isRanked || !value || value.rank !== undefined) continue;
    const hint = 'the others have one: 1 is the highest authority';
    diagnostics.error('schema/missing-key', 'the key "rank" is missing', place('key'), hint);
  }
  return new Map([...entries].map(([id, { value }]) => [id, value ? sourceOf(id, value, locales) : standInSource(id)]));
}

/** Replaces a source with a mistake, so that its releases can still be checked. */
export function standInSource(id: string): Source {
  return sourceOf(id, { publisher: id }, []);
}

function sourceOf(id: string, input: SourceInput, locales: readonly string[]): Source {
  return {
    id,
    publisher: localisedOf(input.publisher, locales),
    short: input.short === undefined ? undefined : localisedOf(input.short, locales),
    title: input.title === undefined ? undefined : localisedOf(input.title, locales),
    url: input.url,
    language: input.language,
    rank: Number(input.rank ?? 1),
    reliability: input.reliability ?? 'read',
    group: input.publisher_group ?? id,
    slipCosts: slipCostsOf(input, locales),
  };
}

function slipCostsOf({ slip_costs: input = {} }: SourceInput, locales: readonly string[]): Source['slipCosts'] {
  return new Map(
    SLIP_KINDS.flatMap((kind) => {
      const own = input[kind];
      return own ? [[kind, { cost: Number(own.cost), reason: localisedOf(own.reason, locales) }] as const] : [];
    }),
  );
}
