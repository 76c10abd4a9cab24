import type { Element } from 'hast';
import type { Value } from '../../figure/value.ts';
import type { PageElements } from './page-elements.ts';

/** A block, followed by the list of its figures. */
export function followed(elements: PageElements, make: () => Element): Element[] {
  const { block, figures } = elements.listed(make);
  return [block, ...figures];
}

/** A block with the list of its figures at its end; `drawn` are those of a chart in it. */
export function ended(elements: PageElements, make: () => Element, drawn?: readonly Value[]): Element {
  const { block, figures } = elements.listed(make, drawn);
  return figures.length > 0 ? { ...block, children: [...block.children, ...figures] } : block;
}
