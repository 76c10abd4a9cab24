import type { ElementContent } from 'hast';
import { h } from 'hastscript';

/** Punctuation that no line may start with. */
const CLOSING = /^[\p{Pe}\p{Pf},.;:!?、。，；：！？]+/u;

/** Punctuation that no line may end with. */
const OPENING = /[\p{Ps}\p{Pi}]+$/u;

/**
 * Puts each button with the punctuation beside it into a span, which the style sheet keeps on one line: a browser may
 * break a line on both sides of a button.
 */
export function keepPunctuation(content: readonly ElementContent[]): ElementContent[] {
  return content.flatMap((node, at): ElementContent[] => {
    const [before, after] = [content[at - 1], content[at + 1]];
    if (node.type === 'text') {
      const taken = isButton(before) ? marks(node, CLOSING).length : 0;
      const left = isButton(after) ? marks(node, OPENING).length : 0;
      return [{ ...node, value: node.value.slice(taken, node.value.length - left) }];
    }
    if (node.type !== 'element') return [node];
    if (!isButton(node)) return [{ ...node, children: keepPunctuation(node.children) }];
    const [opening, closing] = [marks(before, OPENING), marks(after, CLOSING)];
    return opening + closing === '' ? [node] : [h('span', [opening, node, closing])];
  });
}

function isButton(node: ElementContent | undefined): boolean {
  return node?.type === 'element' && node.tagName === 'button';
}

function marks(node: ElementContent | undefined, which: RegExp): string {
  return node?.type === 'text' ? (which.exec(node.value)?.[0] ?? '') : '';
}
