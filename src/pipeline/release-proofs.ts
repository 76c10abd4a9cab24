import { figuresOf } from '../assay/report/edition-tests.ts';
import type { Release } from '../dataset/model.ts';
import { ownStatementsOf } from '../dataset/statements.ts';
import type { ReleaseProof } from '../document/document-context.ts';
import type { ShownRelease } from '../witness/shown.ts';
import type { EditionSource } from './edition-source.ts';

/** Finds how the releases of an edition were proved: by tests, and by reading their sources again. */
export function proofFinder(source: EditionSource): (release: Release) => ReleaseProof {
  const figures = figuresOf(source.tests());
  const { releases } = source.witness();
  return (release) => {
    const statements = ownStatementsOf(release);
    const tested = statements.filter((one) => (figures.get(one)?.standing ?? 'untested') !== 'untested').length;
    const { url, retrieved, read } = releases.get(release.id) ?? {};
    return { statements: statements.length, tested, url, retrieved, read: read && sourceProof(read) };
  };
}

function sourceProof({
  found,
  doubted,
  ignored,
  leftOut,
  unread,
}: NonNullable<ShownRelease['read']>): ReleaseProof['read'] {
  return { found, doubted, rest: new Map([...ignored, ['leftOut', leftOut]]), unread };
}
