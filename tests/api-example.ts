import { readFileSync } from 'node:fs';

/** The program in docs/reference/api.md, and what it prints according to that page. */
export function apiExample(page = 'docs/reference/api.md'): { readonly program: string; readonly output: string } {
  const text = readFileSync(page, 'utf8');
  const [, program = '', output = ''] = /^```js\n(.*?)^```$.*?^```text\n(.*?)^```$/ms.exec(text) ?? [];
  return { program, output };
}

/** The output of the example with usual spaces: dates have no-break ones, which the page does not. */
export function plainSpaces(printed: string): string {
  return printed.replaceAll('\u00A0', ' ');
}
