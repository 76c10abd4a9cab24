import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { JsonText } from '../core/files/json-file.ts';
import { isRecord } from './spec-lint.ts';
import { type PlacedChannel, type UnitView, unitViews } from './unit-views.ts';

/** Marks whose length or height is read as the figure, and what several of them are called. */
const FILLED: ReadonlyMap<unknown, string> = new Map([
  ['bar', 'bars'],
  ['area', 'areas'],
]);

/**
 * Reports bars and areas whose scale begins elsewhere than at zero, at the line that says so: their lengths then say
 * other things than the figures. Those between two figures (`y2`) have lengths of their own, wherever the scale begins.
 */
export function checkBaselines({ value, places }: JsonText, diagnostics: Diagnostics): void {
  if (!isRecord(value)) return;
  const views = unitViews(value);
  const told = new Set<string>();
  for (const view of views) {
    const filled = FILLED.get(view.mark.type);
    const axis = lengthAxis(view);
    if (filled === undefined || axis === undefined) continue;
    // Layers share a scale, which begins where any of them says.
    const channels = views.filter(({ plot }) => plot === view.plot).map((one) => one.channels.get(axis));
    const pointer = channels.map(cutBy).find((found) => found !== undefined);
    if (pointer === undefined || told.has(pointer)) continue;
    told.add(pointer);
    const message = `${filled} are drawn on a scale that does not begin at zero: their lengths are not in proportion to the figures`;
    diagnostics.error('chart/baseline', message, places.get(pointer), 'let it begin at zero, or draw points or lines');
  }
}

/** The axis along which a bar or an area is as long as its figure; undefined where it lies between two figures. */
function lengthAxis({ mark, channels }: UnitView): 'x' | 'y' | undefined {
  const isOfNumbers = (axis: string): boolean => channels.get(axis)?.channel['type'] === 'quantitative';
  const isUpright = isOfNumbers('y') && !(isOfNumbers('x') && mark['orient'] === 'horizontal');
  const axis = isUpright ? 'y' : 'x';
  return isOfNumbers(axis) && !channels.has(`${axis}2`) ? axis : undefined;
}

/** JSON pointer of what lets the scale of a channel begin elsewhere than at zero. */
function cutBy(placed: PlacedChannel | undefined): string | undefined {
  const scale = placed?.channel['scale'];
  if (!placed || !isRecord(scale)) return undefined;
  const { zero, domain, domainMin, domainMax, type } = scale;
  const key =
    (zero === false && domain === undefined && 'zero') ||
    (Array.isArray(domain) && leavesOutZero(domain) && 'domain') ||
    (isAbove(domainMin) && 'domainMin') ||
    (isBelow(domainMax) && 'domainMax') ||
    (type === 'log' && 'type');
  return key ? `${placed.pointer}/scale/${key}` : undefined;
}

function leavesOutZero(domain: readonly unknown[]): boolean {
  return domain.length > 0 && (domain.every(isAbove) || domain.every(isBelow));
}

function isAbove(end: unknown): boolean {
  return typeof end === 'number' && end > 0;
}

function isBelow(end: unknown): boolean {
  return typeof end === 'number' && end < 0;
}
