import type { Place } from '../core/diagnostics/source-file.ts';
import type { ChartSpec } from './chart-model.ts';
import { nodesOf } from './spec-lint.ts';

/** What draws a label: a mark by the name that Vega-Lite gives it, or an axis by the side on which it stands. */
export interface LabelOwner {
  readonly mark?: string | undefined;
  readonly orient?: string | undefined;
}

/** Where a specification asks for a label: at the channel that it shows, else at its mark, else at the beginning. */
export function labelPlace({ mark, orient }: LabelOwner, { place: begin, spec, places }: ChartSpec): Place {
  if (orient !== undefined) {
    const channel = orient === 'left' || orient === 'right' ? 'y' : 'x';
    const node = [...nodesOf(spec)].find(({ key, pointer }) => key === channel && /\/encoding\/\w+$/.test(pointer));
    return (node && places.get(node.pointer)) ?? begin;
  }
  const view = viewOf(mark ?? '', places);
  const found = [`${view}/encoding/text`, `${view}/mark`, view].find((pointer) => places.has(pointer));
  return (found === undefined ? undefined : places.get(found)) ?? begin;
}

/** Where a specification places a mark: at a channel of it or of the layers around it, else at the mark. */
export function markPlace(mark: string, channel: string | undefined, { place: begin, places }: ChartSpec): Place {
  const view = viewOf(mark, places);
  const parents = [view];
  for (let at = view; at;) parents.push((at = at.slice(0, at.lastIndexOf('/'))));
  const channels =
    channel === undefined ? [] : parents.flatMap((one) => [`${one}/encoding/${channel}`, `${one}/${channel}`]);
  const found = [...channels, `${view}/mark`, view].find((pointer) => pointer && places.has(pointer));
  return (found === undefined ? undefined : places.get(found)) ?? begin;
}

/** The pointer of the view whose mark has a name such as `layer_1_marks` or `concat_0_layer_1_marks`. */
export function viewOf(name: string, places: ChartSpec['places']): string {
  let view = '';
  for (const [, kind = '', index = ''] of name.matchAll(/(layer|concat|child)(?:_(\d+))?/g)) {
    const keys = kind === 'concat' ? ['concat', 'hconcat', 'vconcat'] : [kind === 'child' ? 'spec' : kind];
    const inner = keys.map((key) => `${view}/${key}${index && `/${index}`}`).find((pointer) => places.has(pointer));
    view = inner ?? view;
  }
  return view;
}
