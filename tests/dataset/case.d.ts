import { type Diagnostic } from '../../src/core/diagnostic.ts';
import type { Dataset } from '../../src/dataset/model.ts';
/** A small, sound dataset that cases change files of. */
export declare const BASE: string;
/** What loading a dataset gave. */
export interface Loaded {
  readonly dataset: Dataset | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
/** Loads the base dataset with `change` made to a copy of its folder. */
export declare function loadChanged(change: (folder: string) => Promise<void>): Promise<Loaded>;
/**
 * `file:line severity rule: message -- hint` of each diagnostic that the comments of a file expect: on their own line; a
 * comment that fills a line on the next one that is none; or on the line it names.
 */
export declare function expectedIn(file: string, text: string): string[];
/** A diagnostic in the words of `expectedIn`. */
export declare function summaryOf({ place, path: only, severity, rule, message, hint }: Diagnostic): string;
/** Paths of the YAML files below a folder, relative to it. */
export declare function yamlFiles(folder: string): Promise<string[]>;
/** Text of a file. */
export declare function textOf(...parts: string[]): Promise<string>;
