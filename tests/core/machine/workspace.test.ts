import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Diagnostics, locationOf } from '../../../src/core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../../../src/core/diagnostics/environment-error.ts';
import { sha256 } from '../../../src/core/machine/hash.ts';
import { packageFolder, programFolder } from '../../../src/core/machine/installed-package.ts';
import { cacheFolder, processIsAlive } from '../../../src/core/machine/machine.ts';
import { Workspace } from '../../../src/core/machine/workspace.ts';
import { saying } from '../../messages.ts';

let base: string;
let root: string;
let workspace: Workspace;

beforeEach(async () => {
  base = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-workspace-'));
  root = path.join(base, 'root');
  await fs.mkdir(root);
  workspace = new Workspace(root);
});

afterEach(() => fs.rm(base, { recursive: true }));

function put(relative: string, content: string | Uint8Array): Promise<void> {
  return fs.writeFile(path.join(root, relative), content);
}

/** What reading a file answers: its text, or `rule location` of what is wrong with it. */
async function read(relative: string): Promise<string> {
  const diagnostics = new Diagnostics();
  const file = await workspace.readText(relative, diagnostics);
  const problems = diagnostics.all.map((item) => `${item.rule} ${locationOf(item)}`);
  return [...(file ? [file.text] : []), ...problems].join('\n');
}

describe('paths stay inside the root', () => {
  test.each(['..', '../x', '../root-2/x', 'a/../../x', '/etc/passwd', './../x', 'a/b/../../../root2'])(
    '%s is refused by all',
    async (escape) => {
      expect(() => workspace.resolve(escape)).toThrow(RangeError);
      await expect(workspace.readBytes(escape)).rejects.toThrow(RangeError);
      await expect(workspace.files(escape)).rejects.toThrow(RangeError);
      await expect(workspace.write(escape, 'x')).rejects.toThrow(RangeError);
      await expect(workspace.remove(escape)).rejects.toThrow(RangeError);
      await expect(workspace.rename('a', escape)).rejects.toThrow(RangeError);
      await expect(workspace.rename(escape, 'a')).rejects.toThrow(RangeError);
      expect(await fs.readdir(base)).toEqual(['root']);
    },
  );

  test.each(['a', '.', '', './a/../b', '..a', '...', 'a/..b', 'a/b.c/d', 'a//b', 'a/./b', 'a/', 'a/b/..'])(
    '%j is inside',
    (relative) => {
      expect(workspace.resolve(relative)).toBe(path.join(root, relative).replace(/\/$/, ''));
    },
  );

  test('links out of the root are not followed, links inside are', async () => {
    await fs.writeFile(path.join(base, 'secret'), 'secret');
    await fs.mkdir(path.join(base, 'root-2'));
    await fs.writeFile(path.join(base, 'root-2', 'f'), 'secret');
    await put('file', 'inside');
    await fs.symlink('../secret', path.join(root, 'out'));
    await fs.symlink(path.join(base, 'root-2'), path.join(root, 'folder'));
    await fs.symlink('file', path.join(root, 'in'));
    await fs.symlink('loop', path.join(root, 'loop'));
    await fs.symlink('gone', path.join(root, 'dangling'));
    expect(await read('in')).toBe('inside');
    for (const name of ['out', 'folder/f', 'loop', 'dangling']) {
      expect(await read(name)).toBe(`file/unreadable ${name}`);
      expect(await workspace.readBytes(name)).toBeUndefined();
    }
  });

  test('the root itself may be reached by a link', async () => {
    await put('file', 'inside');
    await fs.symlink('root', path.join(base, 'link'));
    const linked = new Workspace(path.join(base, 'link'));
    expect((await linked.readBytes('file'))?.toString()).toBe('inside');
  });
});

