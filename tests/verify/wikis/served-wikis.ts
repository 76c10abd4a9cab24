import { execFileSync, spawn } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { installDokuwiki, installMediawiki } from './servers.ts';

/** A wiki that answers on this machine. */
export interface ServedWiki {
  /** Ends in a slash. */
  readonly base: string;
  stop(): void;
}

/** Name and password of the bot of a MediaWiki. */
export const BOT = { user: 'Admin@assay', password: '0123456789abcdef0123456789abcdef' } as const;

/** Rights that publishing needs. */
const GRANTS = 'basic,highvolume,editpage,createeditmovepage,uploadfile,uploadeditmovefile,delete';

/** Installs and serves a MediaWiki with a bot password; it takes PDF files. */
export async function serveMediawiki(folder: string): Promise<ServedWiki> {
  const port = await freePort();
  const environment = { ...process.env, ...installMediawiki(folder) };
  const maintenance = '/usr/share/mediawiki/maintenance/createBotPassword.php';
  const bot = ['--appid', 'assay', '--grants', GRANTS, 'Admin', BOT.password];
  execFileSync('php', [maintenance, ...bot], { env: environment, stdio: 'pipe' });
  const settings = path.join(folder, 'LocalSettings.php');
  const base = `http://localhost:${port}`;
  const own = `\n$wgServer = '${base}';\n$wgFileExtensions[] = 'pdf';\n$wgUploadPath = '/images-of-this-wiki';\n$wgUseImageMagick = false;\n`;
  writeFileSync(settings, readFileSync(settings, 'utf8') + own);
  const router = path.join(folder, 'router.php');
  writeFileSync(
    router,
    `<?php
$path = urldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
$prefix = '/images-of-this-wiki/';
if (strpos($path, $prefix) !== 0) return false;
$file = '${folder}/images/' . substr($path, strlen($prefix));
if (!is_file($file)) { http_response_code(404); return true; }
header('Content-Type: ' . mime_content_type($file));
readfile($file);
`,
  );
  return serve(port, ['-t', '/usr/share/mediawiki', router], environment, `${base}/`);
}

/** Serves a DokuWiki whose pages and media are in `data` of a folder. */
export async function serveDokuwiki(folder: string): Promise<ServedWiki> {
  const port = await freePort();
  const { DOKU_CONF } = installDokuwiki(folder);
  const program = path.join(folder, 'program');
  cpSync('/usr/share/dokuwiki', program, { recursive: true, dereference: true });
  writeFileSync(path.join(program, 'inc/preload.php'), `<?php\ndefine('DOKU_CONF', '${DOKU_CONF}');\n`);
  return serve(port, ['-t', program], process.env, `http://localhost:${port}/`);
}

async function serve(
  port: number,
  parameters: readonly string[],
  env: NodeJS.ProcessEnv,
  base: string,
): Promise<ServedWiki> {
  const server = spawn('php', ['-S', `localhost:${port}`, ...parameters], { env, stdio: 'ignore' });
  for (let tries = 0; ; tries += 1) {
    const isUp = await fetch(base).then(
      () => true,
      () => false,
    );
    if (isUp) return { base, stop: () => void server.kill() };
    if (tries === 100) throw new Error(`no wiki answers at ${base}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, 'localhost', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
