import type { PhrasingContent, RootContent } from 'mdast';
import type { FlavourName } from '../brief/flavour-names.ts';
import { type BrowserSession, openBrowser } from '../browser/browser.ts';
import { composeEdition } from '../pipeline/compose-edition.ts';
import type { Composition } from '../pipeline/composition.ts';
import { drawCharts } from '../pipeline/edition-charts.ts';
import { svgPictures } from '../pipeline/flavour-pages.ts';
import { pageNamesOf } from '../pipeline/page-names.ts';
import { openChartThread } from '../chart/chart-thread.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { once, onceFor } from '../core/machine/cache.ts';
import { printedValues } from '../document/document-values.ts';
import type { ValueNode } from '../document/inline-nodes.ts';
import type { BriefDocument } from '../document/nodes.ts';
import { partIds, partOf } from '../document/parts.ts';
import { nodesOf } from '../document/tree-walk.ts';
import type { FlavourFiles, PageNames } from '../host/host.ts';
import { HOSTS } from '../host/hosts.ts';
import { pageOf } from '../host/page-lowering.ts';
import type { Page } from '../host/page.ts';
import { drawPng } from '../output/png-picture.ts';
import { openReadbackThread, type ReadbackThread } from '../readback/readback-thread.ts';
import { checkOutput } from '../readback/readback.ts';
import { orderKey, type RegionOrder } from './region-edition.ts';
import type { RegionRequest } from './region-words.ts';

/** What fills a region. */
export interface RegionContent {
  readonly text: string;
  /** The pictures that it shows, by their paths from where the flavour keeps pictures. */
  readonly pictures: ReadonlyMap<string, string | Uint8Array>;
  /** Within a line, the figure that it is. */
  readonly figure?: ValueNode | undefined;
}

/** Composes editions and prints parts of them, each once, and starts what it needs when it needs it. */
export interface RegionPrinter {
  /**
   * The content that a region orders, read back by a parser that did not write it. Undefined after a report: of mistakes
   * in data and templates to `problems`, of a part that the edition lacks, at `place`, to `diagnostics`.
   */
  print(
    order: RegionOrder,
    place: Place,
    reports: { readonly problems: Diagnostics; readonly diagnostics: Diagnostics },
  ): Promise<RegionContent | undefined>;
  /** Ends what was started. */
  close(): Promise<void>;
}

/** The threads and the browser of a printer. */
interface Services {
  readonly readback: () => ReadbackThread;
  /** Draws a picture of an edition as PNG. */
  readonly draw: (picture: { readonly key: string; readonly svg: string }) => Promise<Uint8Array>;
}

interface Composed {
  readonly composition: Composition;
  readonly problems: Diagnostics;
}

interface Printed {
  readonly content: RegionContent | undefined;
  readonly problems: Diagnostics;
}

/** Opens a printer; the caller closes it. */
export function openRegionPrinter(environment: NodeJS.ProcessEnv): RegionPrinter {
  const opened: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(service: T): T => {
    opened.push(service);
    return service;
  };
  const charts = once(() => keep(openChartThread()));
  const readback = once(() => keep(openReadbackThread()));
  const browser = once((): BrowserSession => keep(openBrowser({ environment })));
  const services: Services = {
    readback,
    draw: onceFor(
      ({ svg }) => drawPng(browser(), svg),
      ({ key }) => key,
    ),
  };
  const compose = onceFor(
    async ({ source }: RegionOrder): Promise<Composed> => {
      const problems = new Diagnostics();
      const drawn = drawCharts(source, charts(), problems);
      return { composition: await composeEdition(source, drawn, problems), problems };
    },
    ({ source }) => source.folder,
  );
  const printOnce = onceFor(
    async (order: RegionOrder): Promise<Printed> => printed(await compose(order), order, services),
    orderKey,
  );
  return {
    async print(order, place, { problems, diagnostics }) {
      const { content, problems: found } = await printOnce(order);
      problems.include(found);
      if (content || found.failed) return content;
      const { part } = order.request;
      const { document } = (await compose(order)).composition;
      const hint =
        (part && didYouMean(part.id, partIds(document, part.kind))) ??
        'name a section, exhibit or box by its id, or a figure that the brief prints by its address';
      const { brief, edition } = order.source.head;
      const message = `the edition ${edition} of ${brief} has no ${part?.kind ?? 'part'} ${part?.id ?? ''}`;
      return diagnostics.error('document/unknown-id', message, place, hint);
    },
    async close() {
      await Promise.all(opened.map((service) => service.close()));
    },
  };
}

