import type { Node } from 'unist';
import type { RenderedChart } from '../chart/chart-model.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Filled } from '../figure/filled-template.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { Dataset } from '../dataset/model.ts';

/** How a filled template is read. */
export interface DocumentOptions {
  readonly locale: string;
  /** Numbers that may be typed by hand: literal (`CO2`, `2024`) or a range of years and the like (`2020..2030`). */
  readonly declared?: readonly string[] | undefined;
  /** What the values come from, for lists of sources and notes. */
  readonly dataset?: Pick<Dataset, 'indicators' | 'releases' | 'sources'> | undefined;
  /** Charts that exist but could not be drawn: that was reported where it happened. */
  readonly brokenCharts?: ReadonlySet<string> | undefined;
}

/** What the transforms of one document share. */
export interface Context {
  readonly filled: Filled;
  readonly charts: ReadonlyMap<string, RenderedChart>;
  readonly options: DocumentOptions;
  readonly diagnostics: Diagnostics;
  /** Every id given so far, and where. */
  readonly ids: Map<string, Place | undefined>;
  /** Names of the charts that are shown, those that could not be drawn too. */
  readonly shown: Set<string>;
}

/** Where in the template a node comes from, or undefined for one that was made here. */
export function placeOfNode({ filled }: Context, node: Node): Place | undefined {
  const offset = node.position?.start.offset;
  return offset === undefined ? undefined : filled.placeOf(offset);
}

/** The Markdown that a node was read from, tokens and all; empty for one that was made here. */
export function sourceOfNode({ filled }: Context, node: Node): string {
  return filled.markdown.slice(node.position?.start.offset, node.position?.end.offset);
}
