import { beforeAll, expect, test } from 'vitest';
import type { Dataset } from '../../../src/dataset/model.ts';
import { fillText, loadTiny } from '../case.ts';
import { saying } from '../../messages.ts';

let dataset: Dataset;
beforeAll(async () => {
  dataset = await loadTiny();
});

/** What an edition of a day prints of these citations, or what is wrong with them. */
function cited(asOf: string, text: string): readonly string[] {
  const { filled, diagnostics } = fillText(dataset, text, { release: 'ferry-2025-q3', asOf });
  const parts = filled.tokens.split(filled.markdown).filter((part) => typeof part !== 'string');
  const ids = parts.flatMap((part): readonly string[] => ('cited' in part ? [part.cited].flat() : []));
  return diagnostics.length > 0 ? diagnostics.map(({ message, hint }) => `${message} -- ${hint}`) : ids;
}

test('an edition cites of a source what was published up to its date', () => {
  expect(cited('2026-02-28', '{{cite "harbour_office"}}')).toEqual(['ferry-2025-q3', 'ferry-2025-q4']);
  expect(cited('2025-10-31', '{{cite "harbour_office"}}')).toEqual(['ferry-2025-q3']);
  expect(cited('2025-10-31', '{{cite "ferry-2025-q4"}}')).toEqual([saying('ferry-2025-q4 … 2025-10-31 -- … as_of')]);
});
