import { type Font, openSync } from 'fontkit';
import { afterEach, expect, test, vi } from 'vitest';
import { fontsOf, installedFonts, SHIPPED_FONTS } from '../../src/brief/fonts.ts';
import { saying } from '../messages.ts';

const PACKAGES = '../../src/core/machine/installed-package.ts';

afterEach(() => {
  vi.doUnmock(PACKAGES);
  vi.resetModules();
});

/** The modules concerned as on a machine without the Chinese font, loaded again: other tests may have loaded them. */
async function withoutChinese() {
  vi.resetModules();
  const { EnvironmentError } = await import('../../src/core/diagnostics/environment-error.ts');
  vi.doMock(PACKAGES, () => ({
    packageFolder(name: string): string {
      if (name.includes('noto')) throw new EnvironmentError('not installed');
      return `/node_modules/${name}`;
    },
  }));
  return { EnvironmentError, ...(await import('../../src/brief/fonts.ts')) };
}

test('a locale has the shipped faces and its own; no face is variable, which a PDF would hold as Type 3', () => {
  expect(fontsOf('en')).toEqual(SHIPPED_FONTS);
  const own = fontsOf('zh-CN').slice(SHIPPED_FONTS.length);
  for (const { file, weight } of own) {
    const font = openSync(file) as Font;
    expect([font['OS/2'].usWeightClass, font.variationAxes]).toEqual([weight, {}]);
    expect(font.hasGlyphForCodePoint('铝'.codePointAt(0) ?? 0)).toBe(true);
  }
  expect(own.map(({ weight }) => weight)).toEqual([400, 600]);
  expect(installedFonts()).toHaveLength(SHIPPED_FONTS.length + own.length);
});

test('whoever prints no Chinese needs no Chinese font', async () => {
  const fonts = await withoutChinese();
  expect(fonts.installedFonts()).toEqual(fonts.SHIPPED_FONTS);
  expect(() => fonts.requireFonts('en')).not.toThrow();
});

test('a Chinese brief without its font ends with the command that installs it', async () => {
  const { EnvironmentError, requireFonts } = await withoutChinese();
  expect(() => requireFonts('zh-CN')).toThrow(
    new EnvironmentError('briefs in zh-CN are set in Noto Sans SC (96 MB), which is not installed', [
      'npm install @expo-google-fonts/noto-sans-sc',
    ]),
  );
  try {
    requireFonts('zh-CN');
  } catch (error) {
    expect((error as InstanceType<typeof EnvironmentError>).remedies).toEqual([
      saying('… @expo-google-fonts/noto-sans-sc'),
    ]);
  }
});
