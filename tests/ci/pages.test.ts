import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeRoot } from '../cli/root.ts';

let root: string;
beforeEach(async () => {
  root = await makeRoot();
});
afterEach(() => fs.rm(root, { recursive: true }));

function makeSite(): { status: number | null; stderr: string } {
  const script = path.resolve('docs/ci/pages.mjs');
  return spawnSync(process.execPath, [script, 'out', 'site'], { cwd: root, encoding: 'utf8' });
}

async function print(folder: string, facts: Readonly<Record<string, string>>): Promise<void> {
  const at = path.join(root, 'out', folder);
  await fs.mkdir(at, { recursive: true });
  await fs.writeFile(path.join(at, 'brief.html'), `page of ${folder}`);
  await fs.writeFile(path.join(at, 'brief.json'), JSON.stringify(facts));
}

test('lists every language and member, the newest data first, and takes no title for markup', async () => {
  await print('metal/2024/en/copper', {
    brief: 'metal',
    edition: '2024',
    locale: 'en',
    as_of: '2025-02-01',
    title: 'Old',
  });
  const facts = { brief: 'metal', edition: '2025', locale: 'zh-CN', as_of: '2026-02-01' };
  await print('metal/2025/zh-CN/铜', { ...facts, title: '</a><script>alert(1)</script>' });
  await fs.writeFile(path.join(root, 'out/metal/2025/zh-CN/铜/brief.pdf'), '%PDF');
  await fs.mkdir(path.join(root, 'out/.next-1'));
  expect(makeSite()).toMatchObject({ status: 0 });
  const page = await fs.readFile(path.join(root, 'site/index.html'), 'utf8');
  const shown = [...page.matchAll(/<li>.*<\/li>/g)].map(([row]) => row);
  expect(shown).toEqual([
    '<li><a href="metal/2025/zh-CN/%E9%93%9C/brief.html" lang="zh-CN">&lt;/a&gt;&lt;script&gt;alert(1)&lt;/script&gt;</a>' +
      '<br><small>2025 · zh-CN · data as of 2026-02-01 · <a href="metal/2025/zh-CN/%E9%93%9C/brief.pdf">brief.pdf</a></small></li>',
    '<li><a href="metal/2024/en/copper/brief.html" lang="en">Old</a><br><small>2024 · en · data as of 2025-02-01</small></li>',
  ]);
  expect(await fs.readFile(path.join(root, 'site/metal/2025/zh-CN/铜/brief.html'), 'utf8')).toContain('铜');
});

test('makes no site of nothing', async () => {
  const { status, stderr } = makeSite();
  expect([status, stderr]).toEqual([1, 'out holds no brief.html: build first\n']);
  await expect(fs.access(path.join(root, 'site'))).rejects.toThrow('ENOENT');
});
