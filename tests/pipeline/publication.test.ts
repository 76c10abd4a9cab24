import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { staleFiles } from '../../src/pipeline/edition-files.ts';
import { publish } from '../../src/pipeline/publication.ts';
import { EnvironmentError } from '../../src/core/diagnostics/environment-error.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { hashesIn } from '../cli/root.ts';

let root: string;
let workspace: Workspace;

beforeEach(async () => {
  root = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-publish-'));
  workspace = new Workspace(root);
});
afterEach(() => fs.rm(root, { recursive: true, force: true }));

const read = (name: string): Promise<string> => fs.readFile(path.join(root, name), 'utf8');
const list = async (): Promise<string[]> =>
  (await fs.readdir(path.join(root, 'out'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();

/** The id of a process that has ended. */
async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('publish', () => {
  it('writes files, leaves equal ones untouched and removes stale ones', async () => {
    await publish(
      workspace,
      [
        { path: 'out/b/a.md', content: 'one' },
        { path: 'out/b/old.svg', content: 'x' },
      ],
      [],
    );
    await fs.utimes(path.join(root, 'out/b/a.md'), 1, 1);
    const changed = await publish(
      workspace,
      [
        { path: 'out/b/a.md', content: 'one' },
        { path: 'out/b/c.md', content: 'two' },
      ],
      ['out/b/old.svg'],
    );
    expect(changed).toEqual(['out/b/c.md', 'out/b/old.svg']);
    expect((await fs.stat(path.join(root, 'out/b/a.md'))).mtimeMs).toBe(1000);
    expect(await list()).toEqual(['out/b/a.md', 'out/b/c.md']);
  });

  it('writes few files at a time, however many there are: a system lets a program open only so many', async () => {
    let [open, most] = [0, 0];
    class Counting extends Workspace {
      override async write(...given: Parameters<Workspace['write']>): Promise<void> {
        most = Math.max(most, (open += 1));
        await super.write(...given);
        open -= 1;
      }
    }
    const files = Array.from({ length: 500 }, (_, index) => ({ path: `out/b/${index}.md`, content: `${index}` }));
    expect(await publish(new Counting(root), files, [])).toHaveLength(500);
    expect(await list()).toHaveLength(500);
    expect(most).toBeLessThan(100);
  });

  it('takes over from a dead owner and discards what it left', async () => {
    const dead = await deadProcess();
    await workspace.write(`out/.next-${dead}/b/a.md`, 'half');
    await workspace.write('out/.lock', `${dead}\n`);
    await publish(workspace, [{ path: 'out/b/a.md', content: 'whole' }], []);
    expect(await list()).toEqual(['out/b/a.md']);
    expect(await read('out/b/a.md')).toBe('whole');
  });

  it('takes over a lock without an owner, whose maker was killed while making it', async () => {
    await workspace.write('out/.lock', '');
    await publish(workspace, [{ path: 'out/b/a.md', content: 'whole' }], []);
    expect(await list()).toEqual(['out/b/a.md']);
  });

  it('leaves a lock to its maker for the moment that it takes to write an id into it', async () => {
    await workspace.write('out/.lock', '');
    const read = workspace.readBytes.bind(workspace);
    vi.spyOn(workspace, 'readBytes').mockImplementationOnce(async (file) => {
      const empty = await read(file);
      await workspace.write('out/.lock', `${process.ppid}\n`);
      return empty;
    });
    await expect(publish(workspace, [], [], { timeout: 900 })).rejects.toThrow(`process ${process.ppid}`);
  });

  it('says who holds the lock when patience ends, and touches nothing', async () => {
    await workspace.write('out/.lock', `${process.ppid}\n`);
    const attempt = publish(workspace, [{ path: 'out/b/a.md', content: 'x' }], [], { timeout: 120 });
    await expect(attempt).rejects.toThrow(EnvironmentError);
    await expect(attempt).rejects.toThrow(`process ${process.ppid}`);
    expect(await list()).toEqual(['out/.lock']);
  });

  it.each(['out', 'out/b', 'out/b/2025', `out/.next-${process.pid}`])('refuses %s that is a link', async (link) => {
    const elsewhere = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-elsewhere-'));
    await fs.mkdir(path.join(elsewhere, 'b/2025'), { recursive: true });
    for (const folder of ['', 'b', 'b/2025']) await fs.writeFile(path.join(elsewhere, folder, 'a.md'), 'theirs');
    await fs.mkdir(path.dirname(path.join(root, link)), { recursive: true });
    await fs.symlink(elsewhere, path.join(root, link));
    const before = await hashesIn(elsewhere);
    const files = ['out/a.md', 'out/b/a.md', 'out/b/2025/a.md'].map((file) => ({ path: file, content: 'ours' }));
    const attempt = publish(workspace, files, ['out/b/2025/b/a.md']);
    await expect(attempt).rejects.toThrow(EnvironmentError);
    await expect(attempt).rejects.toThrow(`${link} is a link`);
    expect(await hashesIn(elsewhere)).toEqual(before);
    await fs.rm(elsewhere, { recursive: true });
  });

  it('lets several at once publish one after another', async () => {
    const dead = await deadProcess();
    await workspace.write('out/.lock', `${dead}\n`);
    const all = Array.from({ length: 8 }, (_, index) => {
      const content = String(index).repeat(1000);
      return publish(
        workspace,
        ['a', 'b', 'c'].map((name) => ({ path: `out/b/${name}`, content })),
        [],
      );
    });
    await Promise.all(all);
    const contents = await Promise.all(['a', 'b', 'c'].map((name) => read(`out/b/${name}`)));
    expect(new Set(contents).size).toBe(1);
    expect(await list()).toEqual(['out/b/a', 'out/b/b', 'out/b/c']);
  });

  it('refuses a place that cannot be written, and leaves the old output', async () => {
    await workspace.write('out/b/a.md', 'old');
    await workspace.write('out/c', 'a file where a folder should be');
    const files = [
      { path: 'out/b/a.md', content: 'new' },
      { path: 'out/c/d.md', content: 'new' },
    ];
    await expect(publish(workspace, files, [])).rejects.toThrow(EnvironmentError);
    expect(await list()).toEqual(['out/b/a.md', 'out/c']);
  });
});

it('takes no file outside the folder of a manifest for one that a build wrote', async () => {
  const outputs = { 'old.md': '', '../../../data/x.yaml': '', './../../../data/x.yaml': '', '.wiki/old.md': '' };
  const files = {
    'data/x.yaml': 'x',
    'out/b/e/manifest.json': JSON.stringify({ assay: '0.1.0', outputs }),
    'out/b/e/old.md': 'x',
    'out/b/e/.wiki/old.md': 'x',
  };
  for (const [file, text] of Object.entries(files)) {
    await fs.mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await fs.writeFile(path.join(root, file), text);
  }
  expect((await staleFiles(workspace, ['b'], new Set())).sort()).toEqual([
    'out/b/e/.wiki/old.md',
    'out/b/e/manifest.json',
    'out/b/e/old.md',
  ]);
});
