import type { PhrasingContent, Table } from 'mdast';
import type { Node } from 'unist';
import type { RenderedChart } from '../chart/chart-model.ts';
import type { Value } from '../figure/value.ts';

/** The widths of the grid: the page, the text next to the margin, half a page, the margin, a quarter of a page. */
export const EXHIBIT_WIDTHS = ['full', 'text', 'half', 'note', 'quarter'] as const;

export type ExhibitWidth = (typeof EXHIBIT_WIDTHS)[number];

/** The widths of the grid in millimetres, without what lies between exhibits side by side. */
export const GRID_WIDTHS: Readonly<Record<ExhibitWidth, number>> = {
  full: 170,
  text: 110,
  half: 82,
  note: 54,
  quarter: 38,
};

/** Millimetres between exhibits side by side. */
export const GRID_GUTTER = 6;

/** A chart or table with its title, subtitle and notes. */
export interface Exhibit extends Node {
  type: 'exhibit';
  id: string;
  /** Charts and tables are counted separately, from 1. */
  number: number;
  /** By default as wide as its content needs. */
  width?: ExhibitWidth | undefined;
  title: PhrasingContent[];
  subtitle: PhrasingContent[];
  body: Chart | Table;
  /** Notes, legend and sources, one paragraph each. */
  notes: PhrasingContent[][];
}

/** A drawn chart. */
export interface Chart extends Node {
  type: 'chart';
  name: string;
  /** Alternative text, from the data. */
  alt: string;
  /** Every figure in it. */
  values: readonly Value[];
  rendered: RenderedChart;
}

/** The headline box: a few figures with labels and changes. */
export interface Box extends Node {
  type: 'box';
  id: string;
  items: BoxItem[];
}

/** One figure of the headline box, with its label and the lines below it. */
export interface BoxItem {
  label: PhrasingContent[];
  figure: PhrasingContent[];
  notes: PhrasingContent[][];
}
