import type { ListItem, PhrasingContent, Root } from 'mdast';
import type { Place } from '../../core/diagnostics/source-file.ts';
import { textIn } from '../../dataset/localised.ts';
import type { Release } from '../../dataset/model.ts';
import { countedValue } from '../../figure/printed-value.ts';
import { TokenRegistry } from '../../figure/token.ts';
import { words } from '../../language/locales.ts';
import type { Counted, ProofWords } from '../../language/proof-words.ts';
import { type Context, placeOfNode, type ReleaseProof } from '../document-context.ts';
import { nodesOf } from '../tree-walk.ts';
import { releasesIn } from '../value-releases.ts';

/**
 * Fills the lists `::proofs`: how many statements of the releases whose figures the document prints stand in tests, how many
 * were read again in their sources, and how many were not. Each number is a value.
 */
export function proofsTransform(root: Root, context: Context): void {
  const { dataset, proofOf } = context.options;
  const lists = nodesOf(root, 'list').filter(({ data }) => data?.proofs);
  if (!dataset || !proofOf || lists.length === 0) return;
  const proved = releasesIn(root, dataset).map((release): Proved => ({ release, proof: proofOf(release) }));
  for (const list of lists) list.children = itemsOf(proved, placeOfNode(context, list), context);
}

interface Proved {
  readonly release: Release;
  readonly proof: ReleaseProof;
}

function itemsOf(all: readonly Proved[], place: Place | undefined, { options: { locale } }: Context): ListItem[] {
  if (all.length === 0) return [];
  const { proof } = words(locale);
  const tokens = new TokenRegistry();
  const counted = (name: string, count: number): Counted => {
    const value = countedValue(`proofs.${name}`, count, { locale, place });
    return { count, text: tokens.add({ kind: 'value', value, text: value.text, place }) };
  };
  const item = (head: keyof ProofWords['heads'], text: string): ListItem =>
    itemOf(proof.heads[head], text, tokens, locale);
  const read = all.filter((one) => one.proof.read);
  const others = all.filter((one) => !one.proof.read);
  return [
    item(
      'tested',
      proof.tested({
        tested: counted(
          'tested',
          sum(all, (one) => one.tested),
        ),
        statements: counted(
          'statements',
          sum(all, (one) => one.statements),
        ),
        releases: counted('releases', all.length),
      }),
    ),
    ...(read.length > 0 ? [item('read', readText(read, counted, locale))] : []),
    ...(others.length > 0
      ? [
          item(
            'notWitnessed',
            proof.notWitnessed({
              statements: counted(
                'not_witnessed.statements',
                sum(others, (one) => one.statements),
              ),
              releases: counted('not_witnessed.releases', others.length),
              isAll: read.length === 0,
            }),
          ),
        ]
      : []),
  ];
}

function readText(
  read: readonly Proved[],
  counted: (name: string, count: number) => Counted,
  locale: Context['options']['locale'],
): string {
  const { proof } = words(locale);
  const counts = (Object.keys(proof.kinds) as (keyof ProofWords['kinds'])[]).map(
    (kind) => [kind, sum(read, (one) => one.read?.rest.get(kind) ?? 0)] as const,
  );
  const rest = counts.reduce((all, [, count]) => all + count, 0);
  const some = (name: string, count: number): Counted | undefined => (count > 0 ? counted(name, count) : undefined);
  const [first, ...more] = read;
  const publisher =
    first && more.length === 0
      ? textIn(first.release.source.short ?? first.release.source.publisher, locale)
      : undefined;
  return proof.read({
    found: counted(
      'read.found',
      sum(read, (one) => one.read?.found ?? 0),
    ),
    statements: counted(
      'read.statements',
      sum(read, (one) => one.statements),
    ),
    releases: counted('read.releases', read.length),
    publisher,
    doubted: some(
      'read.doubted',
      sum(read, (one) => one.read?.doubted ?? 0),
    ),
    rest: some('read.rest', rest),
    kinds: counts.flatMap(([kind, count]) => (count > 0 ? [proof.kinds[kind](counted(`read.${kind}`, count))] : [])),
    unread: some(
      'read.unread',
      sum(read, (one) => one.read?.unread ?? 0),
    ),
  });
}

function sum(all: readonly Proved[], of: (proof: ReleaseProof) => number): number {
  return all.reduce((total, { proof }) => total + of(proof), 0);
}

/** An item with its head in bold; the tokens in its text become values. */
function itemOf(head: string, text: string, tokens: TokenRegistry, locale: Context['options']['locale']): ListItem {
  const { colon } = words(locale);
  const content = tokens.split(colon + text).flatMap((part): PhrasingContent[] => {
    if (typeof part === 'string') return [{ type: 'text', value: part }];
    return part.kind === 'value' ? [{ type: 'value', text: part.text, value: part.value, shown: [] }] : [];
  });
  const children: PhrasingContent[] = [{ type: 'strong', children: [{ type: 'text', value: head }] }, ...content];
  return { type: 'listItem', spread: false, children: [{ type: 'paragraph', children }] };
}
