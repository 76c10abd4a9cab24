import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { HOUSE } from '../../../src/brief/house-style.ts';
import { ResultStore } from '../../../src/core/machine/result-store.ts';

const STORE = '../../../src/core/machine/program-store.ts';

test('fonts with the letters of any page are cut once for all projects; those with others belong to their project', async () => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-fonts-'));
  const ofProgram = new ResultStore(folder);
  vi.doMock(STORE, () => ({
    openProgramStore: async () => ofProgram,
    keyInProgram: async (key: string) => `version ${key}`,
  }));
  const ofProject = new Map<string, string>();
  /** The rules of a page in a process of its own. */
  async function rulesOf(html: string): Promise<string> {
    vi.resetModules();
    const { fontRules } = await import('../../../src/output/html/embedded-fonts.ts');
    return fontRules(html, { locale: 'en', house: HOUSE, cutFonts: ofProject });
  }
  const first = await rulesOf('<p>Non‑ferrous, 10³');
  const kept = await fs.readdir(path.join(folder, 'fonts'));
  expect(kept).toHaveLength(4);
  expect(ofProject.size).toBe(0);
  for (const key of kept) await ofProgram.set('fonts', key, Buffer.from('known'));
  expect((await rulesOf('<p>Another')).match(/base64,known\)/g)).toHaveLength(4);
  expect(first).not.toContain('known');

  expect(await rulesOf('<p>Gdańsk')).not.toContain('known');
  expect(ofProject.size).toBe(4);
  expect(await fs.readdir(path.join(folder, 'fonts'))).toEqual(kept);
  vi.doUnmock(STORE);
  await fs.rm(folder, { recursive: true });
});
