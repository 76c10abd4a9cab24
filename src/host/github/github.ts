import type { LocaleId } from '../../language/locales.ts';
import type { BriefDocument } from '../../document/nodes.ts';
import { githubHost } from './host.ts';
import { pageOf } from '../page-lowering.ts';

export interface GithubOptions {
  readonly locale: LocaleId;
  /** Folder of the SVG files, relative to the Markdown file, without a slash at its end. */
  readonly charts: string;
}

/** The document in GitHub's Markdown, with charts as image files and anchors for the ids of the document. */
export function renderGithub(document: BriefDocument, { locale, charts }: GithubOptions): string {
  const files = {
    ...githubHost.files({ title: '', slug: '' }),
    pictureUrl: (name: string) => `${charts}/${name}.svg`,
  };
  return githubHost.write(pageOf(document, locale, githubHost.can), { locale, files });
}
