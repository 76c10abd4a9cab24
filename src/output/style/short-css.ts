/** Signs beside which white space separates nothing, in selectors, queries and values. */
const TIGHT: ReadonlySet<string> = new Set(['{', '}', ';', ',', '>', '~']);

/** Those after which it separates nothing, and before which. */
const OPENING: ReadonlySet<string> = new Set([...TIGHT, ':', '(']);
const CLOSING: ReadonlySet<string> = new Set([...TIGHT, ')']);

/** Sheets that memory holds: pages of one house and brief have the same. */
const HELD = 8;

/** Those that were asked for last, by their texts, the oldest first. */
const held = new Map<string, Promise<string>>();

/**
 * A style sheet without what a browser does not need: comments, white space that separates nothing, the zero before a point.
 * Strings and addresses stay as they are, also where the sheet has mistakes: it is divided as browsers do it (CSS Syntax
 * Module Level 3).
 */
export function shortCss(text: string): Promise<string> {
  const short = held.get(text) ?? shortened(text);
  held.delete(text);
  held.set(text, short);
  const [oldest = text] = held.keys();
  if (held.size > HELD) held.delete(oldest);
  return short;
}

async function shortened(text: string): Promise<string> {
  const css = await import('css-tree/tokenizer');
  const numbers = new Set([css.Number, css.Dimension, css.Percentage]);
  const parts: string[] = [];
  let before = ';';
  let between = '';
  css.tokenize(text, (type, start, end) => {
    const token = text.slice(start, end);
    if (type === css.WhiteSpace) between = ' ';
    // A comment separates two words, but is no space.
    else if (type === css.Comment) between ||= '/**/';
    else {
      if (token === '}' && before === ';') parts.pop();
      if (between !== '' && !OPENING.has(before) && !CLOSING.has(token)) parts.push(between);
      parts.push(numbers.has(type) ? token.replace(/^([+-]?)0(?=\.)/, '$1') : token);
      before = type === css.Function ? '(' : token;
      between = '';
    }
  });
  return parts.join('');
}
