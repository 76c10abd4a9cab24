import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { words } from '../../src/language/locales.ts';
import { readPdf } from '../output/pdf/read-pdf.ts';
import { LONG } from '../long.ts';
import { assay, assayHere, ended, said, startAssay, useProgram } from './program.ts';

useProgram();

let root: string;
beforeAll(async () => {
  root = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-root-'));
  return () => fs.rm(root, { recursive: true });
});

afterEach(() => vi.unstubAllEnvs());

interface Findings {
  readonly ok: boolean;
  readonly findings: readonly { readonly subject: string; readonly state: string; readonly says: string }[];
}

describe('assay doctor', () => {
  test('says that a sound machine can print, and proves it with a page in every font', async () => {
    const page = path.join(root, 'probe.pdf');
    const { status, stdout } = await assay(['doctor', '--root', root, '--save', page]);
    expect({ status, stdout }).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^fine {2}probe page .*bytes$/m),
    });
    const said = stdout.replaceAll(/\s+/g, ' ');
    expect(said).toMatch(/zh-CN\D*4\D*3 \(2\.\d MB\)\D*\((9\d) MB\)/);
    // what the message of a missing font names, and what is on disk
    expect(words('zh-CN').font?.megabytes).toBe(Number(/Noto Sans SC \((\d+) MB\)/.exec(said)?.[1]));
    const { pages } = await readPdf(await fs.readFile(page));
    expect(pages).toHaveLength(1);
    for (const family of ['Source Serif 4', 'Source Sans 3', 'Noto Sans SC'])
      expect(pages[0]).toContain(`${family} 400`);
    expect(await fs.readdir(root)).toEqual(['probe.pdf']);
  });

  test('unpacks the packaged browser on a machine that never printed', LONG, async () => {
    const cache = path.join(root, 'cache');
    const { status, stdout } = await assay(['doctor', '--root', root], { XDG_CACHE_HOME: cache, ASSAY_BROWSER: '' });
    await fs.rm(cache, { recursive: true });
    expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringMatching(/^fine {2}probe page /m) });
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(/\(packaged, [67]\d MB, unpacked \d{3} MB\)/);
  });

  test('names what is broken, with what fixes it, and its status says', LONG, async () => {
    vi.stubEnv('ASSAY_BROWSER', '/nowhere/chrome');
    const { status, stdout } = await assayHere(['doctor', '--root', root]);
    expect(status).toBe(3);
    expect(stdout).toMatch(/^BAD {3}browser .*ASSAY_BROWSER names \/nowhere\/chrome/m);
    expect(stdout.match(/^(?! {5}).{81,}$/gm)).toBeNull();
    expect(stdout).toContain('unset ASSAY_BROWSER');
    expect(stdout).not.toContain('probe page');
  });

  test('answers as JSON', async () => {
    vi.stubEnv('ASSAY_BROWSER', process.execPath);
    const { stdout } = await assayHere(['doctor', '--json', '--root', root]);
    const { ok, findings } = JSON.parse(stdout) as Findings;
    expect(ok).toBe(false);
    expect(findings.filter(({ state }) => state === 'broken').map(({ subject }) => subject)).toEqual(['browser']);
  });

  test('a page that cannot be kept is said so', LONG, async () => {
    const page = path.join(root, 'no', 'probe.pdf');
    const { status, stdout } = await assayHere(['doctor', '--quiet', '--root', root, '--save', page]);
    expect(status).toBe(3);
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(/^BAD\D*.*probe.pdf\D*--save/);
  });

  test('a folder for temporary files that is not there', LONG, async () => {
    const { status, stdout, stderr } = await assay(['doctor', '--quiet', '--root', root], { TMPDIR: '/nowhere' });
    expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(/^BAD browser .*\/nowhere/);
  });

  test('a person who interrupts it ends it', LONG, async () => {
    const child = startAssay(['doctor', '--root', root]);
    await said(child, 'examining');
    child.kill('SIGINT');
    const { status, stdout } = await ended(child);
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' });
  });
});