describe('reading text', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['plain', 'a: 铜\r\n', 'a: 铜\r\n'],
    ['empty', '', ''],
    ['a byte-order mark', '\uFEFFa', 'a'],
    ['two of them: the second is a character that nobody sees', '\uFEFF\uFEFFa', 'file/control-character f:1:1'],
    ['the replacement character itself', 'a\uFFFDb', 'a\uFFFDb'],
    ['NUL', 'a\nb\0c', 'file/encoding f:2:2'],
    ['an escape', 'a\n\u001B[31m', 'file/control-character f:2:1'],
    ['a mark that turns the text', 'a \u202Eb', 'file/control-character f:1:3'],
    ['tabs, a joiner of Persian, a soft hyphen', '\tمی\u200Ca\u00AD', 'file/control-character f:1:4'],
    ['a joiner of Persian between its letters', '\tمی\u200Cخ\u00AD', '\tمی\u200Cخ\u00AD'],
    ['an Arabic letter mark', 'a\u061Cb', 'file/control-character f:1:2'],
    ['a space without width', '1\u200B0', 'file/control-character f:1:2'],
    ['private use', 'ab\n\n \uE000', 'document/private-use f:3:2'],
    ['private use beyond 16 bits', '\u{10FFFD}', 'document/private-use f:1:1'],
    ['Latin-1', Buffer.from('a\nb\xE9c', 'latin1'), 'file/encoding f:2:2'],
    ['GBK', Uint8Array.of(0x61, 0x0a, 0xc2, 0xc1), 'file/encoding f:2:1'],
    ['UTF-16', Buffer.from('\uFEFFab', 'utf16le'), 'file/encoding f:1:1'],
    ['an overlong sequence', Uint8Array.of(0x61, 0xc0, 0xaf), 'file/encoding f:1:2'],
    ['an encoded surrogate', Uint8Array.of(0xed, 0xa0, 0x80), 'file/encoding f:1:1'],
    ['a torn last character', Uint8Array.of(0x61, 0xe9, 0x93), 'file/encoding f:1:2'],
  ])('%s', async (_, content, expected) => {
    await put('f', content);
    expect(await read('f')).toBe(expected);
  });

  test('more than 8 MiB are refused unread, 8 MiB are not', async () => {
    await put('f', 'a');
    await fs.truncate(path.join(root, 'f'), 3 * 2 ** 30);
    expect(await read('f')).toBe('file/too-large f');
    await put('g', 'a'.repeat(8 * 2 ** 20 + 1));
    expect(await read('g')).toBe('file/too-large g');
    await put('h', 'a'.repeat(8 * 2 ** 20));
    expect((await read('h')).length).toBe(8 * 2 ** 20);
  });

  test('what is not a file answers at once', async () => {
    await fs.mkdir(path.join(root, 'folder'));
    await put('file', 'x');
    execFileSync('mkfifo', [path.join(root, 'pipe')]);
    for (const name of ['gone', 'folder', 'file/below', 'pipe', '', 'nul\0', 'n'.repeat(300)]) {
      expect(await workspace.readBytes(name)).toBeUndefined();
      expect((await read(name)).startsWith('file/unreadable ')).toBe(true);
    }
    await fs.symlink('gone', path.join(root, 'link'));
    const diagnostics = new Diagnostics();
    await workspace.readText('link', diagnostics);
    expect(diagnostics.all.map(({ hint }) => hint)).toEqual(['it is a link that leads to no file']);
    expect(await workspace.exists('folder')).toBe(true);
    expect(await workspace.exists('gone')).toBe(false);
    expect(await workspace.exists('file/below')).toBe(false);
  });
});

describe('listing', () => {
  test('files and folders are sorted by code unit, without dot files', async () => {
    for (const name of ['b/z', 'b/a/x', 'a', 'B', 'b.x', '.hidden/f', 'b/.f', 'é', '铜', 'a-b', '10', '9']) {
      await fs.mkdir(path.dirname(path.join(root, name)), { recursive: true });
      await put(name, '');
    }
    const all = ['10', '9', 'B', 'a', 'a-b', 'b.x', 'b/a/x', 'b/z', 'é', '铜'];
    expect(await workspace.files('.')).toEqual(all);
    expect(await workspace.files('')).toEqual(all);
    expect(await workspace.files('b')).toEqual(['b/a/x', 'b/z']);
    expect(await workspace.folders('.')).toEqual(['b']);
    expect(await workspace.folders('.', { hidden: true })).toEqual(['.hidden', 'b']);
    expect(await workspace.files('gone')).toEqual([]);
    expect(await workspace.files('a')).toEqual([]);
    expect(await workspace.folders('gone')).toEqual([]);
  });
});

describe('listing what may not be read', () => {
  // Such refusals meet the superuser too.
  test.each([
    ['loop', 'links on the path form a circle'],
    ['n'.repeat(300), 'the name is too long'],
  ])('%s', async (name, why) => {
    await fs.symlink('loop', path.join(root, 'loop'));
    for (const list of [() => workspace.files(name), () => workspace.folders(name)]) {
      const error: unknown = await list().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(EnvironmentError);
      expect((error as Error).message).toEqual(saying(`${name} … ${why}`));
    }
  });
});

