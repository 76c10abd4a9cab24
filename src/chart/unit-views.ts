import { isMapping } from '../core/files/shape.ts';
import { childPointer } from '../core/files/json-pointer.ts';

/** A part of a specification. */
type Part = Readonly<Record<string, unknown>>;

/** A channel, and the JSON pointer of where it is written. */
export interface PlacedChannel {
  readonly channel: Part;
  readonly pointer: string;
}

/** One mark of a specification with all channels that it is drawn by, its own and those of the layers around it. */
export interface UnitView {
  /** JSON pointer of its `mark`. */
  readonly pointer: string;
  readonly mark: Part & { readonly type: unknown };
  readonly channels: ReadonlyMap<string, PlacedChannel>;
  /** JSON pointer of the outermost layers that it shares its scales with, or its own. */
  readonly plot: string;
}

type Around = Pick<UnitView, 'channels'> & { readonly plot: string | undefined };

const LISTS = ['layer', 'hconcat', 'vconcat', 'concat'];

/** The marks of a specification, in the order of the file. */
export function unitViews(spec: Part): UnitView[] {
  return viewsOf(spec, '', { channels: new Map(), plot: undefined });
}

function viewsOf(view: Part, pointer: string, around: Around): UnitView[] {
  const own = isMapping(view['encoding']) ? Object.entries(view['encoding']) : [];
  const placed = own.flatMap(([name, channel]): [string, PlacedChannel][] =>
    isMapping(channel) ? [[name, { channel, pointer: childPointer(childPointer(pointer, 'encoding'), name) }]] : [],
  );
  const channels = new Map([...around.channels, ...placed]);
  const { mark, spec } = view;
  if (mark !== undefined) {
    const drawn = isMapping(mark) ? { type: undefined, ...mark } : { type: mark };
    return [{ pointer: childPointer(pointer, 'mark'), mark: drawn, channels, plot: around.plot ?? pointer }];
  }
  const plot = around.plot ?? ('layer' in view ? pointer : undefined);
  const inner = isMapping(spec) ? viewsOf(spec, childPointer(pointer, 'spec'), { channels, plot }) : [];
  const listed = LISTS.flatMap((list) => {
    const parts = view[list];
    if (!Array.isArray(parts)) return [];
    return parts.flatMap((part: unknown, index) =>
      isMapping(part) ? viewsOf(part, childPointer(childPointer(pointer, list), index), { channels, plot }) : [],
    );
  });
  return [...inner, ...listed];
}
