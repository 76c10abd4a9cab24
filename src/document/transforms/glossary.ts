import { inPattern } from '../../core/diagnostics/quoting.ts';
import type { Link, Nodes, Parent, PhrasingContent, Root, Text } from 'mdast';
import { textIn } from '../../dataset/localised.ts';
import type { Context } from '../document-context.ts';
import type { DocumentNode } from '../tree-walk.ts';
import { nodesOf, plainText } from '../tree-walk.ts';

/**
 * Links the first use of each term of a glossary to its definition. Ids begin with an underscore, which ids in a template
 * never do. A use is a whole word in running text, whatever its first letter, and no part of the name of a publisher;
 * headings, exhibits, notes and the lines under the title are not running text.
 */
export function glossaryTransform(root: Root, { options: { dataset, locale } }: Context): void {
  const publishers = [...(dataset?.sources.values() ?? [])].map(({ publisher }) => textIn(publisher, locale));
  const terms = nodesOf(root, 'definitionList')
    .filter(({ isGlossary }) => isGlossary)
    .flatMap(({ children }) => children.filter((child) => child.type === 'definitionTerm'));
  for (const [at, term] of terms.entries()) {
    const id = `_term-${at + 1}`;
    term.data = { ...term.data, id };
    const words = plainText(term.children);
    const names = publishers.filter((name) => name !== words && name.includes(words));
    linkFirst(root, { id, pattern: patternOf(words), names });
  }
}

interface Sought {
  readonly id: string;
  readonly pattern: RegExp;
  /** Names that hold it as a part. */
  readonly names: readonly string[];
}

/** A term as a whole word; Chinese has no spaces between words. */
function patternOf(term: string): RegExp {
  const own = inPattern(term);
  return /\p{Script=Han}/u.test(term)
    ? new RegExp(own, 'u')
    : new RegExp(String.raw`(?<![\p{L}\p{N}])${own}(?![\p{L}\p{N}])`, 'iu');
}

/** What holds no running text. */
const APART: ReadonlySet<DocumentNode['type']> = new Set([
  'heading',
  'link',
  'citation',
  'exhibit',
  'box',
  'table',
  'margin',
  'note',
  'definitionList',
  'contents',
  'footnotes',
]);

/** Links the first use in a node; whether there is one. */
function linkFirst(parent: Parent, sought: Sought): boolean {
  const isCover = isTitleSection(parent);
  for (const [at, child] of parent.children.entries()) {
    if (APART.has(child.type) || (isCover && child.type === 'paragraph') || isApart(child)) continue;
    const split = child.type === 'text' ? splitAt(child, sought) : undefined;
    if (split) {
      (parent.children as PhrasingContent[]).splice(at, 1, ...split);
      return true;
    }
    if ('children' in child && linkFirst(child, sought)) return true;
  }
  return false;
}

function isTitleSection(node: Parent): boolean {
  return node.type === 'section' && 'depth' in node && node.depth === 1;
}

/** Lists that Assay fills, and lines of the cover. */
function isApart({ data }: Nodes): boolean {
  return [data?.sources, data?.notes, data?.proofs, data?.legend, data?.shares, data?.kicker].includes(true);
}

/** The text around a use, with the use as a link; undefined without one. */
function splitAt(node: Text, { id, pattern, names }: Sought): PhrasingContent[] | undefined {
  const blank = (name: string): string => ' '.repeat(name.length);
  const found = pattern.exec(names.reduce((value, name) => value.replaceAll(name, blank), node.value));
  if (!found) return undefined;
  const [used] = found;
  const end = found.index + used.length;
  const link: Link = { type: 'link', url: `#${id}`, children: [{ ...node, value: used }], data: { isTerm: true } };
  const around = (value: string): PhrasingContent[] => (value === '' ? [] : [{ ...node, value }]);
  return [...around(node.value.slice(0, found.index)), link, ...around(node.value.slice(end))];
}
