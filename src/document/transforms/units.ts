import type { Root, Text } from 'mdast';
import type { Unit } from '../../dataset/unit.ts';
import { unitText } from '../../figure/number-text.ts';
import { withCapital } from '../../language/word-forms.ts';
import type { Context } from '../document-context.ts';
import type { Exhibit } from '../exhibit-nodes.ts';
import { nodesOf } from '../tree-walk.ts';

/** A unit of the figures of an exhibit. One that stands next to its figures may have any scale there. */
interface ShownUnit {
  readonly unit: Unit;
  readonly isFixed: boolean;
}

/** Prints the unit of an exhibit where its template asks for it. */
export function unitsTransform(root: Root, context: Context): void {
  const { locale } = context.options;
  const asked = new Set(nodesOf(root, 'text').filter(({ data }) => data?.exhibitUnit));
  for (const exhibit of nodesOf(root, 'exhibit')) {
    const shown = shownUnits(exhibit);
    for (const node of nodesOf(exhibit, 'text').filter((one) => asked.delete(one))) {
      const unit = onlyUnit(exhibit, shown, node, context);
      const text = unit ? unitText(unit, locale, node.data?.exhibitUnit?.style) : '';
      node.value = node.data?.exhibitUnit?.isCapital ? withCapital(text) : text;
    }
  }
  for (const node of asked) report(node, 'unit "exhibit" is outside an exhibit', context);
}

function shownUnits({ body }: Exhibit): readonly ShownUnit[] {
  if (body.type === 'chart') return body.values.map(({ unit }) => ({ unit, isFixed: true }));
  return nodesOf(body, 'value').map(({ value }) => ({ unit: value.unit, isFixed: value.suffix === '' }));
}

/** The unit of the figures that stand without one; of rates and points, what they measure is in per cent. */
function onlyUnit({ body }: Exhibit, shown: readonly ShownUnit[], node: Text, context: Context): Unit | undefined {
  const bare = shown.filter(({ isFixed }) => isFixed).map(({ unit }) => unit);
  const scaled = bare.filter((one) => isMeasured(one, context));
  // thousands say nothing of plain counts next to them
  const counts = scaled.some(isCount) ? bare.filter(isCount) : [];
  const measured = [...scaled, ...counts];
  const rates = bare.filter(({ code }) => code === '%');
  const byCode = new Map(
    (measured.length > 0 ? measured : rates.length > 0 ? rates : bare).map((one) => [one.code, one]),
  );
  const [unit, ...others] = byCode.values();
  if (unit && others.length === 0 && unitText(unit, context.options.locale) !== '') return unit;
  const codes = [...byCode.keys()].join(', ');
  const message = others.length > 0 ? `are in several units: ${codes}` : 'have no unit that could be named';
  report(node, `the figures of this ${body.type} ${message}`, context);
  return undefined;
}

function report(node: Text, message: string, context: Context): void {
  const hint = 'name the unit of a figure: {{unit "…"}}';
  context.diagnostics.error('document/unit', message, node.data?.exhibitUnit?.place, hint);
}

/** Rates and plain counts measure nothing that could be ten times too large. */
function isMeasured(unit: Unit, { options: { locale } }: Context): boolean {
  return unit.dimension.size > 0 && (!isCount(unit) || unitText(unit, locale) !== '');
}

function isCount({ dimension }: Unit): boolean {
  return dimension.has('count');
}
