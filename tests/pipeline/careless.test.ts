import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { messagesOf, readCases } from './careless.ts';

const CASES = path.resolve('tests/cases/careless');

describe.each(fs.readdirSync(CASES).filter((name) => name.endsWith('.txt')))('careless input: %s', (file) => {
  const cases = readCases(fs.readFileSync(path.join(CASES, file), 'utf8'));

  test.for(cases)('$name', async (input) => {
    expect(input.said).not.toBe('');
    expect(await messagesOf(input)).toBe(input.said);
  });
});
