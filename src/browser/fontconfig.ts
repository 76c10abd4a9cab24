import path from 'node:path';
import type { FontFace } from '../brief/fonts.ts';
import { disk } from '../core/machine/machine.ts';

/**
 * Writes a fontconfig configuration with these faces and no others into a folder; answers its absolute path, for
 * FONTCONFIG_FILE. Fontconfig keeps its own cache in a folder of `cache`.
 */
export async function writeFontconfig(folder: string, fonts: readonly FontFace[], cache: string): Promise<string> {
  const folders = [...new Set(fonts.map((font) => path.dirname(font.file)))];
  const lines = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
    '<fontconfig>',
    ...folders.map((one) => `  <dir>${escapeXml(one)}</dir>`),
    `  <cachedir>${escapeXml(path.join(cache, 'fontconfig'))}</cachedir>`,
    '</fontconfig>',
    '',
  ];
  const file = path.join(folder, 'fonts.conf');
  await disk.writeFile(file, lines.join('\n'));
  return file;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
