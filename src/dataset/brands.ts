/**
 * A text of one kind, which is read once: the compiler takes no other text for it, and it is a text wherever one is wanted.
 * What reads it alone makes it.
 */
export type Branded<Kind extends string> = string & { readonly [kind]: Kind };

declare const kind: unique symbol;

/** The canonical text of a full address, as `addressText` writes it: two identify the same statement if they are equal. */
export type AddressText = Branded<'address'>;

/** A day that exists, as `2025-12-31`: days are in the order of their texts. */
export type Day = Branded<'day'>;

/** The id of a release. */
export type ReleaseId = Branded<'release'>;
