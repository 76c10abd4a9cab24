import { CONFLUENCE } from '../host/confluence/publishing/target.ts';
import { MEDIAWIKI } from '../host/mediawiki/publishing/target.ts';
import { FOLDER, GIT } from './file-target.ts';
import type { TargetKind } from './target.ts';

/** The kinds of targets: wikis whose pages are files, and hosts with an interface of their own. */
export const TARGET_KINDS: readonly TargetKind[] = [GIT, FOLDER, MEDIAWIKI, CONFLUENCE];
