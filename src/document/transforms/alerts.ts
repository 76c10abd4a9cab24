import type { Blockquote, Nodes, Parent, Parents } from 'mdast';
import { didYouMean } from '../../core/diagnostics/diagnostic.ts';
import { type Context, reportAt, sourceOfNode } from '../document-context.ts';
import { type Alert, ALERT_KINDS, type AlertKind } from '../note-nodes.ts';

/** Turns quotations that start with `[!WARNING]` into alerts. */
export function alertsTransform(parent: Parents, context: Context): void {
  (parent as Parent).children = (parent.children as Nodes[]).map((child): Nodes => {
    if ('children' in child) alertsTransform(child, context);
    return child.type === 'blockquote' ? (alertOf(child, parent, context) ?? child) : child;
  }) as Parent['children'];
}

const MARK = /^\[!([^\]\n]*)\][ \t]*/;

function alertOf(quote: Blockquote, parent: Parents, context: Context): Alert | undefined {
  const [first, ...rest] = quote.children;
  const words = first?.type === 'paragraph' ? first.children[0] : undefined;
  const match = words?.type === 'text' && MARK.exec(words.value);
  if (first?.type !== 'paragraph' || words?.type !== 'text' || !match) return undefined;
  if (!sourceOfNode(context, words).startsWith('[')) return undefined; // written with a backslash
  const kind = ALERT_KINDS.find((known) => known === match[1]?.toLowerCase());
  const after = words.value.slice(match[0].length);
  const next = first.children[1];
  const isAlone = after === '' ? !next || next.type === 'break' : after.startsWith('\n');
  const problem = problemOf({ name: match[1] ?? '', kind, isAlone, parent });
  if (problem) reportAt(context, quote, 'document/alert', problem.message, problem.hint);
  if (!kind || problem) return undefined;
  const left = first.children.slice(after === '' && next ? 2 : 1);
  const paragraph = { ...first, children: after === '' ? left : [{ ...words, value: after.slice(1) }, ...left] };
  const children = paragraph.children.length > 0 ? [paragraph, ...rest] : rest;
  if (children.length === 0) {
    reportAt(context, quote, 'document/alert', 'this alert says nothing', 'write its text in the next line');
  }
  return { type: 'alert', kind, children: children as Alert['children'], position: quote.position };
}

function problemOf(alert: {
  name: string;
  kind: AlertKind | undefined;
  isAlone: boolean;
  parent: Parents;
}): { message: string; hint: string } | undefined {
  const names = ALERT_KINDS.map((kind) => kind.toUpperCase());
  if (!alert.kind) {
    const hint = didYouMean(alert.name.toUpperCase(), names) ?? `write one of ${names.join(', ')}`;
    return { message: `there is no alert ${alert.name}`, hint };
  }
  if (!alert.isAlone) {
    return { message: 'text follows the mark of an alert', hint: `write > [!${alert.name}] alone on its line` };
  }
  const isTop = alert.parent.type === 'root' || ('name' in alert.parent && alert.parent.name === 'columns');
  if (isTop) return undefined;
  return {
    message: 'this alert is inside another block',
    hint: 'move it out: GitHub shows alerts at the top level only',
  };
}
