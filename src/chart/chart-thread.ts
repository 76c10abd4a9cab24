import { serialize } from 'node:v8';
import { type Diagnostic, Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Results } from '../core/machine/cache.ts';
import { sha256 } from '../core/machine/hash.ts';
import { openThread, type Thread, ThreadLimitError, threadScript } from '../core/machine/thread.ts';
import { DRAWING_LIMITS } from './chart-limits.ts';
import type { BoundChart, RenderedChart } from './chart-model.ts';
import { type DrawingOptions, renderChart } from './chart-rendering.ts';
import type { KnownSpecs } from './spec.ts';
import type { Theme } from './theme.ts';
import { lackingCharacters } from './typeset.ts';

/** The thread that draws charts, and that answers questions about the fonts, which it has loaded. */
export interface ChartThread {
  /** Specifications that were read before, for those who draw. */
  readonly specs?: KnownSpecs | undefined;
  /** Settles when the thread has something to draw. Absent: there is no thread. */
  readonly asked?: Promise<void>;
  /** Draws a chart as `renderChart` does. */
  draw(
    bound: BoundChart,
    theme: Theme,
    diagnostics: Diagnostics,
    options?: DrawingOptions,
  ): Promise<RenderedChart | undefined>;
  /** Answers as `lackingCharacters` does. */
  lacking: typeof lackingCharacters;
  close(): Promise<void>;
}

/** A chart to draw, without values, which are not plain data. */
export interface DrawQuestion {
  readonly bound: BoundChart;
  readonly theme: Theme;
  readonly options: DrawingOptions;
}

/** A drawn chart with what was reported. */
export interface DrawAnswer {
  readonly chart: RenderedChart | undefined;
  readonly all: readonly Diagnostic[];
}

/** A question for `lackingCharacters`. */
export type LackingQuestion = Parameters<typeof lackingCharacters>;

type Question = DrawQuestion | LackingQuestion;

/** What the thread answers: a drawn chart, or characters. */
export type ChartAnswer = DrawAnswer | string[];

/**
 * Starts the thread: at once, or at the first question where few are likely to be asked. When Assay runs from source, the
 * calling thread does the work.
 */
export function openChartThread({ isLate = false } = {}): ChartThread {
  const script = threadScript('chart-worker');
  return script === undefined
    ? { draw: renderChart, lacking: lackingCharacters, close: async () => undefined }
    : chartThread(() => openThread<Question, ChartAnswer>(script, { limits: DRAWING_LIMITS }), isLate);
}

/** Draws in a thread. A chart that exceeds its limits is reported, and the others are drawn in a new thread. */
export function chartThread(open: () => Thread<Question, ChartAnswer>, isLate = false): ChartThread {
  let thread = isLate ? undefined : open();
  /** In order of drawing: the first one is drawn now. */
  const drawing = new Set<Question>();
  /** The chart at which the thread before this one ended. */
  let excessive: Question | undefined;
  let isAsked = (): void => undefined;
  const firstAsked = new Promise<void>((resolve) => (isAsked = resolve));

  async function ask(question: Question): Promise<ChartAnswer | ThreadLimitError> {
    const asked = (thread ??= open());
    try {
      return await asked.ask(question);
    } catch (error) {
      if (!(error instanceof ThreadLimitError) || drawing.size === 0) throw error;
      if (thread === asked) {
        [excessive] = drawing;
        thread = open();
      }
      return question === excessive ? error : ask(question);
    }
  }

  return {
    asked: firstAsked,
    async draw(bound, theme, diagnostics, options = {}) {
      const question = questionOf(bound, theme, options);
      drawing.add(question);
      const answering = ask(question);
      isAsked();
      const answer = (await answering) as DrawAnswer | ThreadLimitError;
      drawing.delete(question);
      if (answer instanceof ThreadLimitError) {
        reportExcess(bound, answer, diagnostics);
        return undefined;
      }
      diagnostics.include(answer);
      return answer.chart && { ...answer.chart, values: bound.values };
    },
    lacking: async (...question) => (await ask(question)) as string[],
    close: async () => thread?.close(),
  };
}

function reportExcess({ spec }: BoundChart, { limit }: ThreadLimitError, diagnostics: Diagnostics): void {
  const { seconds, megabytes } = DRAWING_LIMITS;
  const most = limit === 'time' ? `${seconds} seconds` : `${megabytes} megabytes of memory`;
  const message = `the chart ${spec.name} takes more than ${most} to draw`;
  const hint = 'look for small steps, for ticks close together over a long range, and for charts repeated many times';
  diagnostics.error('chart/too-large', message, spec.place, hint);
}

/**
 * The same thread, with a cache by locale and hash: equal specification, rows, words and theme give the same chart, and the
 * same fonts lack the same characters.
 */
export function cachingCharts(charts: ChartThread, cache: Results<ChartAnswer>, specs?: KnownSpecs): ChartThread {
  return {
    ...charts,
    specs,
    async lacking(text, locale, faces) {
      const key = `${locale} ${sha256(serialize({ text, faces }))}`;
      const known = (await cache.get(key)) as string[] | undefined;
      if (known) return known;
      const lacking = await charts.lacking(text, locale, faces);
      await cache.set(key, lacking);
      return lacking;
    },
    async draw(bound, theme, diagnostics, options = {}) {
      const { values } = bound;
      const key = `${bound.locale} ${sha256(textOf(bound, theme, options))}`;
      const known = (await cache.get(key)) as DrawAnswer | undefined;
      const answer = known ?? (await drawApart(charts, bound, theme, options));
      // A chart may exceed its time because the machine was busy or asleep.
      const isSettled = !answer.all.some(({ rule }) => rule === 'chart/too-large');
      // What is read from a memory is noted there as used; what was drawn is kept.
      if (!known && isSettled) await cache.set(key, answer);
      diagnostics.include(answer);
      return answer.chart && { ...answer.chart, values };
    },
  };
}

function questionOf(bound: BoundChart, theme: Theme, { narrow, height }: DrawingOptions): DrawQuestion {
  return { bound: withoutValues(bound), theme, options: { narrow: narrow && withoutValues(narrow), height } };
}

/**
 * What a drawing follows from, as text: a specification by its file. Equal questions have equal texts, as they would not
 * have equal bytes: what was read from a store has its numbers in another form.
 */
function textOf(bound: BoundChart, theme: Theme, { narrow, height }: DrawingOptions): string {
  const given = [drawnFrom(bound), narrow && drawnFrom(narrow), theme, height];
  return JSON.stringify(given, (_, value: unknown) => (value instanceof Map ? [...value] : value));
}

function drawnFrom(bound: BoundChart): object {
  const { line, file } = bound.spec;
  return { ...withoutValues(bound), spec: line ?? file };
}

function withoutValues(bound: BoundChart): BoundChart {
  return { ...bound, values: [] };
}

/** Draws a chart without its values: they lead to the whole dataset, which would be kept with every chart. */
async function drawApart(
  charts: ChartThread,
  bound: BoundChart,
  theme: Theme,
  options: DrawingOptions,
): Promise<DrawAnswer> {
  const diagnostics = new Diagnostics();
  return { chart: await charts.draw(withoutValues(bound), theme, diagnostics, options), all: diagnostics.all };
}
