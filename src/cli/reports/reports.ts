import { codeQuality } from './code-quality.ts';
import { githubAnnotations } from './github-annotations.ts';
import { junit } from './junit.ts';
import { rdjson } from './rdjson.ts';
import { sarif } from './sarif.ts';
import type { ReportFormat, WriteReport } from './told-diagnostic.ts';

/** How the diagnostics are written in each format that a program of a host reads. */
export const REPORTS: Readonly<Record<Exclude<ReportFormat, 'text' | 'json'>, WriteReport>> = {
  github: githubAnnotations,
  gitlab: codeQuality,
  junit,
  sarif,
  rdjson,
};
