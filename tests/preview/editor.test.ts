import { expect, test } from 'vitest';
import { editorAmong } from '../../src/preview/preview.ts';

test.each([
  [['bash', 'code', 'node'], 'code'],
  [['idea.sh', 'sublime_text'], 'idea'],
  [['bash', 'barcode', 'spider', 'organized'], undefined],
])('of %j the editor is %s', (programs, editor) => {
  expect(editorAmong(programs)).toBe(editor);
});
