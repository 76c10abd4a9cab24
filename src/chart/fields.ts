import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { inspectExpression } from './vega-expression.ts';
import { childPointer } from '../core/files/json-pointer.ts';
import { expressionsOf, nodesOf, type SpecNode } from './spec-lint.ts';
import type { ChartSpec } from './chart-model.ts';
import { EVENT_FIELDS } from './event-rows.ts';
import { ROW_FIELDS } from './rows.ts';

const FIELD_KEYS = new Set(['field', 'groupby', 'stack']);

/** A field of a transform, as an expression can name it. */
const FIELD_NAME = /^[a-z]\w*$/i;

/** Fields of a tick, for `labelExpr`. */
const TICK_FIELDS = new Set(['index', 'label', 'value']);

/**
 * Reports every field that a specification names and neither a row nor a transform has: Vega would draw nothing for it,
 * without a warning. True if all fields are known.
 */
export function checkFields(spec: ChartSpec, dimensions: readonly string[], diagnostics: Diagnostics): boolean {
  const nodes = [...nodesOf(spec.spec)];
  const ofEvents = spec.data.some(({ events }) => events) ? EVENT_FIELDS : [];
  const ofRows = new Set([...ROW_FIELDS, ...ofEvents, ...dimensions.flatMap((id) => [id, `${id}_label`])]);
  const made = nodes.flatMap(fieldsMade);
  const own = [...ofRows, ...made.map(({ name }) => name)];
  const known = new Set(own);
  let sound = true;
  for (const { pointer, name } of made) {
    if (!ofRows.has(name) && FIELD_NAME.test(name)) continue;
    const message = ofRows.has(name)
      ? `"${name}" is a field of the rows, which no transform changes`
      : `"${name}" is not a name for a field`;
    diagnostics.error(
      'chart/forbidden',
      message,
      spec.places.get(pointer),
      'give what is made a name of its own, of letters and digits',
    );
    sound = false;
  }
  for (const { pointer, name, tick } of nodes.flatMap(fieldsNamed)) {
    if (known.has(name) || (tick && TICK_FIELDS.has(name))) continue;
    const message = `no row has a field "${name}"`;
    const ofEvent = EVENT_FIELDS.includes(name) ? 'it is a field of events: {"data": {"events": "*"}}' : undefined;
    const hint = ofEvent ?? didYouMean(name, own) ?? `fields are ${own.join(', ')}`;
    diagnostics.error('chart/unknown-data', message, spec.places.get(pointer), hint);
    sound = false;
  }
  return sound;
}

/** Fields that transforms add. */
function fieldsMade({ key, value, pointer }: SpecNode): { readonly name: string; readonly pointer: string }[] {
  if (key !== 'as') return [];
  return [value].flat().flatMap((name: unknown) => (typeof name === 'string' ? [{ name, pointer }] : []));
}

interface NamedField {
  readonly pointer: string;
  readonly name: string;
  readonly tick: boolean;
}

function fieldsNamed(node: SpecNode): NamedField[] {
  const { pointer, key, value, parentKey } = node;
  const read = expressionsOf(node).flatMap(({ pointer: at, text }) =>
    inspectExpression(text, new Set()).fields.map((name) => ({ pointer: at, name, tick: key === 'labelExpr' })),
  );
  // of a channel, `"stack": "zero"` says how
  if (!FIELD_KEYS.has(key) || (key === 'stack' && parentKey !== 'transform')) return read;
  if (typeof value === 'string') return [...read, { pointer, name: value, tick: false }];
  if (!Array.isArray(value)) return read;
  const listed = (value as unknown[]).flatMap((name, index) =>
    typeof name === 'string' ? [{ pointer: childPointer(pointer, index), name, tick: false }] : [],
  );
  return [...read, ...listed];
}
