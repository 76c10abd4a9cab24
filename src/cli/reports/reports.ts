import { codeQuality } from './code-quality.ts';
import { githubAnnotations } from './github-annotations.ts';
import { junit } from './junit.ts';
import { rdjson } from './rdjson.ts';
import { sarif } from './sarif.ts';
import type { WriteReport } from './told-diagnostic.ts';

/** How the diagnostics are written in each format that a program of a host reads. */
export const REPORTS = {
  github: githubAnnotations,
  gitlab: codeQuality,
  junit,
  sarif,
  rdjson,
} as const satisfies Readonly<Record<string, WriteReport>>;

/** What `--reporter` accepts: text for people, JSON, or the format of a host. */
export type ReportFormat = 'text' | 'json' | keyof typeof REPORTS;

export const REPORT_FORMATS = ['text', 'json', ...Object.keys(REPORTS)] as readonly ReportFormat[];
