import type { Emphasis, Heading, Parents, TableCell, Text } from 'mdast';
import { didYouMean } from '../../core/diagnostics/diagnostic.ts';
import type { Place } from '../../core/diagnostics/source-file.ts';
import { type Context, placeOfNode, reportAt, sourceOfNode } from '../document-context.ts';
import { placeOfSpan } from '../line-repairs.ts';
import {
  type AttributeProblem,
  COLUMN_ATTRIBUTES,
  columnProblem,
  columnSettings,
  HEADING_SETTINGS,
  readAttributes,
  type SettingName,
  settingProblem,
} from '../settings.ts';
import { expandText } from './tokens.ts';

/** At the end of a heading: an id, and after it attributes. */
const TRAILING_ID = /\s*\{#([^{}\s]*)(?:(\s+)([^{}]*?))?\s*\}\s*$/;
const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Attributes in the head of a column, which begin with one that is known or with a word and a sign of equality. */
const TRAILING_COLUMN = /\s*\{\s*((?:width|space|line)\b[^{}]*|[a-z]+\s*=[^{}]*)\}\s*$/;

/**
 * Takes `{#id}`, `{#id name="…"}` or more attributes from the end of each heading, and attributes from the heads of columns.
 * Reports a heading without an id: links must not depend on its words.
 */
export function identifiersTransform(parent: Parents, context: Context): void {
  for (const child of parent.children) {
    if (child.type === 'heading') takeId(child, context);
    else if (child.type === 'table') for (const cell of child.children[0]?.children ?? []) takeColumn(cell, context);
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
  const [, own = '', between = '', written = ''] = match;
  const known = ['name', ...HEADING_SETTINGS];
  const { values, problem } = readAttributes(written, known, (name, value) =>
    name === 'name' ? nameProblem(value) : settingProblem(name as SettingName, value),
  );
  // Words without a sign of equality may be meant as part of the id.
  const isId = problem !== undefined && problem.message.startsWith('has no attribute') && !/["'=]/.test(written);
  const id = registerId(
    expandText(isId && !didYouMean(written.trim(), known) ? own + between + written : own, context).text,
    placeOfNode(context, heading),
    context,
  );
  if (problem && id !== undefined) reportAttribute(heading, written, 'this heading', problem, context);
  const name = values.get('name');
  if (name !== undefined && heading.children.length > 0) heading.children.push(nameOf(name, last));
  const settings = Object.fromEntries([...values].filter(([key]) => key !== 'name'));
  heading.data = {
    ...heading.data,
    ...(id !== undefined && { id }),
    ...(Object.keys(settings).length > 0 && { settings }),
  };
}

function nameProblem(value: string): { message: string; hint: string } | undefined {
  return value === '' ? { message: 'has no words for name', hint: 'write name="…"' } : undefined;
}

function takeColumn(cell: TableCell, context: Context): void {
  const last = cell.children.at(-1);
  const match = last?.type === 'text' ? TRAILING_COLUMN.exec(last.value) : null;
  // With a backslash before it a brace is a brace.
  if (last?.type !== 'text' || !match || /\\\{[^{}]*$/.test(sourceOfNode(context, last).trimEnd())) return;
  last.value = last.value.slice(0, match.index);
  if (last.value === '') cell.children.pop();
  const { values, problem } = readAttributes(match[1] ?? '', COLUMN_ATTRIBUTES, columnProblem);
  if (problem) reportAttribute(cell, match[1] ?? '', 'this column', problem, context);
  cell.data = { ...cell.data, column: columnSettings(values) };
}

/** Reports an attribute at its place in the template. */
function reportAttribute(
  node: Heading | TableCell,
  written: string,
  what: string,
  { at, length, message, hint }: AttributeProblem,
  context: Context,
): void {
  const start = node.position?.start.offset;
  const begin = sourceOfNode(context, node).lastIndexOf(written);
  const from = start === undefined || begin < 0 ? undefined : start + begin + at;
  const place = from === undefined ? placeOfNode(context, node) : placeOfSpan(context.filled, from, from + length);
  const rule = node.type === 'heading' ? 'document/bad-heading' : 'document/bad-table';
  context.diagnostics.error(rule, `${what} ${message}`, place, hint);
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

/** Checks an id and keeps it. Returns undefined and reports it when it is malformed or in use. */
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
