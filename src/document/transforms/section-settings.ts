import type { Root } from 'mdast';
import type { DocumentContent, Section } from '../nodes.ts';
import { inherited, type Settings } from '../settings.ts';
import { nodesOf } from '../tree-walk.ts';

/** Gives the blocks of each section what its heading says about them; what a block says itself counts. */
export function sectionSettingsTransform(root: Root): void {
  for (const section of nodesOf(root, 'section')) {
    const settings = section.children[0].data?.settings;
    if (settings) settle(section, settings);
  }
}

function settle({ children }: Section, settings: Settings): void {
  for (const block of children as DocumentContent[]) {
    if (block.data?.kicker || block.data?.boxTitle) continue;
    const kind = block.type === 'exhibit' && block.body.type === 'table' ? 'table' : block.type;
    const own = { ...inherited(settings, kind), ...block.data?.settings };
    if (Object.keys(own).length > 0) block.data = { ...block.data, settings: own };
  }
}
