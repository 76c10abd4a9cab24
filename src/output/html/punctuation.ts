import type { ElementContent } from 'hast';
import { h } from 'hastscript';

/** Marks that no line may start with, and such as no line may end with. */
const CLOSING = /^[\p{Pe}\p{Pf},.;:!?、。，；：！？]+/u;
const OPENING = /[\p{Ps}\p{Pi}]+$/u;

/**
 * Content in which each figure that is a button keeps to the marks beside it. To a browser a button is a box, on both
 * sides of which a line may break: the next would start with a comma. The style sheet knows the span by its button.
 */
export function keptToMarks(content: readonly ElementContent[]): ElementContent[] {
  return content.flatMap((node, at): ElementContent[] => {
    const [before, after] = [content[at - 1], content[at + 1]];
    if (node.type === 'text') {
      const taken = isButton(before) ? marks(node, CLOSING).length : 0;
      const left = isButton(after) ? marks(node, OPENING).length : 0;
      return [{ ...node, value: node.value.slice(taken, node.value.length - left) }];
    }
    if (node.type !== 'element') return [node];
    if (!isButton(node)) return [{ ...node, children: keptToMarks(node.children) }];
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
