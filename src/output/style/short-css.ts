/** A rule within no other, or within a condition; not one of a page, which has descriptors besides rules. */
const RULE = /(?<=^|[{}])([^{}@;]+)\{[^{}]*\}/g;

/** What functions such as `:has()` take, which says nothing about the element itself. */
const TAKEN = /\((?:[^()]|\([^()]*\))*\)/g;

const CLASSES = / class=(?:"([^"]*)"|([^\s>]+))/g;

/** One of Assay's own sheets without rules for classes that no element of a page has. */
export function neededRules(sheet: string, html: string): string {
  const known = new Set(
    Array.from(html.matchAll(CLASSES), ([, many = '', one = '']) => (many + one).split(' ')).flat(),
  );
  const isNeeded = (selector: string): boolean =>
    Array.from(selector.matchAll(/\.([a-z][\w-]*)/g)).every(([, name = '']) => known.has(name));
  return sheet.replaceAll(RULE, (rule, selectors: string) =>
    selectors.replaceAll(TAKEN, '').split(',').some(isNeeded) ? rule : '',
  );
}

/** Texts in quotation marks, and comments. */
const TEXTS = /"[^"\n]*"|'[^'\n]*'/g;
const COMMENTS = /\/\*[^]*?\*\//g;

/** Sheets that memory holds: pages of one house and brief have the same. */
const HELD = 8;

/** Those that were asked for last, by their texts, the oldest first. */
const held = new Map<string, string>();

/**
 * A style sheet of Assay's own without what a browser does not need: comments, white space that separates nothing, the
 * zero before a point. Texts in it stay as they are.
 */
export function shortCss(text: string): string {
  const short = held.get(text) ?? shortened(text);
  held.delete(text);
  held.set(text, short);
  const [oldest = text] = held.keys();
  if (held.size > HELD) held.delete(oldest);
  return short;
}

function shortened(text: string): string {
  const texts: string[] = [];
  const bare = text.replaceAll(TEXTS, (quoted) => `\0${texts.push(quoted) - 1}\0`).replaceAll(COMMENTS, ' ');
  return bare
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,>~]) ?/g, '$1')
    .replaceAll(/([:(]) /g, '$1')
    .replaceAll(' )', ')')
    .replaceAll(';}', '}')
    .replaceAll(/(?<![\w.#-])([+-]?)0(?=\.\d)/g, '$1')
    .trim()
    .replaceAll(/\0(\d+)\0/g, (_, at: string) => texts[Number(at)] ?? '');
}
