import { readMarkdown } from './markdown-reader.ts';
import type { ReadOutput } from './read-text.ts';

/** Reads Markdown with the width that Azure DevOps has behind the address of a picture. */
export function readAzureWiki(markdown: string): ReadOutput {
  return readMarkdown(markdown.replaceAll(/(?<=\S) =\d+x(?=\))/g, ''));
}
