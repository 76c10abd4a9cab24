import type { Heading, Parents } from 'mdast';
import type { Place } from '../../core/diagnostics/source-file.ts';
import { type Context, placeOfNode, reportAt } from '../document-context.ts';
import { expandText } from './tokens.ts';

const TRAILING_ID = /\s*\{#([^{}]*)\}\s*$/;
const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Takes `{#id}` from the end of each heading. Reports a heading without: links must not depend on its words. */
export function identifiersTransform(parent: Parents, context: Context): void {
  for (const child of parent.children) {
    if (child.type === 'heading') takeId(child, context);
    else if ('children' in child) identifiersTransform(child, context);
  }
}

function takeId(heading: Heading, context: Context): void {
  const last = heading.children.at(-1);
  const match = last?.type === 'text' ? TRAILING_ID.exec(last.value) : null;
  if (last?.type !== 'text' || !match) {
    const hint = 'write an id after the words: ## Output {#output}';
    return reportAt(context, heading, 'document/missing-id', 'this heading has no id', hint);
  }
  last.value = last.value.slice(0, match.index);
  if (last.value === '') heading.children.pop();
  const id = registerId(expandText(match[1] ?? '', context).text, placeOfNode(context, heading), context);
  if (id !== undefined) heading.data = { ...heading.data, id };
}

/** Checks an id and keeps it. Answers undefined and reports it when it is malformed or in use. */
export function registerId(id: string, place: Place | undefined, context: Context): string | undefined {
  const { ids, diagnostics } = context;
  if (!ID.test(id)) {
    const hint = 'use lower-case letters, digits and hyphens, a letter first: trade-balance';
    return diagnostics.error('document/bad-id', `"${id}" is not an id`, place, hint);
  }
  if (ids.has(id)) {
    const first = ids.get(id);
    const message = `the id ${id} is used already${first ? ` at ${first.file.path}:${first.line}:${first.column}` : ''}`;
    return diagnostics.error('document/duplicate-id', message, place, 'give each its own id');
  }
  ids.set(id, place);
  return id;
}
