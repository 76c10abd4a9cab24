/**
 * Examines faces of free families as `style.yaml` would name them: none may be refused, and each of them must be refused
 * once two of its digits are exchanged. Without arguments it installs forty families into a folder of their own; arguments
 * are folders in which static TrueType files are looked for, or packages of npm that have such files.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { FaceMaker } from '../brief/face-maker.ts';
import { cutFace } from '../../src/brief/faces/cut-face.ts';
import { examineFace, type FaceReport } from '../../src/brief/faces/face-check.ts';

/** Old-style, condensed, display, monospaced, geometric, slab, small-capital and screen families, with and without serifs. */
const FAMILIES = `abril-fatface alegreya anton arimo barlow-condensed bebas-neue bitter bodoni-moda cinzel comfortaa
  cormorant-garamond courier-prime crimson-text dm-sans eb-garamond fira-code fira-sans fraunces ibm-plex-mono
  ibm-plex-serif inter jetbrains-mono lato libre-baskerville lora merriweather montserrat noto-sans noto-serif open-sans
  oswald playfair-display poppins pt-sans-narrow raleway roboto roboto-slab sorts-mill-goudy spectral work-sans`
  .split(/\s+/)
  .map((name) => `@expo-google-fonts/${name}`);

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Every face, not only the regular, bold and italic ones that a brief is set in. */
    all: { type: 'boolean' },
  },
});

const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-fonts-'));

/** The folders to look in: packages are installed first. */
function folders(): string[] {
  const named = positionals.length > 0 ? positionals : FAMILIES;
  const packages = named.filter((one) => !existsSync(one));
  writeFileSync(path.join(folder, 'package.json'), '{}');
  if (packages.length > 0)
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', '--ignore-scripts', ...packages], {
      cwd: folder,
      stdio: 'inherit',
    });
  return named.map((one) => (existsSync(one) ? one : path.join(folder, 'node_modules', one)));
}

/** The faces that a brief is set in, and the bold one that comes in place of a semibold. */
const SET = /_(?:400Regular|400Regular_Italic|600SemiBold|700Bold|700Bold_Italic)\.ttf$/;

function facesIn(place: string): string[] {
  if (statSync(place).isFile()) return [place];
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((file) => (options.all || positionals.length > 0 ? /\.ttf$/ : SET).test(file))
    .map((file) => path.join(place, file))
    .sort();
}

async function reportOf(bytes: Buffer): Promise<FaceReport> {
  return examineFace(await cutFace(bytes));
}

/** Digits that are exchanged, one pair for each face in turn. */
const PAIRS = ['27', '69', '38', '14', '05', '35', '68', '17'];

let [faces, refused, missed, time] = [0, 0, 0, 0];
try {
  for (const place of folders()) {
    for (const file of facesIn(place)) {
      const bytes = readFileSync(file);
      const started = performance.now();
      const { errors, warnings, leftOut } = await reportOf(bytes);
      time += performance.now() - started;
      if (errors.length > 0) refused += 1;
      const says = [...errors.map((one) => `REFUSED: ${one}`), ...warnings];
      if (leftOut !== '') says.push(`left to a shipped face: ${leftOut}`);
      if (says.length > 0) console.log(`${path.basename(file)}  ${says.join('; ')}`);
      const [one = '', other = ''] = PAIRS[faces % PAIRS.length] ?? '';
      const changed = new FaceMaker(bytes);
      changed.exchange(one, other);
      if ((await reportOf(changed.bytes)).errors.length === 0) {
        missed += 1;
        console.log(`${path.basename(file)}  MISSED: ${one} and ${other} are exchanged`);
      }
      faces += 1;
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(
  `${faces} faces, ${Math.round(time / faces)} ms each: ${refused} refused, ${missed} with exchanged digits taken`,
);
process.exitCode = refused + missed === 0 && faces > 0 ? 0 : 1;
