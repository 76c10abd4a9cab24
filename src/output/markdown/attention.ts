import type { Delete, Emphasis, Strong } from 'mdast';
import type { Handle } from 'mdast-util-to-markdown';

/**
 * A handler for strong, emphasis and deletion. By CommonMark's flanking rules their marks are recognised only between
 * certain characters, and not where bold meets Chinese: `**10.4%**至`. There it writes an HTML element, which every host
 * of GitHub Markdown accepts; a character reference would be hard to read for people.
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

/** Whether marks around `content` are recognised as opening and closing. */
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

/** The rule for one end, by the characters outside and inside the mark. Underscores are no marks within words. */
function turnsBetween(outside: string, inside: string, mark: string): boolean {
  if (/^\s?$/u.test(inside) || inside === mark.charAt(0) || outside === mark.charAt(0)) return false;
  if (/^\s?$/u.test(outside) || PUNCTUATION.test(outside)) return true;
  return mark !== '_' && !/[\p{P}\p{S}]/u.test(inside);
}

/** Punctuation for every parser: Unicode's, and the symbols of ASCII. Some parsers treat other symbols as letters. */
const PUNCTUATION = /[\p{P}$+<=>^`|~]/u;