describe('writing', () => {
  test('makes folders, replaces files, and takes bytes as they are', async () => {
    await workspace.write('a/b/c', 'one');
    await workspace.write('a/b/c', Uint8Array.of(0, 255));
    expect([...((await workspace.readBytes('a/b/c')) ?? [])]).toEqual([0, 255]);
  });

  test('a new file is made by one of many', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, (_, index) => workspace.writeNew('x/lock', `${index}`)));
    expect(made.filter(Boolean)).toHaveLength(1);
    expect((await workspace.readBytes('x/lock'))?.toString()).toBe(String(made.indexOf(true)));
  });

  test('moves over what is there, and says when there is nothing to move', async () => {
    await workspace.write('from', 'new');
    await workspace.write('to/file', 'old');
    await workspace.rename('from', 'to/file');
    expect((await workspace.readBytes('to/file'))?.toString()).toBe('new');
    expect(await workspace.renameIfThere('from', 'x')).toBe(false);
    expect(await workspace.renameIfThere('to/file', 'x')).toBe(true);
    await workspace.remove('to');
    await workspace.remove('to');
    expect(await workspace.files('.')).toEqual(['x']);
  });

  test('replacing a file removes what killed runs left next to it, and nothing of others', async () => {
    await put('page.md', 'old');
    const { pid: gone } = spawnSync(process.execPath, ['--version']);
    for (const name of [`.page.md.assay-${gone}`, `.page.md.assay-1`, `.other.md.assay-${gone}`, '.page.md.assay-x'])
      await put(name, 'half');
    expect(await workspace.replace('page.md', Buffer.from('old'), Buffer.from('new'))).toBe('replaced');
    expect((await fs.readdir(root)).sort()).toEqual([
      `.other.md.assay-${gone}`,
      '.page.md.assay-1',
      '.page.md.assay-x',
      'page.md',
    ]);
  });

  // These refusals meet the superuser too, which permissions do not.
  test('what the disk refuses is the environment, with a remedy', async () => {
    await put('file', 'x');
    await workspace.write('folder/f', 'x');
    const remedies: Readonly<Record<string, string>> = {
      'a part of the path is a file': 'move that file away',
      'there is a folder in place': 'move that folder away',
    };
    const refused: [string, () => Promise<unknown>][] = [
      ['a part of the path is a file', () => workspace.write('file/a', 'x')],
      ['a part of the path is a file', () => workspace.write('file/a/b', 'x')],
      ['a part of the path is a file', () => workspace.writeNew('file/a', 'x')],
      ['a part of the path is a file', () => workspace.rename('folder', 'file/a')],
      ['a part of the path is a file', () => workspace.renameIfThere('folder', 'file/a')],
      ['there is a folder in place', () => workspace.write('folder', 'x')],
      ['there is a folder in place', () => workspace.rename('file', 'folder')],
      ['the name is too long', () => workspace.write('n'.repeat(300), 'x')],
    ];
    for (const [why, attempt] of refused) {
      const error: unknown = await attempt().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(EnvironmentError);
      expect((error as Error).message).toContain(why);
      expect((error as EnvironmentError).remedies).toEqual([remedies[why] ?? 'check the folder . and its permissions']);
    }
    expect(await workspace.files('.')).toEqual(['file', 'folder/f']);
  });

  test('a bug is not a refusal of the disk', async () => {
    await expect(workspace.write('nul\0', 'x')).rejects.not.toBeInstanceOf(EnvironmentError);
  });
});

describe('around the workspace', () => {
  test('SHA-256 of parts is that of the whole', () => {
    // FIPS 180-2, appendix B.1.
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(sha256('abc')).toBe(abc);
    expect(sha256('a', Buffer.from('bc'))).toBe(abc);
  });

  test.each([0, -1, Number.NaN, 2 ** 31 - 1, 1.5])('process %d does not run', (pid) => {
    expect(processIsAlive(pid)).toBe(false);
  });

  test('this process and the first one run', () => {
    expect(processIsAlive(process.pid)).toBe(true);
    expect(processIsAlive(1)).toBe(true);
  });

  test('packages are found, or the remedy is named', async () => {
    expect(JSON.parse(await fs.readFile(path.join(packageFolder('fast-check'), 'package.json'), 'utf8'))).toMatchObject(
      {
        name: 'fast-check',
      },
    );
    expect(await fs.readdir(programFolder())).toContain('package.json');
    expect(() => packageFolder('no-such-package')).toThrow(EnvironmentError);
  });

  test('the cache is where the environment says, else the next place that can be written', async () => {
    await put('file', '');
    const xdg = path.join(root, 'xdg');
    expect(await cacheFolder({ XDG_CACHE_HOME: xdg, HOME: root })).toBe(path.join(xdg, 'assay'));
    expect(await cacheFolder({ HOME: root })).toBe(path.join(root, '.cache', 'assay'));
    expect(await cacheFolder({ XDG_CACHE_HOME: 'relative', HOME: root })).toBe(path.join(root, '.cache', 'assay'));
    expect(await cacheFolder({ XDG_CACHE_HOME: path.join(root, 'file'), HOME: root })).toBe(
      path.join(root, '.cache', 'assay'),
    );
  });

  test.skipIf(process.platform !== 'linux')('a home where no folder can ever be made is passed over', async () => {
    vi.stubEnv('TMPDIR', root);
    expect(await cacheFolder({ HOME: '/proc/x' })).toBe(path.join(root, `assay-${process.getuid?.()}`));
    vi.unstubAllEnvs();
  });

  test('without a home the cache is among the temporary files, each user in a folder of their own', async () => {
    vi.stubEnv('TMPDIR', root);
    expect(await cacheFolder({})).toBe(path.join(root, `assay-${process.getuid?.()}`));
    vi.stubEnv('TMPDIR', path.join(root, 'gone', 'file'));
    await put('gone', '');
    await expect(cacheFolder({})).rejects.toThrow(EnvironmentError);
    vi.unstubAllEnvs();
  });
});
