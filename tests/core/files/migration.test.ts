import { expect, test } from 'vitest';
import { isScalar } from 'yaml';
import { fileKind, migrated, type Migration } from '../../../src/core/files/migration.ts';
import { keyOf } from '../../../src/core/files/yaml-edit.ts';

/** What a second format might need: `licence` is written `license`, and a release has no `note`. */
const STEPS: readonly Migration[] = [
  {
    from: 1,
    files: ['dataset'],
    says: 'licence is called license',
    change: (root, edit) => {
      const pair = root.items.find((item) => keyOf(item) === 'licence');
      if (pair && isScalar(pair.key)) edit.replace(pair.key as never, 'license');
    },
  },
  { from: 1, files: ['release'], says: 'note goes', change: (root, edit) => edit.removeKey(root, 'note') },
  {
    from: 2,
    files: ['dataset'],
    says: 'year_starts goes',
    change: (root, edit) => edit.removeKey(root, 'year_starts'),
  },
];

test('an older file is rewritten step by step, with its comments and layout', () => {
  const text = '# Our figures.\n\ntitle: Bikes   # of the town\nlicence: CC0-1.0\nyear_starts: july\n';
  expect(migrated(text, 'dataset', { migrations: STEPS, to: 3 })).toEqual({
    from: 1,
    changes: ['licence is called license', 'year_starts goes'],
    text: '# Our figures.\n\nformat: 3\ntitle: Bikes   # of the town\nlicense: CC0-1.0\n',
  });
});

test('what a format says is replaced, and a step that finds nothing is not named', () => {
  const text = '{ format: "1", title: Bikes }\r\n';
  expect(migrated(text, 'dataset', { migrations: STEPS, to: 2 })).toEqual({
    from: 1,
    changes: [],
    text: '{ format: "2", title: Bikes }\r\n',
  });
});

test.each([
  ['of the newest format', 'format: 2\ntitle: x\n'],
  ['of a newer format', 'format: 9\ntitle: x\n'],
  ['with a format that is not a number', 'format: two\n'],
  ['that is a list', '- title: x\n'],
  ['that is not well-formed', 'title: [x\n'],
  ['without a word', ''],
])('a file %s stays as it is', (_, text) => {
  expect(migrated(text, 'dataset', { migrations: STEPS, to: 2 })).toBeUndefined();
});

test.each([
  ['assay.yaml', 'project'],
  ['data/x/dataset.yaml', 'dataset'],
  ['data/x/releases/2025.yaml', 'release'],
  ['data/x/imports/table.yaml', 'mapping'],
  ['templates/x/brief.yaml', 'brief'],
  ['templates/style.yaml', 'style'],
  ['templates/x/style.yaml', 'style'],
  ['templates/x/charts/a.yaml', undefined],
  ['data/x/releases/old/2025.yaml', undefined],
])('%s is a file of the kind %s', (path, kind) => {
  expect(fileKind(path)).toBe(kind);
});
