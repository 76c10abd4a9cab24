import type { FlavourName } from '../brief/flavour-names.ts';
import { azureWikiFlavour } from './azure-wiki/host.ts';
import { commonmarkFlavour } from './commonmark/host.ts';
import { confluenceFlavour } from './confluence/writer.ts';
import { dokuwikiFlavour } from './dokuwiki/host.ts';
import type { Flavour } from './host.ts';
import { githubFlavour } from './github/host.ts';
import { githubWikiFlavour } from './github-wiki/host.ts';
import { gitlabFlavour } from './gitlab/host.ts';
import { gitlabWikiFlavour } from './gitlab-wiki/host.ts';
import { mdxFlavour } from './mdx/host.ts';
import { mediawikiFlavour } from './mediawiki/writer.ts';
import { obsidianFlavour } from './obsidian/host.ts';

/** Every flavour, by name. */
export const FLAVOURS: Readonly<Record<FlavourName, Flavour>> = {
  github: githubFlavour,
  'github-wiki': githubWikiFlavour,
  gitlab: gitlabFlavour,
  'gitlab-wiki': gitlabWikiFlavour,
  'azure-wiki': azureWikiFlavour,
  confluence: confluenceFlavour,
  mediawiki: mediawikiFlavour,
  dokuwiki: dokuwikiFlavour,
  obsidian: obsidianFlavour,
  mdx: mdxFlavour,
  commonmark: commonmarkFlavour,
};
