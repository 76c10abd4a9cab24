import { listText, plural } from '../core/diagnostics/source-text.ts';
import { listRoot, type ListedBrief, type ListedEdition } from '../pipeline/listing.ts';
import type { VerbCall } from './verb.ts';

/** Changed files that are named of an edition; `--json` names all. */
const NAMED = 3;

/** `assay list`: datasets, briefs and editions, and which of them a build would print again. */
export async function list({ workspace, reporter }: VerbCall): Promise<boolean> {
  const listing = await listRoot(workspace);
  const { datasets, briefs } = listing;
  if (datasets.length === 0 && briefs.length === 0)
    reporter.line('there is no dataset in data/ and no brief in templates/');
  for (const { id, releases, isSound } of datasets) {
    reporter.line(`data/${id}: ${plural(releases, 'release')}`);
    if (!isSound) reporter.line('  has mistakes, which assay check shows');
  }
  for (const brief of briefs) for (const line of linesOf(brief)) reporter.line(line);
  reporter.result({ ok: true, ...listing });
  return true;
}

function linesOf({ id, dataset, locales, papers, flavours, isSound, editions }: ListedBrief): string[] {
  const printed = [dataset, locales.join(', '), papers.join(', '), flavours.join(', ')].filter((part) => part !== '');
  const ids = [...new Set(editions.map((edition) => edition.id))];
  const width = Math.max(...ids.map((edition) => edition.length));
  return [
    `templates/${id}: ${printed.join('; ')}`,
    ...(isSound ? [] : ['  has mistakes, which assay build shows']),
    ...ids.flatMap((edition) => {
      const same = editions.filter((one) => one.id === edition);
      return [...new Set(same.map(stateText))].map((state) => {
        const printedSo = same.filter((one) => stateText(one) === state).map(({ locale }) => locale);
        return `  ${edition.padEnd(width)}  ${printedSo.join(', ')}: ${state}`;
      });
    }),
  ];
}

function stateText({ state, changed }: ListedEdition): string {
  if (state !== 'stale') return { current: 'as in out/', missing: 'not printed yet' }[state];
  if (changed.length === 0) return 'stale, because the program or a font is another';
  return `stale, because of ${listText(changed, NAMED)}`;
}
