import { type BuildResult, buildBriefs } from '../build/pipeline.ts';
import { Diagnostics } from '../core/diagnostic.ts';
import { diagnosticsJson, plural, type Reporter } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/** `assay build [brief…]`: prints briefs into `out/`. Answers whether nothing is wrong with data and templates. */
export async function build({ workspace, names, reporter, signal }: VerbCall): Promise<boolean> {
  const diagnostics = new Diagnostics();
  const stages: { stage: string; milliseconds: number }[] = [];
  reporter.progress('building');
  const onStage = (stage: string, milliseconds: number): void => {
    stages.push({ stage, milliseconds });
    reporter.progress(`building: ${stage} done`);
  };
  const result = await buildBriefs(workspace, names, { environment: process.env, signal, onStage }, diagnostics);
  reporter.diagnostics(diagnostics);
  if (result) reportResult(result, reporter);
  else reporter.line('nothing was written');
  reporter.result({ ok: !diagnostics.failed, ...result, stages, diagnostics: diagnosticsJson(diagnostics) });
  return !diagnostics.failed;
}

function reportResult({ editions, changed, notes }: BuildResult, reporter: Reporter): void {
  for (const note of notes) reporter.note(note);
  for (const { folder, pages, values } of editions) {
    reporter.line(`${folder}/: ${plural(pages, 'page')}, ${plural(values, 'figure')}`);
  }
  reporter.line(changed.length === 0 ? 'nothing changed' : `${plural(changed.length, 'file')} written`);
}
