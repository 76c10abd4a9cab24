import * as z from 'zod';

/**
 * What a text of a data file names. An `entry` declares one indicator or several, `within` one of a group; the others are
 * texts in which names of indicators and releases stand among other words: a `counterpart` of a statement, a `claim`, a
 * `relation`, and the name of a `derived` relation.
 */
export type Naming =
  | 'indicator'
  | 'entry'
  | 'within'
  | 'pattern'
  | 'source'
  | 'release'
  | 'member'
  | 'counterpart'
  | 'claim'
  | 'relation'
  | 'derived'
  | 'constant';

const NAMINGS = z.registry<{ readonly naming: Naming }>();

/** A schema of texts that name something, so that all places of a name are found in any file. */
export function naming<S extends z.ZodType>(of: Naming, schema: S): S {
  NAMINGS.add(schema, { naming: of });
  return schema;
}

/** What the texts of a schema name; undefined where they name nothing. */
export function namingOf(schema: z.ZodType): Naming | undefined {
  return NAMINGS.get(schema)?.naming;
}
