import type { LocaleId } from '../language/locales.ts';
import type { ProofWords } from '../language/proof-words.ts';
import type { Node } from 'unist';
import type { Dispute } from '../assay/report/disputes.ts';
import type { Doubt } from '../assay/report/doubts.ts';
import type { RenderedChart } from '../chart/chart-model.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import type { Value } from '../figure/value.ts';
import type { Filled } from '../figure/filled-template.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { Period } from '../dataset/period.ts';
import type { Dataset, Observation, Release } from '../dataset/model.ts';
import { placeOfSpan } from './line-repairs.ts';

/** How a filled template is parsed. */
export interface DocumentOptions {
  readonly locale: LocaleId;
  /** Numbers that may be typed by hand: literal (`CO2`, `2024`) or a range of years and the like (`2020..2030`). */
  readonly declared?: readonly string[] | undefined;
  /** The dataset of the values, for lists of sources and notes. */
  readonly dataset?:
    | (Pick<Dataset, 'indicators' | 'releases' | 'sources' | 'conditions'> &
        Partial<Pick<Dataset, 'units' | 'dimensions'>>)
    | undefined;
  /** What the edition is about; absent where no figure is. */
  readonly period?: Period | undefined;
  /** Charts that exist but could not be drawn, which was reported already. */
  readonly brokenCharts?: ReadonlySet<string> | undefined;
  /** Finds what disputes a statement; absent where the figures are not tested. */
  readonly disputeOf?: ((stated: Observation) => Dispute | undefined) | undefined;
  /** Says how a release was proved; absent where nothing is tested. */
  readonly proofOf?: ((release: Release) => ReleaseProof) | undefined;
  /** Of a draft: the figures that are in doubt. */
  readonly doubts?: readonly Doubt[] | undefined;
}

/** How the statements of a release were proved. */
export interface ReleaseProof {
  readonly statements: number;
  /** Those that stand in a test. */
  readonly tested: number;
  /** Where its stored source is found, and the day on which it was retrieved. */
  readonly url?: string | undefined;
  readonly retrieved?: string | undefined;
  /** What was read again in its source; undefined where no text of it is kept. */
  readonly read?: SourceProof | undefined;
}

interface SourceProof {
  readonly found: number;
  /** Those of them that stand under heads which may be others. */
  readonly doubted: number;
  /** Numbers that no statement takes, by what they are, and figures that nothing states. */
  readonly rest: ReadonlyMap<keyof ProofWords['kinds'], number>;
  readonly unread: number;
}

/** The state that the transforms of one document share. */
export interface Context {
  readonly filled: Filled;
  readonly charts: ReadonlyMap<string, RenderedChart>;
  readonly options: DocumentOptions;
  readonly diagnostics: Diagnostics;
  /** Every id so far, and its place. */
  readonly ids: Map<string, Place | undefined>;
  /** Names of the charts in the document, including those that could not be drawn. */
  readonly shown: Set<string>;
  /** Figures below a head of another period, which is reported. */
  readonly misdated: Set<Value>;
  /** The same of figures whose heads name another unit or scale. */
  readonly misscaled: Set<Value>;
}

/** The place of a node in the template, in its first line; undefined for a node that a transform made. */
export function placeOfNode(context: Context, node: Node): Place | undefined {
  const offset = node.position?.start.offset;
  if (offset === undefined) return undefined;
  const [line = ''] = sourceOfNode(context, node).split('\n', 1);
  return placeOfSpan(context.filled, offset, offset + line.trimEnd().length);
}

/** Reports a mistake at a node. */
export function reportAt(context: Context, node: Node, rule: RuleId, message: string, hint?: string): undefined {
  return context.diagnostics.error(rule, message, placeOfNode(context, node), hint);
}

/** The Markdown of a node, with its tokens; empty for a node that a transform made. */
export function sourceOfNode({ filled }: Context, node: Node): string {
  return filled.markdown.slice(node.position?.start.offset, node.position?.end.offset);
}
