import path from 'node:path';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { fontsOf, installedFonts, localeFont, requireFonts } from '../brief/fonts.ts';
import { installedPackage } from '../core/machine/installed-package.ts';
import { cacheFolder, disk, now } from '../core/machine/machine.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { DEFAULT_LOCALE, LOCALE_IDS, type LocaleId } from '../language/locales.ts';
import { CHROMIUM, TESTED_CHROMIUM } from '../browser/packaged-version.ts';
import { openBrowser, type RunningBrowser } from '../browser/browser.ts';
import { type PrintedPdf, printPdf } from '../output/pdf/print.ts';
import { VERSION } from './version.ts';

/** One thing that printing needs, and its state on this machine. */
export interface Finding {
  /** The thing: `browser`, `fonts for LOCALE`. */
  readonly subject: string;
  /** `missing` if only some briefs need it, `broken` if all do. */
  readonly state: 'fine' | 'missing' | 'broken';
  /** What was found, or what is wrong. */
  readonly says: string;
  /** How to repair it, one line each: usually commands. */
  readonly remedies: readonly string[];
}

/** The findings, and a page that was printed as a test. */
export interface Examination {
  readonly findings: readonly Finding[];
  readonly probe: PrintedPdf | undefined;
}

/**
 * Examines everything outside data and templates that printing needs: versions, fonts, cache and output folder, browser
 * and sandbox. Prints a test page in every installed font. Nothing that is missing makes it throw. The signal ends it
 * early.
 */
export async function examineMachine(
  workspace: Workspace,
  environment: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<Examination> {
  const browser = openBrowser({ environment });
  signal?.addEventListener('abort', () => void browser.close());
  try {
    const findings = [
      fine('assay', `${VERSION}, on Node ${process.versions.node}, ${process.platform} ${process.arch}`),
      ...(await Promise.all(LOCALE_IDS.map(examineFonts))),
      await examined('cache', () => cacheFolder(environment)),
      await examined('output', () => examineOutput(workspace)),
      await examined('browser', async () => await describeBrowser(await browser.running)),
    ];
    const running = await browser.running.catch(() => undefined);
    if (!running) return { findings, probe: undefined };
    let probe: PrintedPdf | undefined;
    const printing = await examined('probe page', async () => {
      const diagnostics = new Diagnostics();
      const started = now();
      probe = await printPdf(browser, probePage(), { date: new Date(0), path: 'probe' }, diagnostics);
      const problems = diagnostics.all.map(({ message }) => message);
      if (problems.length > 0) throw new EnvironmentError(problems.join('; '), []);
      return `printed in ${Math.round(now() - started)} ms, ${probe.pdf.length} bytes`;
    });
    return { findings: [...findings, describeSandbox(running), printing], probe };
  } finally {
    await browser.close();
  }
}

function fine(subject: string, says: string): Finding {
  return { subject, state: 'fine', says, remedies: [] };
}

/** The finding of an examination, or of the EnvironmentError that it throws. */
async function examined(
  subject: string,
  examine: () => Promise<string>,
  state: Finding['state'] = 'broken',
): Promise<Finding> {
  try {
    return fine(subject, await examine());
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return { subject, state, says: error.message, remedies: error.remedies };
  }
}

/** Every brief needs the shipped fonts, and only briefs in a locale need the fonts of that locale. */
function examineFonts(locale: LocaleId): Promise<Finding> {
  async function examine(): Promise<string> {
    requireFonts(locale);
    const fonts = fontsOf(locale);
    for (const { file, name } of fonts) {
      if (!(await disk.exists(file))) throw new EnvironmentError(`${name} is not where it was installed`, ['npm ci']);
    }
    const sized = [...new Set(fonts.map(({ home }) => home))].map(async (folder) => {
      const families = new Set(fonts.filter(({ home }) => home === folder).map(({ family }) => family));
      return `${[...families].join(', ')} (${await sizeOf(folder)})`;
    });
    return (await Promise.all(sized)).join(', ');
  }
  return examined(`fonts for ${locale}`, examine, localeFont(locale) === undefined ? 'broken' : 'missing');
}

async function examineOutput(workspace: Workspace): Promise<string> {
  const probe = `out/.doctor-${process.pid}`;
  const existed = await workspace.isFolder('out');
  await workspace.write(probe, '');
  // The folder is removed only while it is empty: another build may have started to write there.
  await (existed ? workspace.remove(probe) : workspace.removeFile(`./${probe}`, '.'));
  return `${workspace.resolve('out')} can be written`;
}

async function describeBrowser({ version, found, attempt }: RunningBrowser): Promise<string> {
  const libraries = attempt.ownLibraries ? ', with the libraries that came with it' : '';
  return `${version} (${found.origin}${await costOf(found)}), ${ageOf(version, now())}: ${found.executable}${libraries}`;
}

/**
 * How old a browser is, as far as that is known without a network: the tested one by the day of its package, another by how
 * many main versions it is newer or older. `time` is in milliseconds since the epoch.
 */
export function ageOf(version: string, time: number): string {
  const tested = Number.parseInt(TESTED_CHROMIUM.version, 10);
  const newer = Number.parseInt(/(\d+)\./.exec(version)?.[1] ?? '', 10) - tested;
  const days = Math.floor((time - Date.parse(TESTED_CHROMIUM.published)) / 86_400_000);
  const age = `published on ${TESTED_CHROMIUM.published}, ${days} ${days === 1 ? 'day' : 'days'} ago`;
  if (newer === 0) return age;
  if (Number.isNaN(newer)) return 'of unknown age';
  const versions = Math.abs(newer) === 1 ? 'a version' : `${Math.abs(newer)} versions`;
  return `${versions} ${newer > 0 ? 'newer' : 'older'} than ${tested}, which Assay is tested with and which was ${age}`;
}

/** What the packaged browser takes, as it was installed and unpacked in the cache. Others are not there for Assay. */
async function costOf({ origin, executable }: RunningBrowser['found']): Promise<string> {
  const installed = installedPackage(CHROMIUM);
  if (origin !== 'packaged' || installed === undefined) return '';
  return `, ${await sizeOf(installed)}, unpacked ${await sizeOf(path.dirname(executable))}`;
}

/** `6.4 MB`: all files below a folder. */
export async function sizeOf(folder: string): Promise<string> {
  const megabytes = (await disk.folderSize(folder)) / 1e6;
  return `${megabytes < 10 ? megabytes.toFixed(1) : Math.round(megabytes)} MB`;
}

function describeSandbox({ attempt }: RunningBrowser): Finding {
  if (attempt.sandbox) return fine('sandbox', 'on');
  return {
    subject: 'sandbox',
    state: 'missing',
    says: process.getuid?.() === 0 ? 'off: the browser was started by root' : 'off: this system forbids it',
    remedies: ['run as a user that is not root, on a system that allows user namespaces'],
  };
}

/** A line in each installed face: `printPdf` throws if the browser does not find one of them. */
function probePage(): string {
  const lines = installedFonts().map(({ family, weight, italic }) => {
    const font = `font: ${italic ? 'italic ' : ''}${weight} 14pt '${family}'`;
    return `<p style="${font}">${family} ${weight}: 0123456789</p>`;
  });
  const head = '<meta charset="utf-8"><title>Probe</title>';
  return `<!doctype html><html lang="${DEFAULT_LOCALE}"><head>${head}</head><body><h1 style="font-family: 'Source Serif 4'">Probe</h1>${lines.join('')}</body></html>`;
}
