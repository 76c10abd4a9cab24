import type { Workspace } from '../core/machine/workspace.ts';
import { openConfluence } from './confluence-target.ts';
import { publishToFolder, publishToGit } from './file-target.ts';
import { openMediawiki } from './mediawiki-target.ts';
import type { OpenHost } from './host.ts';
import type { PublishOptions } from './page-outcome.ts';
import type { Secret } from './secrets.ts';
import type { Target } from './target.ts';

/** Opens the host of a target. Throws an EnvironmentError when it cannot be used. */
export async function openHost(
  root: Workspace,
  target: Target,
  token: Secret | undefined,
  options: PublishOptions,
): Promise<OpenHost> {
  switch (target.kind) {
    case 'folder':
      return { accepts: () => true, publish: (pages) => publishToFolder(root, target, pages, options) };
    case 'git':
      return { accepts: () => true, publish: (pages) => publishToGit(root, target, token, pages, options) };
    case 'mediawiki':
      return openMediawiki(target, token, options);
    default:
      return openConfluence(target, token, options);
  }
}
