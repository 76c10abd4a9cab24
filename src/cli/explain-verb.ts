import { explainFigure } from '../assay/explain.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { parseAddress } from '../dataset/address.ts';
import { explanationLines } from './assay-text.ts';
import { type Tested, testDatasets } from './dataset-arguments.ts';
import { diagnosticsJson } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/** `assay explain ADDRESS`: tells everything about one figure. Answers whether there is such a figure. */
export async function explain({ workspace, names, options, reporter }: VerbCall): Promise<boolean> {
  const [address = ''] = names;
  const found = new Diagnostics();
  const faults = new Diagnostics();
  const tested = await testDatasets(workspace, [], { asPrinted: options['asPrinted'] === true }, faults, reporter);
  const explained = tested.flatMap(({ report }) =>
    explainFigure(report, address).map((explanation) => ({ report, explanation })),
  );
  // Only what kept a dataset from being read stands in the way: what is wrong with figures is part of the answer.
  if (tested.length === 0) found.include(faults);
  else if (explained.length === 0) reportMissing(address, tested, found);
  explained.forEach(({ report, explanation }, index) => {
    if (index > 0) reporter.line('');
    for (const line of explanationLines(report, explanation)) reporter.line(line);
  });
  reporter.diagnostics(found);
  reporter.result({
    ok: !found.failed,
    figures: explained.map(({ explanation }) => explanation),
    diagnostics: diagnosticsJson(found),
  });
  return !found.failed;
}

function reportMissing(address: string, tested: readonly Tested[], diagnostics: Diagnostics): void {
  const parsed = parseAddress(address);
  if ('problem' in parsed) {
    diagnostics.error('dataset/bad-address', `"${address}" is no address: ${parsed.problem}`, undefined, parsed.hint);
    return;
  }
  const addresses = tested.flatMap(({ report }) => report.figures.map((figure) => figure.address));
  const known = new Set(parsed.period ? addresses : addresses.map((stated) => stated.replace(/@[^@]*$/, '')));
  const hint = didYouMean(address, known);
  diagnostics.error('template/unknown-address', `no release states ${address}`, undefined, hint);
}
