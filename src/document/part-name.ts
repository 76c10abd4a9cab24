/** The kinds of parts that can be printed alone. */
export const PART_KINDS = ['section', 'exhibit', 'box', 'value'] as const;

/** A part of a document: `exhibit:trade`, `value:output.refined_copper`. */
export interface PartName {
  readonly kind: (typeof PART_KINDS)[number];
  /** The id in the document, or the address of a figure. */
  readonly id: string;
}

/** Reads the name of a part; undefined if it is none. */
export function parsePart(text: string): PartName | undefined {
  const [, name = '', id = ''] = /^([a-z]+):(.+)$/.exec(text) ?? [];
  const kind = PART_KINDS.find((known) => known === name);
  return kind && { kind, id };
}
