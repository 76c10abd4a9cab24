import type { BoundChart, RenderedChart } from '../../src/chart/model.ts';
import { type Theme } from '../../src/chart/theme.ts';
import { type Diagnostic } from '../../src/core/diagnostic.ts';
import { type Edition } from '../../src/dataset/resolve.ts';
/** Folder of specifications whose comments say what is wrong with them. */
export declare const CASES: string;
/** An edition of a dataset below a root folder. */
export declare function editionOf(root: string, dataset: string, release: string): Promise<Edition>;
/** The made-up ferries, by quarter. */
export declare function ferries(): Promise<Edition>;
/** The first real edition. */
export declare function metals(): Promise<Edition>;
/** What became of a chart, stage by stage. */
export interface Outcome {
    readonly bound?: BoundChart | undefined;
    readonly rendered?: RenderedChart | undefined;
    readonly diagnostics: readonly Diagnostic[];
}
/** Takes a specification all the way, as far as it goes. */
export declare function draw(text: string, edition: Edition, { locale, name, theme }?: {
    locale?: string;
    name?: string;
    theme?: Theme;
}): Promise<Outcome>;
/** A chart that must be sound. */
export declare function drawSound(...given: Parameters<typeof draw>): Promise<Required<Outcome> & {
    rendered: RenderedChart;
    bound: BoundChart;
}>;
/** The specifications of the first brief: name and text. */
export declare function briefCharts(): Promise<[name: string, text: string][]>;
/** JSON with its comment lines blanked, so that lines keep their numbers, and what those comments expect of the next line, or of the one they name. */
export declare function readCase(text: string): {
    json: string;
    expected: string[];
};
/** A diagnostic as a comment expects it: line, severity, rule, message and hint. */
export declare function summaryOf({ place, severity, rule, message, hint }: Diagnostic): string;
