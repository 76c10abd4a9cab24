import type { Small } from './world.ts';

/** What is printed otherwise, and said besides. */
interface Otherwise {
  /** The observations of `pumped`. */
  readonly pumped?: string;
  /** Further relations, one line each. */
  readonly more?: string;
  /** The kind of `drawn`. */
  readonly kind?: string;
}

/**
 * Water in kt: 8,412 that are pumped and what is drawn, −257, make 8,155, and less 963 that leaks 7,192. A release of it,
 * with what it prints of `drawn`.
 */
export function water(
  drawn: string,
  { pumped = "{level: '8,412 kt'}", more = '', kind = 'flow' }: Otherwise = {},
): Small {
  return {
    indicators: { pumped: 'kt flow', drawn: `kt ${kind}`, fed: 'kt flow', leaks: 'kt flow', used: 'kt flow' },
    releases: {
      office: `  pumped: [${pumped}]
  drawn: [${drawn}]
  fed: [{level: '8,155 kt'}]
  leaks: [{level: 963 kt}]
  used: [{level: '7,192 kt'}]`,
    },
    relations: `relations:
  - {id: fed, hardness: hard, holds: fed = pumped + drawn}
  - {id: used, hardness: hard, holds: used = pumped + drawn - leaks}
${more}`,
  };
}
