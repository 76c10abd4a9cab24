import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Memory } from '../core/machine/memory.ts';
import { type DrawnChart, drawCharts, warnOfUnusedCharts } from './edition-charts.ts';
import { checkCharacters } from './characters.ts';
import { composeEdition, type StageListener } from './compose.ts';
import { renderEdition, type RenderedEdition } from './edition-rendering.ts';
import type { EditionSource } from './source.ts';
import type { Workshop } from './workshop.ts';

/** An edition that was rendered, the names of the charts that it shows, and what is wrong with it though it was. */
export interface KnownEdition {
  readonly rendered: RenderedEdition;
  readonly shown: ReadonlySet<string>;
  readonly problems: Diagnostics;
}

/** How editions are rendered, who is told when a stage has ended, and what earlier builds left. */
interface RenderingOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly onStage: StageListener;
  readonly memory: Memory<KnownEdition>;
}

/**
 * Renders every edition that an earlier build has not rendered from the same files. Undefined as soon as anything is
 * wrong with data or templates: the rest is then composed only to find more mistakes. Whether a page had been printed
 * before a mistake was found is chance, so what is wrong with pages is reported only where nothing else is.
 */
export async function renderEditions(
  sources: readonly EditionSource[],
  workshop: Workshop,
  options: RenderingOptions,
  diagnostics: Diagnostics,
): Promise<RenderedEdition[] | undefined> {
  const { memory } = options;
  const keys = await Promise.all(sources.map(keyOf));
  const known = new Map(sources.map((source, index) => [source, memory.get(keys[index] ?? '')]));
  for (const edition of known.values()) if (edition) diagnostics.include(edition.problems);
  const fresh = sources.filter((source) => !known.get(source));
  const rendering = await startRendering(fresh, workshop, options, diagnostics);
  const shown = sources.flatMap((source) => {
    const charts = (known.get(source) ?? rendering.get(source))?.shown;
    return charts ? [{ brief: source.brief, charts }] : [];
  });
  // What an edition with mistakes would show is not known.
  if (diagnostics.failed) return undefined;
  warnOfUnusedCharts(shown, diagnostics);
  const rendered = await Promise.all(
    sources.map(async (source) => known.get(source)?.rendered ?? rendering.get(source)?.rendered),
  );
  for (const { problems } of rendering.values()) diagnostics.include(problems);
  for (const [index, source] of sources.entries()) {
    const [edition, work] = [rendered[index], rendering.get(source)];
    if (edition && work && !work.problems.failed) memory.set(keys[index] ?? '', { ...work, rendered: edition });
  }
  return rendered.filter((edition) => edition !== undefined);
}

/** Equal fingerprints mean equal outputs in one place. */
async function keyOf({ folder, fingerprint }: EditionSource): Promise<string> {
  return `${folder} ${(await fingerprint()).fingerprint}`;
}

/** An edition whose rendering has been started, if nothing was wrong by then. */
interface Rendering extends Omit<KnownEdition, 'rendered'> {
  readonly rendered: Promise<RenderedEdition> | undefined;
}

/** Editions whose charts are asked for before their turn comes, so that the thread that draws never waits. */
const AHEAD = 2;

/** Editions that may be printed while the next is composed: as many are held in memory as pages. */
const BEHIND = 2;

/**
 * Composes editions, and lets each be printed while the next is composed. What is wrong with pages is not reported yet.
 */
async function startRendering(
  sources: readonly EditionSource[],
  { studio, browser, reader }: Workshop,
  { environment, onStage }: RenderingOptions,
  diagnostics: Diagnostics,
): Promise<ReadonlyMap<EditionSource, Rendering>> {
  const drawings: { readonly drawn: Promise<DrawnChart[]>; readonly problems: Diagnostics }[] = [];
  const rendering = new Map<EditionSource, Rendering>();
  const printing: Promise<RenderedEdition>[] = [];
  for (const [index, source] of sources.entries()) {
    for (const next of sources.slice(index === 0 ? 0 : index + AHEAD - 1, index + AHEAD)) {
      const problems = new Diagnostics();
      drawings.push({ drawn: heard(drawCharts(next, studio, problems)), problems });
    }
    // taken out, so that no drawing is held longer than its edition needs it
    const drawing = drawings.shift();
    if (!drawing) continue;
    const { drawn, problems } = drawing;
    const composition = await composeEdition(source, drawn, problems, onStage);
    await checkCharacters(composition, studio, problems);
    diagnostics.include(problems);
    if (!diagnostics.failed) {
      await Promise.allSettled(printing.slice(0, 1 - BEHIND));
      const one = renderEdition(composition, { browser, reader, environment }, problems);
      printing.push(one);
      one.then(
        () => onStage('print'),
        () => undefined,
      );
    }
    const rendered = diagnostics.failed ? undefined : printing.at(-1);
    rendering.set(source, { shown: composition.document.charts, problems, rendered });
  }
  return rendering;
}

/** A failure of one must not go unheard, and end the program, while another is waited for. */
function heard<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}
