import { expressionsOf, isRecord, nodesOf, type SpecNode } from './spec-lint.ts';
import { inspectExpression } from './vega-expression.ts';
import type { ChartSpec } from './chart-model.ts';
import { unitViews } from './unit-views.ts';

// Which parts of a specification choose rows by their figures: what they leave out is not seen to be left out.

const PLACES: readonly string[] = ['x', 'y', 'x2', 'y2'];

/** Fields that hold a figure, or say something of its size. */
const OF_FIGURE: readonly string[] = 'value low high amount lower upper text growth_text negative'.split(' ');

/** What the filters of a specification read. */
export interface FigureFilters {
  /** Whether rows of the view with this pointer, or of one around it, are chosen by their figures. */
  readonly choosesAt: (view: string) => boolean;
  /** Whether a filter names bounds and ranges, so that its author knows what it leaves out. */
  readonly namesLoose: boolean;
}

/** Finds what the filters of a specification read, also by way of other transforms. */
export function figureFilters({ spec }: ChartSpec): FigureFilters {
  const nodes = [...nodesOf(spec)];
  const steps = nodes.flatMap(({ key, value }) =>
    key === 'transform' && Array.isArray(value) ? (value as unknown[]).filter(isRecord) : [],
  );
  const ofFigure = readingOf(OF_FIGURE, steps);
  const ofLoose = readingOf(['loose'], steps);
  const filters = nodes.filter(({ key, parentKey }) => key === 'filter' && parentKey === 'transform');
  const views = filters
    .filter((filter) => fieldsIn(filter).some((field) => ofFigure.has(field)))
    .map(({ pointer }) => pointer.replace(/\/transform\/\d+\/filter$/, ''));
  // A place that is worked out can be none for some rows, which are then not drawn.
  const placed = new Set(
    unitViews(spec)
      .filter(({ channels }) =>
        PLACES.some((name) => {
          const field = channels.get(name)?.channel['field'];
          return typeof field === 'string' && ofFigure.has(field) && !OF_FIGURE.includes(field);
        }),
      )
      .map(({ pointer }) => pointer.replace(/\/mark$/, '')),
  );
  return {
    choosesAt: (view) => views.some((one) => view === one || view.startsWith(`${one}/`)) || placed.has(view),
    namesLoose: filters.some((filter) => fieldsIn(filter).some((field) => ofLoose.has(field))),
  };
}

/** The fields that are made from some fields, with these. */
function readingOf(fields: readonly string[], steps: readonly Readonly<Record<string, unknown>>[]): Set<string> {
  const found = new Set(fields);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const step of steps) {
      if ('filter' in step) continue;
      for (const part of [step, ...Object.values(step).flat().filter(isRecord)]) {
        if (typeof part['as'] !== 'string') continue;
        const read = [...nodesOf({ ...part, sort: step['sort'] })].flatMap(fieldsIn);
        if (read.some((field) => found.has(field))) found.add(part['as']);
      }
    }
  }
  return found;
}

/** The fields that a value of a specification reads, with all in it. */
function fieldsIn(node: SpecNode): string[] {
  const inner = [node, ...nodesOf(node.value, node.pointer, node.key)];
  const read = inner.flatMap(expressionsOf).flatMap(({ text }) => inspectExpression(text, new Set()).fields);
  const named = inner.flatMap(({ key, value }) => (key === 'field' && typeof value === 'string' ? [value] : []));
  return [...read, ...named];
}
