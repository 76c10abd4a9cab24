import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TESTED_CHROMIUM } from '../../src/browser/packaged-version.ts';
import { ageOf } from '../../src/pipeline/machine-examination.ts';

test('a browser is as old as its package, or so many versions newer or older than that', () => {
  const day = Date.parse('2026-04-12T09:00:00Z');
  expect(ageOf('HeadlessChrome/147.0.7727.0', day)).toBe('published on 2026-04-10, 2 days ago');
  expect(ageOf('HeadlessChrome/147.0.7727.0', Date.parse('2026-04-11'))).toContain('1 day ago');
  expect(ageOf('Chrome/153.0.8010.0', day)).toMatch(/^6 versions newer than 147, .* 2 days ago$/);
  expect(ageOf('Chrome/146.0.7500.2', day)).toMatch(/^a version older than 147/);
  expect(ageOf('Chrome', day)).toBe('of unknown age');
});

test('the browser whose age is known is the one that is installed', () => {
  const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  expect(optionalDependencies['@sparticuz/chromium']).toBe(TESTED_CHROMIUM.version);
});
