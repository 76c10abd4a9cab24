import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FlavourName } from '../../src/brief/flavour-names.ts';
import { type EditionFile, editionFiles } from '../../src/pipeline/edition-files.ts';
import { type PaperPdf, renderTexts } from '../../src/pipeline/edition-rendering.ts';
import type { EditionSource } from '../../src/pipeline/edition-source.ts';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import { pageNamesOf } from '../../src/pipeline/page-names.ts';
import { publish as writeOut } from '../../src/pipeline/publication.ts';
import { composeEdition } from '../../src/pipeline/compose-edition.ts';
import { type Diagnostic, Diagnostics, locationOf } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { HOSTS } from '../../src/host/hosts.ts';
import type { Prints } from '../../src/publish/confirmation.ts';
import type { PublishOptions } from '../../src/publish/page-outcome.ts';
import { publishTargets, type PublishResult } from '../../src/publish/publish.ts';
import { hashesIn } from '../cli/root.ts';

/** A root folder with the ferries, printed in flavours, and an `assay.yaml` that tests write. */
export interface PrintedRoot {
  readonly folder: string;
  /** Prints all editions. The PDF and the pictures are stand-ins: they are only compared and passed on. */
  print(): Promise<void>;
  /** Replaces a text in a file below the root. */
  edit(file: string, from: string, to: string): void;
  /** Does work after 377,000 passengers became 379,000 and everything was printed again, and takes that back. */
  withOtherFigure<T>(work: () => Promise<T>): Promise<T>;
  /** Writes `assay.yaml`, with the name of an owner if there is one, and publishes; with what was wrong as `place rule: message`. */
  publish(
    targets: string,
    options?: Partial<PublishOptions> & { only?: readonly string[]; owner?: string },
  ): Promise<Published>;
  remove(): void;
}

export interface Published {
  readonly result: PublishResult | undefined;
  readonly mistakes: readonly string[];
  readonly reports: readonly Diagnostic[];
  /** `action title` of each page. */
  readonly pages: readonly string[];
}

export async function makePrintedRoot(flavours: readonly FlavourName[]): Promise<PrintedRoot> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-publish-root-'));
  cpSync('tests/fixtures/tiny', folder, { recursive: true });
  const workspace = new Workspace(folder);
  /** The files of all editions in each state of the input: tests come back to the one from which they started. */
  const printed = new Map<string, readonly EditionFile[][]>();
  const root: PrintedRoot = {
    folder,
    async print() {
      const inputs = await Promise.all(['data', 'templates'].map((name) => hashesIn(path.join(folder, name))));
      const state = JSON.stringify(inputs);
      const editions = printed.get(state) ?? (await printEditions(workspace, flavours));
      printed.set(state, editions);
      for (const files of editions) await writeOut(workspace, files, []);
    },
    edit(file, from, to) {
      const at = path.join(folder, file);
      const text = readFileSync(at, 'utf8');
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
      writeFileSync(at, text.replace(from, to));
    },
    async withOtherFigure(work) {
      const release = 'data/ferry-passengers/releases/ferry-2025-q4.yaml';
      const [before, after] = ["- { level: '377,000', at: table/3 }", "- { level: '379,000', at: table/3 }"];
      root.edit(release, before, after);
      try {
        await root.print();
        return await work();
      } finally {
        root.edit(release, after, before);
        await root.print();
      }
    },
    async publish(targets, { only = [], owner, ...options } = {}) {
      const named = owner === undefined ? '' : `owner: ${owner}\n`;
      writeFileSync(path.join(folder, 'assay.yaml'), `${named}targets:\n${targets.replaceAll(/^(?=.)/gm, '  ')}\n`);
      const diagnostics = new Diagnostics();
      const given = {
        isDry: false,
        force: false,
        prune: false,
        environment: process.env,
        pause: async () => undefined,
        prints: STAND_INS,
      };
      const result = await publishTargets(workspace, only, { ...given, ...options }, diagnostics);
      const outcomes = result?.targets.flatMap(({ pages }) => pages) ?? [];
      return {
        result,
        reports: diagnostics.all,
        mistakes: diagnostics.all.map((item) => `${locationOf(item)} ${item.rule}: ${item.message}`),
        pages: outcomes.map(({ action, page }) => `${action} ${page}`),
      };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  await root.print();
  return root;
}

async function printEditions(workspace: Workspace, flavours: readonly FlavourName[]): Promise<EditionFile[][]> {
  const diagnostics = new Diagnostics();
  const editions: EditionFile[][] = [];
  for (const source of await selectEditions(workspace, [], diagnostics)) {
    const printed = { ...source, flavours };
    const composition = await composeEdition(printed, Promise.resolve([]), diagnostics);
    const pdf: PaperPdf = {
      paper: 'A4',
      page: '',
      pages: 1,
      pdf: pdfOf(source),
      browser: '',
      drawn: new Map(),
      heights: new Map(),
      faults: [],
      feet: [],
      shrunk: [],
      places: {},
    };
    const edition = {
      source: printed,
      texts: await renderTexts(composition),
      pdfs: new Map([['brief.pdf', pdf]]),
      pictures: picturesOf(printed),
      values: 1,
    };
    editions.push(await editionFiles(edition));
  }
  if (diagnostics.failed) throw new Error(diagnostics.all.map(({ message }) => message).join('\n'));
  return editions;
}

function pdfOf({ head }: EditionSource): Buffer {
  return Buffer.from(`%PDF ${head.edition}`);
}

function picturesOf(source: EditionSource): Map<string, Uint8Array> {
  const flavours = source.flavours.filter((name) => !HOSTS[name].can.svg);
  const names = flavours.map((name) => `${name}/${HOSTS[name].files(pageNamesOf(source)).picture('routes')}`);
  return new Map(names.map((name) => [name, PIXEL]));
}

/** In place of the browser. */
export const STAND_INS: Prints = {
  pictures: async ({ source }) => picturesOf(source),
  isPrinted: async (source, _, pdf) => pdfOf(source).equals(pdf),
  close: async () => undefined,
};

/** The smallest PNG. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
