import { VERSION } from '../build/version.ts';
import { hasContent, openRoot } from './root-folder.ts';

/** What `assay` says when it is called without a command: what can be done in this folder. */
export async function nextSteps(): Promise<string> {
  const root = await openRoot(undefined);
  const steps =
    typeof root !== 'string' && (await hasContent(root))
      ? [
          `In ${root.root}:`,
          '',
          '  assay list     show datasets, briefs and editions, and what is stale',
          '  assay check    test the figures',
          '  assay build    print the briefs into out/',
        ]
      : [
          'There is no dataset and no brief here. Begin with data/NAME/dataset.yaml and',
          'templates/NAME/brief.yaml, as the READMEs of data/ and templates/ show, or go',
          'to a folder that has them.',
        ];
  return [
    `Assay ${VERSION} prints briefs whose every number has been tested.`,
    '',
    ...steps,
    '',
    'assay --help shows all commands, and assay COMMAND --help one of them.',
    '',
  ].join('\n');
}