/** Prints a part of a composed edition, and reads it back. */
async function printed(composed: Composed, order: RegionOrder, services: Services): Promise<Printed> {
  const problems = new Diagnostics();
  problems.include(composed.problems);
  const document = problems.failed ? undefined : orderedDocument(composed.composition, order);
  if (!document) return { content: undefined, problems };
  const { source, flavour, request } = order;
  const { can, write } = HOSTS[flavour];
  const files = sharedFiles(flavour, pageNamesOf(source));
  const prefix = idPrefix(request);
  // a page of a person does not stand next to the files of the brief
  const page = withPrefix(pageOf(document, source.locale, { ...can, files: false }), prefix);
  const text = write(page, { locale: source.locale, files }).trimEnd();
  const output = {
    locale: source.locale,
    path: `${source.folder} for ${flavour}`,
    content: text.replaceAll(`[^${prefix}`, '[^'),
    flavour,
  };
  await checkOutput(document, output, services.readback(), problems);
  if (problems.failed) return { content: undefined, problems };
  const pictures = await picturesOf(composed.composition, page, files, order, services);
  const [figure] = order.isInline ? nodesOf(document.root, 'value') : [];
  return { content: { text: order.isInline ? withinLine(text) : text, pictures, figure }, problems };
}

/** A paragraph as a part of another: in the storage format of Confluence it would end that. */
function withinLine(text: string): string {
  return text.replace(/^<p>([^]*)<\/p>$/, '$1');
}

/** The part that is ordered: within a line only the figure, with its mark if it was printed otherwise. */
function orderedDocument(
  { document, source }: Composition,
  { request: { part }, isInline }: RegionOrder,
): BriefDocument | undefined {
  if (!part) return document;
  const found = partOf(document, part, { locale: source.locale, dataset: source.edition.dataset });
  const [figure] = found && isInline ? nodesOf(found.root, 'value') : [];
  if (!figure) return isInline ? undefined : found;
  const shown = figure.shown.filter((flag) => flag === 'corrected');
  const root = { type: 'root' as const, children: [{ type: 'paragraph' as const, children: [{ ...figure, shown }] }] };
  return { ...document, root, values: printedValues(root), charts: new Set() };
}

/**
 * The files of a page that is not of one brief alone: the names of pictures begin with that of the edition, as those of
 * wikis do anyway.
 */
export function sharedFiles(flavour: FlavourName, names: PageNames): FlavourFiles {
  const own = HOSTS[flavour].files(names);
  const isShared = own.picture('').toLowerCase().includes(names.slug.toLowerCase());
  if (isShared) return own;
  return {
    ...own,
    picture: (name) => own.picture(`${names.slug}-${name}`),
    pictureUrl: (name) => own.pictureUrl(`${names.slug}-${name}`),
  };
}

/** The files of the pictures that a page shows. */
async function picturesOf(
  composition: Composition,
  { root }: Page,
  files: FlavourFiles,
  { flavour, source }: RegionOrder,
  { draw }: Services,
): Promise<RegionContent['pictures']> {
  const names = new Set(nodesOf(root, 'picture').map(({ name }) => name));
  const drawn = new Map<string, string | Uint8Array>();
  if (names.size === 0) return drawn;
  for (const [name, svg] of svgPictures(composition)) {
    if (!names.has(name)) continue;
    const content = HOSTS[flavour].can.svg ? svg : await draw({ key: `${source.folder}/${name}`, svg });
    drawn.set(files.picture(name), content);
  }
  return drawn;
}

/**
 * What the ids of a region begin with: a page may have regions of several briefs and editions, an exhibit next to its
 * section, and ids and footnotes of its own. It does not name the newest edition, so that links to a region last.
 */
function idPrefix({ brief, edition, locale, member, part }: RegionRequest): string {
  const names = [brief, ...(edition === 'latest' ? [] : [edition]), locale, member, part?.kind, part?.id].filter(
    (name) => name !== undefined,
  );
  return `${names.join('-').replaceAll(/[^A-Za-z0-9_-]+/g, '-')}-`;
}

/** A page whose ids and the labels of whose footnotes begin with a prefix, and the links to them. */
function withPrefix({ root, headings }: Page, prefix: string): Page {
  const prefixed = <T extends object>(node: T): T => prefixedNode(node, prefix) as T;
  return {
    root: prefixed(root),
    headings: new Map(
      [...headings].map(([id, line]) => [prefix + id, line.map((part): PhrasingContent => prefixed(part))]),
    ),
  };
}

function prefixedNode(node: object, prefix: string): object {
  const { type, data } = node as RootContent;
  const own: Record<string, unknown> = { ...node };
  if (type === 'anchor') own['id'] = prefix + String(own['id']);
  else if (type === 'link' && String(own['url']).startsWith('#'))
    own['url'] = `#${prefix}${String(own['url']).slice(1)}`;
  else if (type === 'footnoteReference' || type === 'footnoteDefinition') {
    own['identifier'] = prefix + String(own['identifier']);
    own['label'] = prefix + String(own['label']);
  }
  if (data && 'id' in data && type === 'heading') own['data'] = { ...data, id: prefix + data.id };
  if (type === 'table' && data?.parts) {
    const caption = data.parts.caption.map((line) => line.map((part) => prefixedNode(part, prefix)));
    own['data'] = { ...data, parts: { ...data.parts, caption } };
  }
  const { children } = own;
  if (Array.isArray(children)) own['children'] = children.map((child: object) => prefixedNode(child, prefix));
  return own;
}
