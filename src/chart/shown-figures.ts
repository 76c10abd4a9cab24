import type { ChartSpec } from './chart-model.ts';
import { eventKey } from './event-rows.ts';
import { inOrder, type Scene, type SceneItem, type SceneTools, textLines } from './scene.ts';
import { isRecord, nodesOf } from './spec-lint.ts';

/** Transforms that make one row of several: what is drawn of a row then also says something of others. */
const MIXING: ReadonlySet<string> = new Set(
  'joinaggregate window pivot fold flatten density extent quantile regression loess sample'.split(' '),
);

/** The key of a figure among those of a chart: its address, and the release that states it. */
export function figureKey(address: unknown, release: unknown): string {
  return `${String(address)} ${String(release)}`;
}

/**
 * The keys of the figures and events that have a mark in a picture: filters leave others out. Undefined where a mark may stand for
 * several figures, or for none.
 */
export function shownFigures(root: Scene, { spec }: ChartSpec, tools: SceneTools): readonly string[] | undefined {
  if (mixesRows(spec)) return undefined;
  const data = marksIn(root, tools).map(({ datum }) => datum);
  const rows = data.filter(isRecord).filter((row) => Object.keys(row).length > 0);
  if (rows.length === 0 || rows.some((row) => !('address' in row || 'event' in row))) return undefined;
  const keys = rows.map((row) =>
    'event' in row && !('address' in row) ? eventKey(row['event']) : figureKey(row['address'], row['release']),
  );
  return [...new Set(keys)];
}

function mixesRows(spec: ChartSpec['spec']): boolean {
  // An encoding may aggregate and impute, too.
  for (const { key, parentKey } of nodesOf(spec))
    if (key === 'aggregate' || key === 'impute' || (parentKey === 'transform' && MIXING.has(key))) return true;
  return false;
}

/** The items of a scene that stand for data and can be seen. */
function marksIn(scene: Scene, tools: SceneTools): SceneItem[] {
  return inOrder<SceneItem>(scene, tools).flatMap((item) => {
    if (item['opacity'] === 0) return [];
    if (scene.marktype === 'group') return inOrder<Scene>(item, tools).flatMap((child) => marksIn(child, tools));
    const isBlank = scene.marktype === 'text' && !textLines(item).some(Boolean);
    return scene.role === 'mark' && !isBlank ? [item] : [];
  });
}
