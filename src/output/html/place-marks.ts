import type { Element, ElementContent, Properties } from 'hast';
import { h } from 'hastscript';
import type { Parents, Text } from 'mdast';
import type { Handlers, State } from 'mdast-util-to-hast';
import type { Node } from 'unist';

/** Says where the elements of a page come from, as attributes; empty where that is not known. */
export interface PlaceMarks {
  readonly ofNode: (node: Node) => Properties;
  /** Of one of the sentences of a text, which is asked for in their order. */
  readonly ofSentence: (node: Text, words: string) => Properties;
}

type Made = ElementContent | ElementContent[] | undefined;

/** The same handlers; what they make has marks, and each sentence an element of its own. */
export function markedHandlers(handlers: Handlers, marks: PlaceMarks): Handlers {
  const marked = Object.entries(handlers).map(([type, handler]) => [
    type,
    (state: State, node: Node, parent: Parents | undefined): Made => {
      const made: Made = handler(state, node, parent);
      if (type === 'text') return markedSentences(asList(made), node as Text, marks);
      return Array.isArray(made)
        ? made.map((one, at) => (at === 0 ? withMarks(one, node, marks) : one))
        : made && withMarks(made, node, marks);
    },
  ]);
  return Object.fromEntries(marked) as Handlers;
}

function asList(made: Made): ElementContent[] {
  return Array.isArray(made) ? made : made ? [made] : [];
}

function withMarks(made: ElementContent, node: Node, { ofNode }: PlaceMarks): ElementContent {
  return made.type === 'element' ? { ...made, properties: { ...made.properties, ...ofNode(node) } } : made;
}

/** After the end of a sentence, with the space that follows it. */
const SENTENCE_END = /(?<=[.!?][”’"')]?\s+)(?=\S)|(?<=[。！？][」』”’）]?)(?![」』”’）])(?=.)/u;

function markedSentences(content: readonly ElementContent[], node: Text, { ofSentence }: PlaceMarks): Element[] {
  const sentences: ElementContent[][] = [[]];
  for (const part of content) {
    const pieces: ElementContent[] =
      part.type === 'text' ? part.value.split(SENTENCE_END).map((value) => ({ type: 'text', value })) : [part];
    for (const [at, piece] of pieces.entries()) {
      if (at > 0) sentences.push([]);
      sentences.at(-1)?.push(piece);
    }
  }
  return sentences.map((parts) => h('span', ofSentence(node, parts.map(wordsOf).join('')), parts));
}

function wordsOf(content: ElementContent): string {
  if (content.type === 'element') return content.children.map(wordsOf).join('');
  return content.type === 'text' ? content.value : '';
}
