import { formOfLine } from '../chart/chart-rendering.ts';
import { vegaOfLine } from '../chart/kinds/line-spec.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { selectEditions } from '../pipeline/edition-selection.ts';
import { lineChartsOf } from '../pipeline/edition-charts.ts';
import { diagnosticsJson } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/**
 * `assay chart ID --vega`: writes the chart that a line draws as a specification in Vega-Lite, for whoever needs more than the line
 * can say, and says which line is to name it then. There is no way back.
 */
export async function chart({ workspace, names, options, reporter }: VerbCall): Promise<boolean> {
  const [id = ''] = names;
  const diagnostics = new Diagnostics();
  const sources = await selectEditions(workspace, [], diagnostics);
  const lines = sources.flatMap((source) => {
    return lineChartsOf(source, diagnostics).map(({ line, theme, bind }) => ({ line, theme, bind, source }));
  });
  const found = lines.filter(({ line }) => line.name === id);
  // the newest edition has most figures
  const first = found.findLast(({ source }) => source.locale === source.brief.locales[0]);
  let written: string | undefined;
  if (!first && !diagnostics.failed) {
    const known = [...new Set(lines.map(({ line }) => line.name))];
    const hint = known.length > 0 ? didYouMean(id, known) : 'write one: ::chart{kind="line" of="…"}';
    diagnostics.error('chart/unknown', `no line draws a chart ${id}`, 'templates', hint);
  }
  if (first && !diagnostics.failed) {
    const { line, source } = first;
    const bound = first.bind(diagnostics);
    const path = `templates/${source.brief.id}/charts/${id}.vl.json`;
    const form = bound && (await formOfLine(bound, first.theme));
    const spec = bound && (await vegaOfLine(bound, line, first.theme, form ?? 0));
    const text = `${JSON.stringify(spec, undefined, 2)}\n`;
    if (options['vega'] !== true && spec) for (const one of text.trimEnd().split('\n')) reporter.line(one);
    else if (spec && (await workspace.writeNew(path, text))) written = path;
    else if (spec)
      diagnostics.error(
        'chart/same-name',
        `${path} is there already`,
        path,
        'remove it, or show it with ::chart{name="…"}',
      );
    if (written !== undefined) {
      reporter.line(`${written} is written; now write ::chart{name="${id}"} in place of the line`);
      const places = new Set(found.map(({ line: { place } }) => `${place.file.path}:${place.line}`));
      for (const place of places) reporter.line(`  ${place}`);
      if (source.brief.locales.length > 1)
        reporter.note(`its names are placed for ${source.locale}: look at it in the other languages`);
    }
  }
  reporter.diagnostics(diagnostics);
  reporter.result({ ok: !diagnostics.failed, written, diagnostics: diagnosticsJson(diagnostics) });
  return !diagnostics.failed;
}
