import { readFileSync } from 'node:fs';

/** The program in src/README.md that uses the API, and what it prints according to the README. */
export function apiExample(readme = 'src/README.md'): { readonly program: string; readonly output: string } {
  const text = readFileSync(readme, 'utf8');
  const [, program = '', output = ''] = /^```js\n(.*?)^```$.*?^```text\n(.*?)^```$/ms.exec(text) ?? [];
  return { program, output };
}

/** The output of the example with usual spaces: dates have no-break ones, which the README does not. */
export function plainSpaces(printed: string): string {
  return printed.replaceAll('\u00A0', ' ');
}
