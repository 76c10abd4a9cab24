import type { Delete, Emphasis, Strong } from 'mdast';
import type { Handle } from 'mdast-util-to-markdown';

/**
 * A handler for strong, emphasis and deletion. Their marks are read as such only between the right neighbours
 * (CommonMark's flanking rules), which fails where bold meets Chinese characters: `**10.4%**至`. There the element
 * itself is written, which every host of GitHub Markdown reads, rather than a character reference, which no person
 * does.
 */
export function attentionHandler(mark: string, element: string): Handle {
  const handle: Handle = (node: Delete | Emphasis | Strong, _parent, state, info) => {
    const tracker = state.createTracker(info);
    const before = tracker.move(mark);
    const content = state.containerPhrasing(node, { ...tracker.current(), before, after: mark });
    if (content === '') return '';
    const asMarks = flanks(info.before, content, info.after, mark);
    return asMarks ? mark + content + mark : `<${element}>${content}</${element}>`;
  };
  return Object.assign(handle, { peek: () => mark.charAt(0) });
}

/** Whether the marks will be read as opening before `content` and closing after it. */
function flanks(before: string, content: string, after: string, mark: string): boolean {
  return (
    turnsBetween(lastCharacter(before), firstCharacter(content), mark) &&
    turnsBetween(firstCharacter(after), lastCharacter(content), mark)
  );
}

function firstCharacter(text: string): string {
  return /^./su.exec(text)?.[0] ?? '';
}

function lastCharacter(text: string): string {
  return /.$/su.exec(text)?.[0] ?? '';
}

/** One end of it: the neighbour outside and the neighbour inside. Underscores do not turn inside words. */
function turnsBetween(outside: string, inside: string, mark: string): boolean {
  if (/^\s?$/u.test(inside) || inside === mark.charAt(0) || outside === mark.charAt(0)) return false;
  if (/^\s?$/u.test(outside) || PUNCTUATION.test(outside)) return true;
  return mark !== '_' && !/[\p{P}\p{S}]/u.test(inside);
}

/** What every reader takes for punctuation: Unicode's, and the symbols of ASCII. Other symbols are letters to some. */
const PUNCTUATION = /[\p{P}$+<=>^`|~]/u;
