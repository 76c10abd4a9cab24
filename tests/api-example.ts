import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The program in docs/reference/api.md, of all its parts, and what it prints according to that page. */
export function apiExample(page = 'docs/reference/api.md'): { readonly program: string; readonly output: string } {
  const text = readFileSync(page, 'utf8');
  const blocks = (language: string): string =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, block = '']) => block).join('');
  return { program: blocks('js'), output: blocks('text') };
}

/** A copy of the project that the example runs in: it prints its brief there. */
export function apiProject(root = '.'): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-api-'));
  cpSync(path.join(root, 'tests/fixtures/tiny'), folder, { recursive: true });
  return folder;
}

/** The output of the example with usual spaces: dates have no-break ones, which the page does not. */
export function plainSpaces(printed: string): string {
  return printed.replaceAll('\u00A0', ' ');
}
