import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FlavourPage } from './pages.ts';

const HERE = import.meta.dirname;

/** The smallest PNG: a picture of one pixel. Whether a page finds a picture does not depend on what it shows. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';

/** Whether a program can be started. */
export function hasProgram(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
}

/** Has a program render texts: a line of JSON for each page, and a line of JSON with its HTML back. */
export function renderLines(
  command: readonly string[],
  pages: readonly { readonly name: string; readonly text: string }[],
  environment: Readonly<Record<string, string>> = {},
): string[] {
  const [program = '', ...parameters] = command;
  const input = pages.map((page) => `${JSON.stringify(page)}\n`).join('');
  const printed = execFileSync(program, parameters, {
    cwd: HERE,
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lines = printed.split('\n').filter((line) => line.startsWith('"'));
  if (lines.length !== pages.length) throw new Error(`${lines.length} pages of ${pages.length} came back`);
  return lines.map((line) => JSON.parse(line) as string);
}

/** What a page is called in a wiki. */
function titled(page: FlavourPage): { name: string; text: string } {
  return { name: path.basename(page.files.page).replace(/\.(?:wiki|txt)$/, ''), text: page.text };
}

/** The folder of the first MediaWiki, of which further ones are copies: an installation takes as long as all its pages. */
let installed: string | undefined;

/** Installs MediaWiki from the system's package into a folder, with a database of its own. */
export function installMediawiki(folder: string): Record<string, string> {
  const settings = path.join(folder, 'LocalSettings.php');
  const pristine = `${folder}-new`;
  if (installed === undefined) {
    installFirstMediawiki(pristine);
    installed = pristine;
  }
  cpSync(installed, folder, { recursive: true });
  writeFileSync(settings, readFileSync(settings, 'utf8').replaceAll(installed, folder));
  return { MW_CONFIG_FILE: settings };
}

function installFirstMediawiki(folder: string): void {
  const wiki = '/usr/share/mediawiki';
  mkdirSync(path.join(folder, 'images'), { recursive: true });
  const parameters = ['--dbtype', 'sqlite', '--dbpath', folder, '--confpath', folder, '--scriptpath', ''];
  const account = ['--pass', 'a-long-password-1', '--server', 'http://localhost:8123', 'Wiki', 'Admin'];
  const env = { ...process.env, MW_CONFIG_FILE: path.join(folder, 'none.php') };
  execFileSync('php', [`${wiki}/maintenance/install.php`, ...parameters, ...account], { env, stdio: 'pipe' });
  const settings = path.join(folder, 'LocalSettings.php');
  const own = `\n$wgEnableUploads = true;\n$wgUploadDirectory = '${folder}/images';\n$wgUseImageMagick = false;\n`;
  writeFileSync(settings, readFileSync(settings, 'utf8') + own);
}

/** Renders pages with MediaWiki, into which a picture was uploaded under each name that they use. */
export function renderMediawiki(pages: readonly FlavourPage[], pictures: readonly string[], folder: string): string[] {
  const environment = installMediawiki(folder);
  const uploads = path.join(folder, 'uploads');
  mkdirSync(uploads);
  for (const name of pictures) writeFileSync(path.join(uploads, name), PIXEL);
  const env = { ...process.env, ...environment };
  execFileSync('php', ['/usr/share/mediawiki/maintenance/importImages.php', uploads], { env, stdio: 'pipe' });
  return renderLines(['php', 'render-mediawiki.php'], pages.map(titled), environment);
}

/** Sets DokuWiki from the system's package up in a folder. */
export function installDokuwiki(folder: string): Record<string, string> {
  const conf = path.join(folder, 'conf');
  cpSync('/etc/dokuwiki', conf, { recursive: true, dereference: true });
  for (const name of [
    'pages',
    'media',
    'attic',
    'meta',
    'cache',
    'index',
    'locks',
    'tmp',
    'media_attic',
    'media_meta',
    'log',
  ]) {
    mkdirSync(path.join(folder, 'data', name), { recursive: true });
  }
  const settings = `<?php\n$conf['savedir'] = '${folder}/data';\n$conf['useacl'] = 0;\n$conf['title'] = 'Wiki';\n`;
  writeFileSync(path.join(conf, 'local.php'), settings);
  return { DOKU_CONF: `${conf}/` };
}

/** Renders pages with DokuWiki, in whose media there is a picture under each name that they use. */
export function renderDokuwiki(pages: readonly FlavourPage[], pictures: readonly string[], folder: string): string[] {
  const environment = installDokuwiki(folder);
  for (const name of pictures) writeFileSync(path.join(folder, 'data/media', name), DOT);
  return renderLines(['php', 'render-dokuwiki.php'], pages.map(titled), environment);
}

/** A Python with comrak: that of the system, or one in a folder. */
export function pythonWithComrak(folder: string): string | undefined {
  if (spawnSync('python3', ['-c', 'import comrak']).status === 0) return 'python3';
  const python = path.join(folder, 'bin/python');
  if (!existsSync(python)) {
    if (spawnSync('python3', ['-m', 'venv', folder]).status !== 0) return undefined;
    spawnSync(python, ['-m', 'pip', 'install', '--quiet', 'comrak==0.0.16']);
  }
  return spawnSync(python, ['-c', 'import comrak']).status === 0 ? python : undefined;
}
