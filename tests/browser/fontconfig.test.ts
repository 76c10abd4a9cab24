import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { writeFontconfig } from '../../src/browser/browser-launch.ts';

test('fontconfig hears of each folder once, in XML, and of no other', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-fonts-'));
  const fonts = ['/a & b/x.ttf', '/a & b/y.ttf', '/<c>/z.ttf'].map((file) => {
    return { family: 'F', weight: 400, italic: false, name: path.basename(file), file };
  });
  const file = await writeFontconfig(folder, fonts, '/cache');
  const text = fs.readFileSync(file, 'utf8');
  expect([...text.matchAll(/<dir>(.*)<\/dir>/g)].map(([, dir]) => dir)).toEqual(['/a &amp; b', '/&lt;c&gt;']);
  expect(text).toContain('<cachedir>/cache/fontconfig</cachedir>');
  expect(text).not.toContain('include');
  fs.rmSync(folder, { recursive: true });
});
