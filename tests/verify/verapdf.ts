import assert from 'node:assert/strict';
import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import { ROOT, run } from './checks.ts';

/** Where the referee is kept between runs. */
const JARS = path.join(ROOT, 'node_modules/.cache/verapdf');

/** The parts of the standards that every PDF claims to keep to: PDF/UA-1 and PDF/A-3a. */
const FLAVOURS = ['ua1', '3a'];

/** Answers why veraPDF cannot be had, or undefined when it is there. */
export function fetchVeraPdf(): string | undefined {
  if (existsSync(JARS)) return undefined;
  const folder = `${JARS}-${process.pid}`;
  try {
    const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
    run('mvn', ['--batch-mode', '--quiet', '--file', 'tests/verify/verapdf/pom.xml', ...goal]);
    renameSync(folder, JARS);
    return undefined;
  } catch (error) {
    return (error as Error).message.split('\n').slice(0, 3).join(' ');
  }
}

/**
 * A check for each file and flavour: that veraPDF, which is not ours, finds nothing wrong. Files are read in one go.
 */
export function veraPdfChecks(files: readonly string[]): [string, () => void][] {
  const source = 'tests/verify/verapdf/Validate.java';
  const lines = run('java', ['-cp', path.join(JARS, '*'), source, FLAVOURS.join(','), ...files])
    .trimEnd()
    .split('\n');
  assert.equal(lines.length, files.length * FLAVOURS.length);
  return lines.map((line) => {
    const [file = '', flavour = '', rules = '', ...failures] = line.split('\t');
    return [
      `${file}: veraPDF finds no fault against ${flavour} in ${rules} assertions`,
      () => {
        assert.ok(Number(rules) > 0);
        assert.deepEqual(failures, []);
      },
    ];
  });
}
