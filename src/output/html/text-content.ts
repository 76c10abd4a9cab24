import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { Parents, Text } from 'mdast';
import type { Node } from 'unist';
import type { CitationNode, ValueNode } from '../../document/inline-nodes.ts';
import { LOCALES } from '../../language/locales.ts';
import type { PageElements } from './page-elements.ts';

/** What stays on one line in the languages without spaces between words. */
const UNSPACED = LOCALES.flatMap(({ unspaced }) => unspaced ?? []);

/**
 * Words with no-break spaces between them, names with a version, as `CC0-1.0`, and dates that a locale writes without
 * spaces. The look behind makes the search of a long word try its start only.
 */
const UNBROKEN = [
  /(?<!\S)\S*\u00A0[^ \n]*/u,
  /(?<![\p{L}\p{N}-])\p{Lu}[\p{Lu}\p{N}]*(?:-\p{Lu}+)*-\p{N}+(?:\.\p{N}+)+/u,
  ...UNSPACED.map(({ date }) => date),
];
const JOINED = new RegExp(`(${UNBROKEN.map(({ source }) => source).join('|')})`, 'u');

/** Text with elements around what must stay on one line. On paper its spaces are plain, on screens there are none else. */
export function textContent(node: Text, parent: Parents | undefined, { hasPages }: PageElements): ElementContent[] {
  const { before, after } = neighbours(node, parent);
  const start = measureWord(before, node).length + editionWord(before, node).length;
  return (node.value.slice(start, node.value.length - beforeMark(node, after).length) + editionWord(node, after))
    .split(JOINED)
    .flatMap((part, at): ElementContent[] => {
      const value = hasPages ? part.replaceAll('\u00A0', ' ') : part;
      if (at % 2 === 1 && !value.includes('\u00A0')) return [h('span', { className: 'joined' }, value)];
      return value === '' ? [] : [{ type: 'text', value }];
    });
}

/** A figure, with the measure word after it, on one line. */
export function withMeasureWord(figure: Element, node: ValueNode, parent: Parents | undefined): Element {
  const word = measureWord(node, neighbours(node, parent).after);
  return word === '' ? figure : h('span', { className: 'joined' }, [figure, word]);
}

/** The space and measure word that follow a figure, or an empty text. */
function measureWord(figure: Node | undefined, text: Node | undefined): string {
  if (figure?.type !== 'value' || text?.type !== 'text') return '';
  return firstOf(UNSPACED.map(({ measureWord }) => measureWord.exec((text as Text).value)));
}

/** The word for an edition that follows its year or period, in a text of its own, or an empty text. */
function editionWord(date: Node | undefined, text: Node | undefined): string {
  if (date?.type !== 'text' || text?.type !== 'text') return '';
  const own = UNSPACED.filter(({ edition }) => edition.behind.test((date as Text).value));
  return firstOf(own.map(({ edition }) => edition.word.exec((text as Text).value)));
}

function firstOf(found: readonly (RegExpExecArray | null)[]): string {
  return found.find((one) => one !== null)?.[0] ?? '';
}

/** What stands on one line with the mark after it: a no-break space, or a Chinese character or mark, after which lines break. */
export function beforeMark(text: Node | undefined, mark: Node | undefined): string {
  if (mark?.type !== 'citation' || (mark as CitationNode).cited === 'exhibit' || text?.type !== 'text') return '';
  return /[\u00A0\p{Script=Han}）》」』，。；：]$/u.exec((text as Text).value)?.[0] ?? '';
}

/** What stands before and after a node in its parent. */
export function neighbours(
  node: Node,
  parent: Parents | undefined,
): { before: Node | undefined; after: Node | undefined } {
  const siblings: readonly Node[] = parent?.children ?? [];
  const at = siblings.indexOf(node);
  return { before: siblings[at - 1], after: siblings[at + 1] };
}

/** A Chinese title with a possible line break after a date: without one, a long title would break within a word. */
export function breakableTitle(title: readonly ElementContent[]): ElementContent[] {
  return title.flatMap((part, at) => {
    const isName = part.type === 'text' && /^\p{Script=Han}{4}/u.test(part.value);
    return isName && at > 0 ? [h('wbr'), part] : [part];
  });
}

/** Text with a possible line break after each space, but not after no-break spaces. */
export function breakable(text: string): (Element | string)[] {
  return text.split(/(?<= )/).flatMap((word, at) => {
    const plain = word.replaceAll('\u00A0', ' ');
    return at === 0 ? [plain] : [h('wbr'), plain];
  });
}
