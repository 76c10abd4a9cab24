import type { ListItem } from 'mdast';
import { decimalToNumber } from '../../core/numbers/decimal.ts';
import { formulaOf, observationOf, type Value } from '../../figure/value.ts';
import { type Context, reportAt } from '../document-context.ts';
import { nodesOf } from '../tree-walk.ts';
import type { Block, Draft } from './blocks.ts';

/** What the shares of a whole may come to, in per cent: each is rounded. */
const WHOLE = { low: 98, high: 102 };

/** The parts of a whole, drawn as one band: a list with one share in per cent in each item. Else: reported, undefined. */
export function sharesOf({ node, children }: Block, context: Context): Draft | undefined {
  const [list, ...more] = children;
  if (list?.type !== 'list' || more.length > 0) {
    const hint = 'write one list in it, with an item for each part of the whole';
    return reportAt(context, node, 'document/block-content', 'these shares are not one list', hint);
  }
  const parts = list.children.flatMap((item) => partOf(item, context) ?? []);
  const sum = parts.reduce((all, { data }) => all + (data?.share?.percent ?? 0), 0);
  if (parts.length === list.children.length && (sum < WHOLE.low || sum > WHOLE.high)) {
    const message = `these shares come to ${Math.round(sum)}%`;
    reportAt(context, node, 'document/block-content', message, 'add an item for the rest, or take one out');
  }
  return {
    ...list,
    ordered: false,
    data: { ...list.data, shares: true },
    children: parts.map((part) => filling(part, sum)),
  };
}

/** As a part of what the shares come to, so that the band has no gap at its end. */
function filling(part: ListItem, sum: number): ListItem {
  const share = part.data?.share;
  return share ? { ...part, data: { ...part.data, share: { ...share, percent: (share.percent / sum) * 100 } } } : part;
}

function partOf(item: ListItem, context: Context): ListItem | undefined {
  const [figure, ...more] = nodesOf(item, 'value');
  const isShare = figure?.value.unit.code === '%' && more.length === 0 && item.children.length === 1;
  if (!isShare) {
    const hint = 'name the part and print its share in per cent, such as {{shareOf "output.copper" "output.total"}}';
    return reportAt(context, item, 'document/block-content', 'this part has not one share', hint);
  }
  const { value } = figure;
  const share = { percent: decimalToNumber(value.decimal), members: membersOf(value) };
  return { ...item, data: { ...item.data, share } };
}

/** What a share is of: what is stated, or the one figure that is divided by another; of a rest, undefined. */
function membersOf(value: Value): ReadonlyMap<string, string> | undefined {
  const figures = (formulaOf(value) ?? []).filter((part) => typeof part !== 'string');
  const [first] = figures.length === 2 ? figures : [];
  const part = observationOf(value) ?? (first && observationOf(first));
  return part?.indicator.dimensions;
}
