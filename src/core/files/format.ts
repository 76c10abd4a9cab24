import * as z from 'zod';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import type { DataFile } from './data-file.ts';

/** The format of the YAML files of a project that this version reads and writes. docs/stability.md says when it grows. */
export const FORMAT = 1;

const WHOLE_NUMBER = /^[1-9]\d{0,8}$/;

/** The key at the top of a file that says its format. */
export const formatKey = z
  .string()
  .describe(`Format of this file; without it 1. This version of Assay reads format ${FORMAT}`)
  .optional();

/** What a text of the key says; undefined if it is not the number of a format. Without the key it is 1. */
export function formatOf(text: string | undefined): number | undefined {
  if (text === undefined) return 1;
  return WHOLE_NUMBER.test(text) ? Number(text) : undefined;
}

/** Whether a file has the format that this version reads. Reports any other: nothing else of such a file can be judged. */
export function checkFormat(file: DataFile, diagnostics: Diagnostics): boolean {
  const { value } = file;
  if (typeof value === 'string' || Array.isArray(value) || value['format'] === undefined) return true;
  // a missing value has a message already
  if (file.reported.has('/format')) return false;
  const written = value['format'];
  const format = typeof written === 'string' ? formatOf(written) : undefined;
  if (format === FORMAT) return true;
  const report = (message: string, hint: string): void =>
    diagnostics.error('schema/format', message, file.placeOf(value, 'format'), hint);
  if (format === undefined)
    report('this is not the number of a format', `write format: ${FORMAT}, or leave the key out`);
  else if (format > FORMAT)
    report(
      `this file has format ${format}, and this version of Assay reads format ${FORMAT}`,
      'a newer version of Assay wrote it: use that one (npm install assay-briefs@latest)',
    );
  else
    report(
      `this file has format ${format}, and this version of Assay reads format ${FORMAT}`,
      'npx assay migrate rewrites it, with its comments',
    );
  return false;
}
