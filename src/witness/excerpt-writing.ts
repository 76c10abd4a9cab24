import type { Dataset, Observation, Release } from '../dataset/model.ts';
import { EXCERPT_WORDS, readExcerpts } from '../source-document/excerpts.ts';
import type { Vocabulary } from '../source-document/vocabulary.ts';
import { claimsIn } from './claims.ts';
import type { Block } from '../source-document/source-document.ts';
import type { SaidMeasure } from './said.ts';
import type { LabelFound } from './labels.ts';
import type { Candidate } from './candidate-index.ts';
import { type SourceReading, understand } from './match.ts';

/**
 * The words around each numeral of a source that its test needs, at most twelve: the fewest from which the numeral reads as it
 * does in the whole text. What no such words give is left as it reads without them.
 */
export function excerptsOf(dataset: Dataset, release: Release, reading: SourceReading): readonly string[] {
  const { matched, record, vocabulary, document } = reading;
  const opens = new Set(
    matched.candidates.flatMap(({ block, numeral: { rangeFrom } }) =>
      rangeFrom === undefined ? [] : [block.numerals[rangeFrom]],
    ),
  );
  const place = { path: document.path, text: '' };
  const read = (text: string): Candidate | undefined => {
    const entry = { text, place: { file: place, line: 1, column: 1, length: 1 } };
    const excerpt = readExcerpts(document.path, { ...record, excerpts: [entry] }, vocabulary);
    return understand(dataset, release, excerpt, vocabulary).candidates.at(-1);
  };
  const figures = matched.candidates.filter(({ numeral }) => !opens.has(numeral));
  const claims = claimsIn(reading).flatMap(({ block, words }) =>
    block && words !== undefined ? [`${placeOf(block)}: ${words}`] : [],
  );
  return [...figures.map((one) => excerptOf(one, matched.takenBy.get(one), vocabulary, read)), ...new Set(claims)];
}

function placeOf(block: Block): string {
  return block.kind === 'paragraph' ? `${block.section}/${block.number}` : '';
}

function excerptOf(
  candidate: Candidate,
  statement: Observation | undefined,
  { locale }: Vocabulary,
  read: (text: string) => Candidate | undefined,
): string {
  const { block, numeral, labels } = candidate;
  const at = placeOf(block);
  const lead = `${at}${numeral.kind === undefined ? '' : ` (${numeral.kind})`}: `;
  const first = numeral.rangeFrom === undefined ? undefined : block.numerals[numeral.rangeFrom];
  const [from, to] = [first?.from ?? numeral.from, numeral.to];
  const marked = `${block.text.slice(from, numeral.start)}[${numeral.text}]${block.text.slice(numeral.end, to)}`;
  // A year that is a figure is one by its label.
  if (numeral.kind !== undefined && !statement) return lead + marked;
  const { isSpaced } = locale;
  const words = (text: string): string[] =>
    text.match(isSpaced ? /\s*\S+/gu : /\[[^\]]*\]|[\p{L}\p{N}]{1,2}|[^\p{L}\p{N}]/gu) ?? [];
  const [before, behind] = [words(block.text.slice(0, from)), words(block.text.slice(to))];
  const own = words(marked).length;
  const label = labels.find(({ ids }) => statement && ids.has(statement.indicator.id)) ?? labels[0];
  // The words that say something alone, then as many as stand around the numeral.
  const [hedge, ...cues] =
    candidate.said.hedge === undefined ? [undefined, ...candidate.said.words] : candidate.said.words;
  for (const [ahead, after] of [
    [cues, []],
    [cues.slice(0, -1), cues.slice(-1)],
    [[], cues],
  ] as const) {
    const all = [label?.words, ...ahead, `${hedge ?? ''}${marked}`, ...after];
    const parts = all.flatMap((part = '') => (part.trim() === '' ? [] : [part.trim()]));
    const text = lead + parts.join(' … ').replaceAll(/\s+/g, ' ');
    const again = words(parts.join(' ')).length <= EXCERPT_WORDS ? read(text) : undefined;
    if (again && readsAlike(candidate, again, label)) return text;
  }
  for (let size = own; size <= EXCERPT_WORDS; size += 1)
    for (let after = 0; after <= size - own; after += 1)
      for (const withLabel of [false, true]) {
        const named = withLabel && label ? `${label.words} … ` : '';
        const room = size - own - after - words(named.replace(' … ', '')).length;
        if (room < 0) continue;
        const window = `${named}${before.slice(Math.max(0, before.length - room)).join('')}${block.text.charAt(from - 1) === ' ' ? ' ' : ''}${marked}${behind.slice(0, after).join('')}`;
        const text =
          lead +
          window
            .replaceAll(/\s+/g, ' ')
            .trim()
            .replace(/[.,;:，。；]$/u, '');
        const again = read(text);
        if (again && readsAlike(candidate, again, label)) return text;
      }
  return lead + marked;
}

/** Whether all that tests ask of a numeral is the same. */
function readsAlike(a: Candidate, b: Candidate, label: LabelFound | undefined): boolean {
  const isNamed = label === undefined || b.labels.some(({ ids }) => [...label.ids].every((id) => ids.has(id)));
  return isNamed && featuresOf(a) === featuresOf(b);
}

function featuresOf({ numeral, said }: Candidate): string {
  // Of a level or an average nobody asks the base.
  const isCompared = ['growth', 'change', 'ratio'].some((one) => said.measures.has(one as SaidMeasure));
  const { back, year, part } = (isCompared ? said.base : undefined) ?? {};
  return JSON.stringify([
    numeral.text,
    numeral.power,
    numeral.units,
    numeral.sign,
    numeral.rangeFrom !== undefined,
    said.sign === 'either' ? 'either' : said.sign === 'down',
    said.hedge,
    [...said.measures].toSorted(),
    back,
    year,
    part,
  ]);
}
