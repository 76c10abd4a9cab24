import { PRIVATE_USE } from '../../core/diagnostics/source-text.ts';
import type { Nodes, Parent, Parents, PhrasingContent, RootContent, Text } from 'mdast';
import { type Printed } from '../../figure/token.ts';
import { trendValues } from '../../figure/trend.ts';
import { type Context, placeOfNode } from '../document-context.ts';
import type { InlineValue } from '../nodes.ts';

/**
 * Replaces tokens with what the template printed: in text with nodes, in all other fields with text. It walks every
 * string of every node, so that no token reaches an output.
 */
export function tokensTransform(parent: Parents, context: Context): void {
  const { children } = parent as Parent;
  (parent as Parent).children = children.flatMap((child): RootContent[] => {
    if (child.type === 'text') return expandTextNode(child, context);
    expandFields(child, context);
    if ('children' in child) tokensTransform(child, context);
    return [child];
  });
}

function expandTextNode(node: Text, context: Context): PhrasingContent[] {
  const parts = context.filled.tokens.split(joinLines(node.value));
  return parts.flatMap((part, at): PhrasingContent[] => {
    if (typeof part === 'string') return textNodes(clean(withoutHanSpaces(part, parts[at - 1], parts[at + 1])), node);
    const place = part.place ?? placeOfNode(context, node);
    if (part.kind === 'trend') return [{ type: 'trend', trend: part.trend, place }];
    if (part.kind === 'citation') return [{ type: 'citation', cited: part.cited, children: [], place }];
    if (part.kind === 'unit') {
      const { style, isCapital } = part;
      return [{ type: 'text', value: '', position: node.position, data: { exhibitUnit: { style, isCapital, place } } }];
    }
    if (part.kind !== 'value') {
      const nodes = textNodes(singleLine(part.text), node);
      if (part.kind !== 'text' || !part.of) return nodes;
      for (const text of nodes) text.data = { said: { of: part.of, place } };
      return nodes;
    }
    return [{ type: 'value', text: singleLine(part.text), value: part.value.with({ place }), shown: [] }];
  });
}

type Piece = string | Printed | undefined;

/** A typed text without a space between its Chinese characters and those that are printed next to it. */
function withoutHanSpaces(text: string, before: Piece, after: Piece): string {
  const [first, last] = [printedText(before), printedText(after)];
  const own = HAN_END.test(first) && HAN_START.test(text.replace(/^ +/, '') + last) ? text.replace(/^ +/, '') : text;
  return HAN_START.test(last) && HAN_END.test(first + own.replace(/ +$/, '')) ? own.replace(/ +$/, '') : own;
}

function printedText(piece: Piece): string {
  return typeof piece === 'object' ? singleLine(piece.text) : '';
}

/** Text at the position of the node that it is a part of. */
function textNodes(value: string, { position }: Text): Text[] {
  return value === '' ? [] : [{ type: 'text', value, ...(position && { position }) }];
}

/** The field of any node that holds an address. */
const ADDRESS_FIELD = 'url';

function expandFields(node: Nodes, context: Context): void {
  const fields = node as unknown as Record<string, unknown>;
  for (const [name, field] of Object.entries(fields)) {
    if (name === 'attributes') fields[name] = expandAttributes(field, context);
    if (name === 'type' || typeof field !== 'string') continue;
    if (name === ADDRESS_FIELD) {
      fields[name] = expandAddress(field, node, context);
      continue;
    }
    const { text, values } = expandText(field, context);
    fields[name] = text;
    if (values.length > 0) keepValues(node, name, values, context);
  }
}

function expandAttributes(attributes: unknown, context: Context): Record<string, string> {
  const entries = Object.entries((attributes ?? {}) as Record<string, string | null | undefined>);
  return Object.fromEntries(entries.map(([name, value]) => [name, expandText(value ?? '', context).text]));
}

function keepValues(node: Nodes, field: string, values: ValuePrint[], context: Context): void {
  const role = field === 'title' ? 'alternative' : 'text';
  const kept = values.map(({ value, text, place }): InlineValue => ({
    value,
    text,
    role,
    place: place ?? placeOfNode(context, node),
  }));
  node.data = { ...node.data, inlineValues: [...(node.data?.inlineValues ?? []), ...kept] };
}

type ValuePrint = Extract<Printed, { kind: 'value' }>;

/** A string with its tokens as text, and the values among them. */
export function expandText(text: string, { filled }: Context): { text: string; values: ValuePrint[] } {
  const parts = filled.tokens.split(text);
  return {
    text: clean(parts.map((part) => (typeof part === 'string' ? part : singleLine(part.text))).join('')),
    values: parts.flatMap((part) => (typeof part === 'string' ? [] : valuesIn(part))),
  };
}

function valuesIn(part: Printed): ValuePrint[] {
  if (part.kind === 'value') return [part];
  if (part.kind !== 'trend') return [];
  return trendValues(part.trend).map((value) => ({ kind: 'value', value, text: value.text, place: part.place }));
}

/** An address may contain only tokens of links; with others it is reported and replaced with `#`. */
function expandAddress(address: string, node: Nodes, context: Context): string {
  const parts = context.filled.tokens.split(address);
  const refused = parts.find((part): part is Printed => typeof part !== 'string' && part.kind !== 'link');
  if (!refused) return clean(parts.map((part) => (typeof part === 'string' ? part : part.text)).join(''));
  const message = `"${refused.text}" is in the address of a link`;
  const hint = 'only what is itself a link may be there; put figures and labels in the words of the link';
  context.diagnostics.error('document/token-in-url', message, refused.place ?? placeOfNode(context, node), hint);
  return '#';
}

/** A last resort: replaces private-use characters, which look different in each font. */
function clean(text: string): string {
  return PRIVATE_USE.test(text) ? text.replaceAll(/\p{Co}/gu, '\uFFFD') : text;
}

/** A string from the data as one line without control characters. */
function singleLine(text: string): string {
  return clean(text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp} ]+/gu, ' ').trim());
}

/** Chinese characters and their punctuation. */
const HAN = String.raw`[\p{Script=Han}\u3000-\u303F\uFF00-\uFF60]`;
const HAN_START = new RegExp(`^${HAN}`, 'u');
const HAN_END = new RegExp(`${HAN}$`, 'u');
const HAN_LINE_BREAK = new RegExp(`(?<=${HAN})\\n(?=${HAN})`, 'gu');

/** Joins the lines of a paragraph: with a space, or without one between Chinese characters. */
function joinLines(text: string): string {
  return text.replaceAll(HAN_LINE_BREAK, '').replaceAll('\n', ' ');
}
