import type { FlavourName } from '../../brief/flavour-names.ts';
import { azureWikiFlavour } from './azure-wiki.ts';
import { commonmarkFlavour } from './commonmark.ts';
import { confluenceFlavour } from './confluence.ts';
import { dokuwikiFlavour } from './dokuwiki.ts';
import type { Flavour } from './flavour.ts';
import { githubFlavour } from './github-repository.ts';
import { githubWikiFlavour } from './github-wiki.ts';
import { gitlabFlavour } from './gitlab.ts';
import { gitlabWikiFlavour } from './gitlab-wiki.ts';
import { mdxFlavour } from './mdx.ts';
import { mediawikiFlavour } from './mediawiki.ts';
import { obsidianFlavour } from './obsidian.ts';

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
