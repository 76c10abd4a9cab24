import { VERSION } from '../pipeline/version.ts';
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
          '  assay dev      show the briefs in a browser while you write',
          '  assay build    print the briefs into out/',
        ]
      : [
          'There is no dataset and no brief here. Begin with an example, or with a table:',
          '',
          '  assay init FOLDER                     a project with an example',
          '  assay init FOLDER --from table.xlsx   a project that starts from your table',
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
