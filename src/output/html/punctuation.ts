import type { ElementContent } from 'hast';
import { h } from 'hastscript';

/** Punctuation that no line may start with. */
const CLOSING = /^[\p{Pe}\p{Pf},.;:!?、。，；：！？]+/u;

/** Punctuation that no line may end with. */
const OPENING = /[\p{Ps}\p{Pi}]+$/u;

/**
 * Puts each button with the punctuation and the marks of footnotes beside it into a span, which the style sheet keeps on
 * one line: a browser may break a line on both sides of a button.
 */
export function keepPunctuation(content: readonly ElementContent[]): ElementContent[] {
  return content.flatMap((node, at): ElementContent[] => {
    if (node.type === 'text') {
      const taken = isAfterButton(content, at) ? punctuation(node, CLOSING).length : 0;
      const left = isButton(content[at + 1]) ? punctuation(node, OPENING).length : 0;
      return [{ ...node, value: node.value.slice(taken, node.value.length - left) }];
    }
    if (node.type !== 'element') return [node];
    if (isFootnoteMark(node) && isAfterButton(content, at)) return [];
    if (!isButton(node)) return [{ ...node, children: keepPunctuation(node.children) }];
    const opening = punctuation(content[at - 1], OPENING);
    const marks = footnoteMarks(content, at + 1);
    const closing = punctuation(content[at + 1 + marks.length], CLOSING);
    if (marks.length === 0 && opening + closing === '') return [node];
    if (marks.length === 0 && (closing === '' || !isLong(node))) return [h('span', [opening, node, closing])];
    const end = h('span', [...marks, closing]);
    if (!isLong(node)) return [h('span', [opening, node, end])];
    // it may fill lines: the opening stands beside the first of them, the end beside the last
    return [h('span', { className: 'ended' }, [...(opening === '' ? [] : [h('span', opening)]), node, end])];
  });
}

/** The marks of footnotes from a place on. */
function footnoteMarks(content: readonly ElementContent[], from: number): ElementContent[] {
  const end = content.findIndex((node, at) => at >= from && !isFootnoteMark(node));
  return content.slice(from, end < 0 ? undefined : end);
}

/** Whether a node follows a button, with nothing but marks of footnotes between them. */
function isAfterButton(content: readonly ElementContent[], at: number): boolean {
  return isButton(content.slice(0, at).findLast((node) => !isFootnoteMark(node)));
}

function isButton(node: ElementContent | undefined): boolean {
  return node?.type === 'element' && node.tagName === 'button';
}

function isFootnoteMark(node: ElementContent): boolean {
  return hasClass(node, 'footnote-mark');
}

/** Whether a figure may take more than one line. */
function isLong(button: ElementContent): boolean {
  return hasClass(button, 'long');
}

function hasClass(node: ElementContent, name: string): boolean {
  return node.type === 'element' && [node.properties.className].flat().some((one) => one === name);
}

function punctuation(node: ElementContent | undefined, which: RegExp): string {
  return node?.type === 'text' ? (which.exec(node.value)?.[0] ?? '') : '';
}
