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
