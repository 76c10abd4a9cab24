import type { FlavourName } from '../brief/flavour-names.ts';
import { azureWikiHost } from './azure-wiki/host.ts';
import { commonmarkHost } from './commonmark/host.ts';
import { confluenceHost } from './confluence/host.ts';
import { dokuwikiHost } from './dokuwiki/host.ts';
import { githubHost } from './github/host.ts';
import { githubWikiHost } from './github-wiki/host.ts';
import { gitlabHost } from './gitlab/host.ts';
import { gitlabWikiHost } from './gitlab-wiki/host.ts';
import type { Host } from './host.ts';
import { mdxHost } from './mdx/host.ts';
import { mediawikiHost } from './mediawiki/host.ts';
import { obsidianHost } from './obsidian/host.ts';

/** Every host, by the name of its flavour. A page that several know by what stands around it is of the first of them. */
export const HOSTS: Readonly<Record<FlavourName, Host>> = {
  github: githubHost,
  'github-wiki': githubWikiHost,
  gitlab: gitlabHost,
  'gitlab-wiki': gitlabWikiHost,
  obsidian: obsidianHost,
  'azure-wiki': azureWikiHost,
  mdx: mdxHost,
  confluence: confluenceHost,
  mediawiki: mediawikiHost,
  dokuwiki: dokuwikiHost,
  commonmark: commonmarkHost,
};
