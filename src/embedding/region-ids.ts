import type { PhrasingContent, RootContent } from 'mdast';
import type { Page } from '../output/flavours/page.ts';
import type { RegionRequest } from './region-words.ts';

/**
 * What the ids of a region begin with: a page may have regions of several briefs and editions, an exhibit beside its
 * section, and ids and footnotes of its own. It does not name the newest edition, so that links to a region last.
 */
export function idPrefix({ brief, edition, locale, member, part }: RegionRequest): string {
  const names = [brief, ...(edition === 'latest' ? [] : [edition]), locale, member, part?.kind, part?.id].filter(
    (name) => name !== undefined,
  );
  return `${names.join('-').replaceAll(/[^A-Za-z0-9_-]+/g, '-')}-`;
}

/** A page whose ids and the labels of whose footnotes begin with a prefix, and the links to them. */
export function withPrefix({ root, headings }: Page, prefix: string): Page {
  const prefixed = <T extends object>(node: T): T => prefixedNode(node, prefix) as T;
  return {
    root: prefixed(root),
    headings: new Map(
      [...headings].map(([id, line]) => [prefix + id, line.map((part): PhrasingContent => prefixed(part))]),
    ),
  };
}

function prefixedNode(node: object, prefix: string): object {
  const { type, data } = node as RootContent;
  const own: Record<string, unknown> = { ...node };
  if (type === 'anchor') own['id'] = prefix + String(own['id']);
  else if (type === 'link' && String(own['url']).startsWith('#'))
    own['url'] = `#${prefix}${String(own['url']).slice(1)}`;
  else if (type === 'footnoteReference' || type === 'footnoteDefinition') {
    own['identifier'] = prefix + String(own['identifier']);
    own['label'] = prefix + String(own['label']);
  }
  if (data && 'id' in data && type === 'heading') own['data'] = { ...data, id: prefix + data.id };
  if (type === 'table' && data?.parts) {
    const caption = data.parts.caption.map((line) => line.map((part) => prefixedNode(part, prefix)));
    own['data'] = { ...data, parts: { ...data.parts, caption } };
  }
  const { children } = own;
  if (Array.isArray(children)) own['children'] = children.map((child: object) => prefixedNode(child, prefix));
  return own;
}
