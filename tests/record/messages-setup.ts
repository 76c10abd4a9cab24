import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll } from 'vitest';
import { type Diagnostic, Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';

/** The variable that names the folder for what is written down. */
export const NOTES = 'ASSAY_RECORD_MESSAGES';

/** Without the words: rule, severity, place, and the numbers of message and hint in their order. */
function noteOf({ rule, severity, message, hint, place }: Diagnostic): string {
  const numbers = `${message} ${hint ?? ''}`.match(/\d+(?:[.,]\d+)*/g) ?? [];
  const at = place ? `${path.basename(place.file.path)}:${place.line}:${place.column}` : '-';
  return [rule, severity, at, ...numbers].join(' ');
}

// vitest.config.ts takes this file where the variable is set
const folder = process.env[NOTES];
if (folder !== undefined) {
  const notes = new Set<string>();
  const all = Object.getOwnPropertyDescriptor(Diagnostics.prototype, 'all');
  Object.defineProperty(Diagnostics.prototype, 'all', {
    configurable: true,
    get(this: Diagnostics): readonly Diagnostic[] {
      const list = all?.get?.call(this) as readonly Diagnostic[];
      for (const one of list) notes.add(noteOf(one));
      return list;
    },
  });
  afterAll(() => {
    appendFileSync(path.join(folder, `${process.pid}.txt`), [...notes, ''].join('\n'));
    notes.clear();
  });
}
