import { openChartThread } from '../../src/chart/chart-thread.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { composeEdition } from '../../src/pipeline/compose-edition.ts';
import { drawCharts } from '../../src/pipeline/edition-charts.ts';
import { renderTexts, readRendering } from '../../src/pipeline/edition-rendering.ts';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import type { Fingerprint } from '../../src/pipeline/fingerprint.ts';
import { openReadbackThread } from '../../src/readback/readback-thread.ts';
import type { Change } from './case.ts';
import { inHarbour } from './case.ts';

/** A brief that prints two figures of the release in English, and one of that in German. */
const BRIEF: readonly Change[] = [
  [
    'templates/port/brief.yaml',
    'title: { en: The port }\ndataset: harbour\neditions:\n  - { id: "2025", release: port-en-2025 }\nlocales: [en]\n',
  ],
  [
    'templates/port/brief.md.hbs',
    `# The port in {{edition.period}} {#top}

Cargo came to {{value "cargo"}} {{cite "port-en-2025"}}, of which bulk was {{value "cargo.bulk"}}.

Ships: {{value "ships"}}.

## Proof {#proof}

::proofs

## Sources {#sources}

::sources
`,
  ],
];

export interface ComposedPort {
  readonly texts: ReadonlyMap<string, string>;
  readonly fingerprint: Fingerprint;
  /** `witness/digits port-en-2025.yaml:4`. */
  readonly told: readonly string[];
  /** What reading `brief.html` and `brief.md` again reports. */
  readonly readAgain: readonly string[];
}

/** The text outputs of a brief on the project of a harbour with some changes. */
export async function composedPort(changes: readonly Change[] = []): Promise<ComposedPort> {
  return inHarbour([...BRIEF, ...changes], async (root) => {
    const [charts, readback] = [openChartThread(), openReadbackThread()];
    const diagnostics = new Diagnostics();
    try {
      const [source] = await selectEditions(new Workspace(root), [], diagnostics);
      if (!source) throw new Error(diagnostics.all.map(({ message }) => message).join('\n'));
      const composition = await composeEdition(source, drawCharts(source, charts, diagnostics), diagnostics);
      const texts = await renderTexts(composition);
      const again = new Diagnostics();
      for (const name of ['brief.html', 'brief.md'])
        await readRendering(composition, { name, content: texts.get(name) ?? '' }, readback)(again);
      return {
        texts,
        fingerprint: await source.fingerprint(),
        told: diagnostics.all.map(
          ({ rule, place, path }) =>
            `${rule} ${place ? `${place.file.path.replace(/^.*\//, '')}:${place.line}` : (path ?? '')}`,
        ),
        readAgain: again.all.map(({ message }) => message),
      };
    } finally {
      await Promise.all([charts.close(), readback.close()]);
    }
  });
}
