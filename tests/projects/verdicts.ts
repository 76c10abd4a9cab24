import { assayHere } from '../cli/program.ts';

interface Report {
  readonly dataset: string;
  readonly report: {
    readonly figures: readonly {
      readonly address: string;
      readonly release: string;
      readonly printed: string;
      readonly corrected: string | null;
    }[];
    readonly relations: readonly {
      readonly name: string;
      readonly at: string;
      readonly derivation: string;
      readonly verdict: string;
    }[];
  };
}

/**
 * What `assay check` reads of the datasets of a project, one line each: every figure with its release, the text that is printed
 * and its correction; and every relation that a person wrote, with its verdict in each period. Relations that Assay derives
 * by itself are left out: a later version may derive more.
 */
export async function verdictsOf(root: string): Promise<string> {
  const { stdout } = await assayHere(['--root', root, '--json', 'check']);
  const { datasets } = JSON.parse(stdout) as { datasets: readonly Report[] };
  const lines = datasets.flatMap(({ dataset, report }) => {
    const figures = report.figures.map(({ address, release, printed, corrected }) =>
      [dataset, 'figure', address, release, printed, corrected ?? ''].join('\t').trimEnd(),
    );
    const stated = report.relations.filter(({ derivation }) => derivation === 'stated');
    return figures.concat(stated.map(({ name, at, verdict }) => [dataset, 'relation', name, at, verdict].join('\t')));
  });
  return `${lines.toSorted().join('\n')}\n`;
}
