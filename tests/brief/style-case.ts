import { localeOf } from '../locale-of.ts';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Diagnostic, Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { type LoadedStyle, loadStyle } from '../../src/brief/style.ts';

/** Files next to the style of a case, by name. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** What loading a style gave. */
export interface Loaded {
  readonly style: LoadedStyle | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Static TrueType faces of a family that Assay does not ship. */
export const FONTS = path.resolve('node_modules/pdfjs-dist/standard_fonts');
export const FACES = ['Regular', 'Bold', 'Italic'].map((face) => `LiberationSans-${face}.ttf`);

/** A picture of plain shapes, three times as wide as high. */
export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><defs><linearGradient id="sky">' +
  '<stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#ffd27f"/></linearGradient>' +
  '<style>.wave{fill:url(#sky)}</style></defs><path class="wave" d="M0 30Q30 0 60 30T120 30V40H0z"/></svg>';

/** The bytes of a face. */
export function fontBytes(name = 'LiberationSans-Regular.ttf'): Promise<Buffer> {
  return fs.readFile(path.join(FONTS, name));
}

/** Loads a brief's style, with files next to it and the style that all briefs share, for some locales. */
export async function loadCase(
  yaml: string,
  files: Files = {},
  locales: readonly string[] = ['en'],
  shared?: string,
): Promise<Loaded> {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-style-'));
  try {
    const folder = path.join(root, 'templates/ferries');
    for (const [name, content] of Object.entries({ ...files, 'style.yaml': yaml })) {
      await fs.mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await fs.writeFile(path.join(folder, name), content);
    }
    if (shared !== undefined) await fs.writeFile(path.join(root, 'templates/style.yaml'), shared);
    const diagnostics = new Diagnostics();
    const style = await loadStyle(
      new Workspace(root),
      ['templates/ferries', 'templates'],
      locales.map(localeOf),
      diagnostics,
    );
    return { style, diagnostics: diagnostics.all };
  } finally {
    await fs.rm(root, { recursive: true });
  }
}

/** `line severity rule: message -- hint`, with the file where it is not the style. */
export function summaryOf({ place, path: only, severity, rule, message, hint }: Diagnostic): string {
  const file = path.basename(place?.file.path ?? only ?? '');
  const where = `${file === 'style.yaml' ? '' : `${file} `}${place?.line ?? ''}`;
  return `${where} ${severity} ${rule}: ${message}${hint === undefined ? '' : ` -- ${hint}`}`;
}
