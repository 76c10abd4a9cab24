import path from 'node:path';
import { isStillFound, type KnownBrowser } from '../browser/browser-identity.ts';
import { sha256 } from '../core/machine/hash.ts';
import { installedPackage } from '../core/machine/installed-package.ts';
import { disk } from '../core/machine/machine.ts';
import { programIdentity } from '../core/machine/program-identity.ts';

// This file decides that there is nothing to do, so it imports nothing that takes long to load.

/** Everything outside the root folder that outputs depend on: plain data. */
export interface Circumstances {
  /** Identity of the program with its locked dependencies. */
  readonly program: string;
  /** Version of Node, and the platform. */
  readonly node: string;
  /** SOURCE_DATE_EPOCH. */
  readonly date: string;
  readonly browser: KnownBrowser;
  /** SHA-256 of the fonts that are printed with, by absolute path. */
  readonly fonts: Readonly<Record<string, string>>;
  /** Bytes of other fonts that the browser knows, by absolute path. */
  readonly otherFonts: Readonly<Record<string, number>>;
  /** Packages of fonts that are not installed. */
  readonly missingFonts: readonly string[];
}

/** What can change about the circumstances of a build, as a person would say it. */
const CHANGES = {
  program: 'Assay itself',
  node: 'Node',
  date: 'SOURCE_DATE_EPOCH',
  browser: 'the browser',
  fonts: 'the fonts',
} as const;

/** The circumstances that can be reported without searching for anything. */
export async function runningProgram(
  environment: NodeJS.ProcessEnv,
): Promise<Pick<Circumstances, 'program' | 'node' | 'date'>> {
  return {
    program: await programIdentity(),
    node: `${process.version} ${process.platform} ${process.arch}`,
    date: environment['SOURCE_DATE_EPOCH'] ?? '',
  };
}

/** What is different now, in words; none if outputs would be the same. */
export async function changedCircumstances(then: Circumstances, environment: NodeJS.ProcessEnv): Promise<string[]> {
  const now = await runningProgram(environment);
  const changed = (['program', 'node', 'date'] as const)
    .filter((key) => now[key] !== then[key])
    .map((key) => CHANGES[key]);
  const browser = (await isStillFound(then.browser, environment)) ? [] : [CHANGES.browser];
  const fonts = (await areFontsSame(then)) ? [] : [CHANGES.fonts];
  return [...changed, ...browser, ...fonts];
}

async function areFontsSame({ fonts, otherFonts, missingFonts }: Circumstances): Promise<boolean> {
  if (missingFonts.some((name) => installedPackage(name) !== undefined)) return false;
  const printed = Object.entries(fonts).map(async ([file, hash]) => (await hashOfFont(file)) === hash);
  const others = Object.entries(otherFonts).map(async ([file, size]) => (await disk.size(file)) === size);
  return (await Promise.all([...printed, ...others])).every(Boolean);
}

const hashes = new Map<string, Promise<string | undefined>>();

/** SHA-256 of a font; each is read once, since fonts do not change while the program runs. Undefined if it is gone. */
export function hashOfFont(file: string): Promise<string | undefined> {
  const read = (): Promise<string | undefined> => disk.readFile(file).then(sha256, () => undefined);
  const hash = hashes.get(file) ?? read();
  hashes.set(file, hash);
  return hash;
}

/** A key for what is made under these circumstances, wherever the program and its fonts are installed. */
export function keyOfCircumstances({
  program,
  node,
  date,
  browser,
  fonts,
  otherFonts,
  missingFonts,
}: Circumstances): string {
  const named = (files: Readonly<Record<string, unknown>>): unknown =>
    Object.entries(files).map(([file, content]) => [path.basename(file), content]);
  return sha256(JSON.stringify([program, node, date, browser.identity, named(fonts), named(otherFonts), missingFonts]));
}

/** What differs between the circumstances of two builds, in words. */
export function differences(a: Circumstances, b: Circumstances): string[] {
  const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  const parts = (of: Circumstances): Readonly<Record<keyof typeof CHANGES, unknown>> => ({
    program: of.program,
    node: of.node,
    date: of.date,
    browser: of.browser.identity,
    fonts: [Object.values(of.fonts), Object.values(of.otherFonts), of.missingFonts],
  });
  const [one, other] = [parts(a), parts(b)];
  return (Object.keys(CHANGES) as (keyof typeof CHANGES)[])
    .filter((key) => !same(one[key], other[key]))
    .map((key) => CHANGES[key]);
}
