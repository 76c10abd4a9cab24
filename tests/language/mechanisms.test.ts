import fs from 'node:fs/promises';
import path from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { expect, test } from 'vitest';

/** What still holds words of Chinese outside of its folder, which may only shrink: words, and strokes that look like digits. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'src/document/own-words/two-indicators.ts': '的达',
  'src/document/value-neighbours.ts': '丨丶丿亅〡〩',
};

/** The Chinese characters in the texts and expressions of a file, in their order; not those of its comments. */
function charactersIn(text: string): string {
  if (!/\p{Script=Han}/u.test(text)) return '';
  const found: [at: number, characters: string][] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) return node.forEach(visit);
    const { type, start, end } = node as { type?: string; start?: number; end?: number };
    if (type === 'Literal' || type === 'TemplateElement')
      found.push([start ?? 0, (text.slice(start, end).match(/\p{Script=Han}/gu) ?? []).join('')]);
    else Object.values(node).forEach(visit);
  };
  visit(parseAst(text, { lang: 'ts' }));
  return found
    .toSorted(([a], [b]) => a - b)
    .map(([, characters]) => characters)
    .join('');
}

test('words of Chinese, which cannot be taken for code, are in its folder alone', async () => {
  const entries = await fs.readdir('src', { recursive: true, withFileTypes: true });
  const files = entries
    .filter(({ name }) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter((file) => !file.startsWith(path.join('src', 'language', 'zh-CN')));
  const found = await Promise.all(
    files.map(async (file) => [file, charactersIn(await fs.readFile(file, 'utf8'))] as const),
  );
  expect(Object.fromEntries(found.filter(([, characters]) => characters !== ''))).toEqual(EXCEPTIONS);
});
