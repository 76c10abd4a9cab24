import type { LocaleId } from '../language/locales.ts';
import type { Block } from '../comparison/document-blocks.ts';
import { type DocumentChange, documentChanges } from '../comparison/document-changes.ts';
import { ASPECTS, type Aspect } from './aspect.ts';
import type { CausedChange } from './difference.ts';

/** The documents of an edition before and after. */
export interface ComparedBlocks {
  readonly before: readonly Block[];
  readonly after: readonly Block[];
  readonly locale: LocaleId;
}

/** Composes an edition with one kind of input as it was and the rest as it is; undefined if that cannot be composed. */
export type ComposeWith = (old: Aspect) => Promise<readonly Block[] | undefined>;

/** A trial: what differs between the document composed with one old kind of input and the two real ones. */
interface Trial {
  readonly aspect: Aspect;
  readonly fromBefore: ReadonlySet<string>;
  readonly toAfter: ReadonlySet<string>;
}

/**
 * Finds the cause of each change by trial: it is the kind of input with whose old state, and all others new, the text is
 * as it was. Where that holds for none or for several, they explain it only together. Nothing is tried where one kind of
 * input differs.
 */
export async function withCauses(
  changes: readonly DocumentChange[],
  aspects: readonly Aspect[],
  { before, after, locale }: ComparedBlocks,
  composeWith: ComposeWith,
): Promise<CausedChange[]> {
  if (changes.length === 0 || aspects.length < 2) return changes.map((change) => withCause(change, aspects));
  const ids = idsOf(before, after);
  const trials: Trial[] = [];
  for (const aspect of aspects) {
    const mixed = await composeWith(aspect);
    if (!mixed) continue;
    trials.push({
      aspect,
      fromBefore: new Set(
        documentChanges(before, mixed, locale).flatMap((change) => namesOf(change, ids).before ?? []),
      ),
      toAfter: new Set(documentChanges(mixed, after, locale).flatMap((change) => namesOf(change, ids).after ?? [])),
    });
  }
  return changes.map((change) => {
    const restoring = trials.filter((trial) => isRestored(change, trial, ids)).map(({ aspect }) => aspect);
    if (restoring.length > 0) return withCause(change, restoring);
    const touching = trials.filter((trial) => isTouched(change, trial, ids)).map(({ aspect }) => aspect);
    const why = touching.length > 0 ? touching : ASPECTS.filter((aspect) => aspects.includes(aspect));
    return withCause(change, why);
  });
}

/** A change with the kinds of input that explain it; together where they are several. */
export function withCause(change: DocumentChange, why: readonly Aspect[]): CausedChange {
  return { ...change, why, isJoint: why.length > 1 };
}

type BlockIds = ReadonlyMap<Block, string>;

function idsOf(before: readonly Block[], after: readonly Block[]): BlockIds {
  const numbered = (blocks: readonly Block[], side: string): [Block, string][] =>
    blocks.map((block, index) => [block, `${side} ${index}`]);
  return new Map([...numbered(before, 'before'), ...numbered(after, 'after')]);
}

/** The text that a change is about on either side, by its block. */
function namesOf(
  { blocks, before, after }: DocumentChange,
  ids: BlockIds,
): { readonly before: string | undefined; readonly after: string | undefined } {
  const name = (block: Block | undefined, text: string | undefined): string | undefined =>
    block && text !== undefined ? `${ids.get(block)} ${text}` : undefined;
  return { before: name(blocks.before, before?.text), after: name(blocks.after, after?.text) };
}

/** Whether the text of the earlier document stands in the mixed one; for an added text, whether that does not. */
function isRestored(change: DocumentChange, { fromBefore, toAfter }: Trial, ids: BlockIds): boolean {
  const { before, after } = namesOf(change, ids);
  if (before !== undefined) return !fromBefore.has(before);
  return after !== undefined && toAfter.has(after);
}

function isTouched(change: DocumentChange, { fromBefore, toAfter }: Trial, ids: BlockIds): boolean {
  const { before, after } = namesOf(change, ids);
  if (after !== undefined) return toAfter.has(after);
  return before !== undefined && !fromBefore.has(before);
}
