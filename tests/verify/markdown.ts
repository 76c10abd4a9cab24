/** Has every Markdown brief in `out/` read by pandoc, which did not make it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { assertHoldsFigures, outputs, ROOT, run, verify } from './checks.ts';

function checksOf(markdown: string): [string, () => void][] {
  const folder = path.join(ROOT, path.dirname(markdown));
  const html = (): string => run('pandoc', ['--from', 'gfm', '--to', 'html', '--wrap', 'none', markdown]);
  return [
    [
      `${markdown}: pandoc finds every figure`,
      () => {
        const text = run('pandoc', ['--from', 'gfm', '--to', 'plain', '--wrap', 'none', markdown]);
        assertHoldsFigures(text, path.join(folder, 'brief.json'));
      },
    ],
    [
      `${markdown}: every link inside it leads somewhere`,
      () => {
        const page = html();
        const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
        const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
        assert.match(page, / href="/);
        for (const link of links) assert.ok(ids.has(link), `#${link}`);
      },
    ],
    [
      `${markdown}: every picture is there and has words`,
      () => {
        const pictures = [...html().matchAll(/<img ([^>]*)>/g)].map(([, attributes = '']) => attributes);
        assert.ok(pictures.length > 0);
        for (const picture of pictures) {
          assert.match(picture, /alt="[^"]{20,}"/);
          assert.ok(existsSync(path.join(folder, /src="([^"]+)"/.exec(picture)?.[1] ?? '')), picture);
        }
      },
    ],
    [
      `${markdown}: no character references`,
      () => assert.doesNotMatch(readFileSync(path.join(ROOT, markdown), 'utf8'), /&#?\w+;/),
    ],
  ];
}

await verify(outputs('brief.md').flatMap(checksOf));
