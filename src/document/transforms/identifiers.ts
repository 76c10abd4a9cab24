import type { Emphasis, Heading, Parents, Text } from 'mdast';
import type { Place } from '../../core/diagnostics/source-file.ts';
import { type Context, placeOfNode, reportAt, sourceOfNode } from '../document-context.ts';
import { expandText } from './tokens.ts';

const TRAILING_ID = /\s*\{#([^{}]*?)(?:\s+name="([^{}"]+)")?\s*\}\s*$/;
const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Takes `{#id}` or `{#id name="…"}` from the end of each heading. Reports a heading without: links must not depend on its words. */
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
    return reportMissingId(heading, context);
  }
  last.value = last.value.slice(0, match.index);
  if (last.value === '') heading.children.pop();
  const id = registerId(expandText(match[1] ?? '', context).text, placeOfNode(context, heading), context);
  if (match[2] !== undefined && heading.children.length > 0) heading.children.push(nameOf(match[2], last));
  if (id !== undefined) heading.data = { ...heading.data, id };
}

/** A short name as words at the end of its heading, so that the next steps check and fill it like them. */
function nameOf(value: string, { position }: Text): Emphasis {
  return {
    type: 'emphasis',
    data: { isName: true },
    children: [{ type: 'text', value, ...(position && { position }) }],
  };
}

function reportMissingId(heading: Heading, context: Context): void {
  const source = sourceOfNode(context, heading).trimEnd();
  const signs = '#'.repeat(heading.depth);
  if (!/^\s*#/.test(source)) {
    const message = 'the line of dashes or equals signs below makes a heading of this line';
    const hint = `leave an empty line between them, or write ${signs} before the words and an id after them`;
    return reportAt(context, heading, 'document/missing-id', message, hint);
  }
  const [, meant] = /[({]#?([a-z][a-z0-9-]*)[)}]$/.exec(source) ?? [];
  const example = heading.depth === 1 ? '# Title {#top}' : `${signs} Output {#output}`;
  const hint = meant === undefined ? `write an id after the words: ${example}` : `write it as {#${meant}}`;
  reportAt(context, heading, 'document/missing-id', 'this heading has no id', hint);
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
