import { explainFigure } from '../assay/explain.ts';
import { nameOfRecord } from '../assay/record-sides.ts';
import { explanationReport } from '../assay/report.ts';
import type { AssayResult } from '../assay/results.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { parseAddress } from '../dataset/address.ts';
import { explanationLines } from './assay-text.ts';
import { testDatasets } from './dataset-arguments.ts';
import { diagnosticsJson } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/** `assay explain ADDRESS`: prints everything about one figure. Answers whether there is such a figure. */
export async function explain({ workspace, names, options, reporter }: VerbCall): Promise<boolean> {
  const [address = ''] = names;
  const found = new Diagnostics();
  const faults = new Diagnostics();
  const tested = await testDatasets(workspace, [], { asPrinted: options['asPrinted'] === true }, faults, reporter);
  const explained = tested.flatMap((result) =>
    explainFigure(result, address).map((explanation) => ({ result, explanation })),
  );
  // Only mistakes that prevent reading a dataset are reported: those in its figures are part of the explanation.
  if (tested.length === 0) found.include(faults);
  else if (explained.length === 0) reportMissing(address, tested, found);
  explained.forEach(({ result, explanation }, index) => {
    if (index > 0) reporter.line('');
    for (const line of explanationLines(explanation, result.options.asPrinted)) reporter.line(line);
  });
  reporter.diagnostics(found);
  reporter.result({
    ok: !found.failed,
    figures: explained.map(({ result, explanation }) => explanationReport(result, explanation)),
    diagnostics: diagnosticsJson(found),
  });
  return !found.failed;
}

function reportMissing(address: string, tested: readonly AssayResult[], diagnostics: Diagnostics): void {
  const parsed = parseAddress(address);
  if ('problem' in parsed) {
    diagnostics.error('dataset/bad-address', `"${address}" is no address: ${parsed.problem}`, undefined, parsed.hint);
    return;
  }
  const stated = tested.flatMap(({ figures }) => figures.map(({ observation }) => observation));
  const known = new Set(parsed.period ? stated.map((one) => one.address) : stated.map(nameOfRecord));
  const hint = didYouMean(address, known);
  diagnostics.error('template/unknown-address', `no release states ${address}`, undefined, hint);
}
