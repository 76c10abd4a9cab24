import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { SHIPPED_FONTS } from '../../../src/brief/fonts.ts';
import { type Run, timedProgram } from '../process-time.ts';

/** What all peers are given: files of one text, and the browser and the fonts that Assay prints with. */
export interface Texts {
  /** The page that the floor prints, in HTML; its charts are in it. */
  readonly page: string;
  /** The same text in Markdown, with its charts in files next to it. */
  readonly markdown: string;
  /** That Markdown as a text of Typst, in the same folder. */
  readonly typst: string;
  readonly browser: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Another program that makes PDFs, installed in a folder of its own. */
export interface Peer {
  readonly name: string;
  /** Throws if it cannot be installed here. */
  readonly install: (folder: string) => void;
  /** Prints the text from that folder as a process of its own. */
  readonly print: (folder: string, texts: Texts, pdf: string) => Run;
}

/** The first Node that jsreport runs with, by its major version. */
const NODE_OF_JSREPORT = 22;

function mustRun(program: string, ...parameters: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, parameters, { encoding: 'utf8', timeout: 600_000 });
  if (status !== 0) throw new Error((error?.message ?? stderr).trim().split('\n').at(-1));
}

function installPackages(folder: string, ...packages: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  // Without scripts, because those of Puppeteer download a browser.
  mustRun('npm', 'install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', ...packages);
}

function installPython(folder: string, name: string): void {
  mustRun('python3', '-m', 'venv', folder);
  mustRun(path.join(folder, 'bin/pip'), 'install', '--quiet', '--disable-pip-version-check', name);
}

/** Options of Puppeteer, as JSON. */
function launchOptions({ browser }: Texts): string {
  return JSON.stringify({ executablePath: browser, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

const isNodeOld = Number(process.versions.node.split('.')[0]) < NODE_OF_JSREPORT;

const jsreport: Peer = {
  name: 'jsreport 4.14.2',
  install(folder) {
    const node = `node-${process.platform}-${process.arch}@${NODE_OF_JSREPORT}`;
    installPackages(folder, 'jsreport@4.14.2', ...(isNodeOld ? [node] : []));
  },
  print(folder, texts, pdf) {
    const own = path.join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin/node');
    const parameters = [path.join(import.meta.dirname, 'jsreport.cjs'), texts.page, pdf, launchOptions(texts)];
    return timedProgram(isNodeOld ? own : process.execPath, parameters, texts.environment, folder);
  },
};

const mdToPdf: Peer = {
  name: 'md-to-pdf 5.2.5',
  install: (folder) => installPackages(folder, 'md-to-pdf@5.2.5'),
  print(folder, texts, pdf) {
    const program = path.join(folder, 'node_modules/md-to-pdf/dist/cli.js');
    const parameters = [program, texts.markdown, '--basedir', path.dirname(texts.markdown)];
    const run = timedProgram(
      process.execPath,
      [...parameters, '--launch-options', launchOptions(texts)],
      texts.environment,
      folder,
    );
    // It has no option for the place of the PDF, and ends well without one.
    renameSync(texts.markdown.replace(/md$/, 'pdf'), pdf);
    return run;
  },
};

const weasyPrint: Peer = {
  name: 'WeasyPrint 70.0',
  install: (folder) => installPython(folder, 'weasyprint==70.0'),
  print(folder, texts, pdf) {
    const parameters = ['-m', 'weasyprint', '--quiet', '--pdf-tags', texts.page, pdf];
    return timedProgram(path.join(folder, 'bin/python'), parameters, texts.environment, folder);
  },
};

const typst: Peer = {
  name: 'Typst 0.15.2',
  install: (folder) => installPython(folder, 'typst==0.15.2'),
  print(folder, texts, pdf) {
    const fonts = [...new Set(SHIPPED_FONTS.map(({ file }) => path.dirname(file)))];
    const parameters = [path.join(import.meta.dirname, 'print_typst.py'), texts.typst, pdf, ...fonts];
    return timedProgram(path.join(folder, 'bin/python'), parameters, texts.environment, folder);
  },
};

/** Of each kind one that is much used: Handlebars with Chromium, Markdown with Chromium, paged CSS, and a typesetter. */
export const PEERS: readonly Peer[] = [jsreport, mdToPdf, weasyPrint, typst];
